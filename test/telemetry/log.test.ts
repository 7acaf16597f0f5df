import { describe, expect, it } from 'vitest';
import {
  createLogger,
  type LifecycleEvent,
  type LogLevel,
  logTelemetry,
  type LogWriter,
} from '../../src/telemetry/index.js';

const TEXT = 'He said "no", and shut the door of the lighthouse.';
const FINISHED: LifecycleEvent = {
  type: 'work-finished',
  id: 'a-tale-7f3a/ch-001/0001/2',
  task: 'speak',
  ms: 812,
  result: { type: 'SegmentSpoken', samples: 24_000, odd: false, heard: TEXT, sentences: [TEXT] },
  job: 'a-tale-7f3a',
  chapter: 'ch-001',
  item: '0001',
  attempt: 2,
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
};
const GIVEN_UP: LifecycleEvent = {
  type: 'work-given-up',
  id: 'a-tale-7f3a/ch-001/0001/2',
  task: 'speak',
  failure: { code: 'E2A-2006', what: `"${TEXT}" cannot be spoken.`, why: 'It is a “picture”.', fix: 'e2a dlq ls' },
};
const RETRIED: LifecycleEvent = {
  type: 'work-retried',
  id: 'x',
  task: 'speak',
  delayMs: 1_000,
  reason: `"${TEXT}" was spoken badly: too long`,
  code: 'error',
};

function logged(level: LogLevel, events: readonly LifecycleEvent[], writer: LogWriter = {}): string[] {
  const lines: string[] = [];
  const telemetry = logTelemetry(createLogger(level, 'json', (line) => lines.push(line), writer));
  for (const event of events) telemetry.emit(event);
  return lines;
}

describe('a line of the log', () => {
  it('has the fields that all lines share', () => {
    const writer = { role: 'synth', node: () => 'attic' };
    const [line = ''] = logged('info', [FINISHED], writer);
    const { time, ...fields } = JSON.parse(line);
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(fields).toEqual({
      level: 'info',
      service: 'e2a',
      role: 'synth',
      node: 'attic',
      msg: 'work finished',
      jobId: 'a-tale-7f3a',
      chapter: 'ch-001',
      segment: '0001',
      attempt: 2,
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      durMs: 812,
      id: 'a-tale-7f3a/ch-001/0001/2',
      task: 'speak',
      result: { type: 'SegmentSpoken', samples: 24_000, odd: false },
    });
  });

  it('of a failure has its code', () => {
    const [line = ''] = logged('error', [GIVEN_UP]);
    expect(JSON.parse(line)).toMatchObject({ level: 'error', code: 'E2A-2006', fix: 'e2a dlq ls' });
  });

  it('asks for the name of the node each time', () => {
    const names: (string | undefined)[] = [undefined, 'attic-2'];
    const lines = logged('info', [FINISHED, FINISHED], { node: () => names.shift() });
    expect(lines.map((line) => JSON.parse(line).node)).toEqual([undefined, 'attic-2']);
  });
});

describe('words of a book', () => {
  const events = [FINISHED, GIVEN_UP, RETRIED];

  it('stand on no line above debug', () => {
    const lines = logged('info', events);
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).not.toMatch(/lighthouse|shut|said|picture/);
    expect(JSON.parse(lines[1] ?? '').what).toBe(`[${TEXT.length} characters] cannot be spoken.`);
  });

  it('are there for who asks for debug', () => {
    const full = logged('debug', events).filter((line) => line.includes('in full'));
    expect(full).toHaveLength(3);
    for (const line of full) expect(line).toContain('lighthouse');
  });
});

describe('planted secrets', () => {
  const PASSWORD = 'pa"ss\\w@rd/1';
  const SEED = `SU${'A2BC'.repeat(14)}`;
  const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJlLWhlcmU';
  const trouble = (reason: string): LifecycleEvent => ({ type: 'trouble', where: 'mail book-0', reason });
  const hidden = (reason: string, secrets: readonly string[] = []): string =>
    logged('info', [trouble(reason)], { secrets }).join('');

  it.each([
    ['a login in a URL', 'connect to nats://admin:hunter22@host:4222 failed', 'hunter22', 'nats://***@host:4222'],
    ['a login with an @', 'nats://u:p@ssw0rd@host', 'ssw0rd', 'nats://***@host'],
    ['a token in a URL', 'nats://s3cr3t-t0ken@host', 's3cr3t', 'nats://***@host'],
    ['two of them', 'nats://a:first1@h1,nats://b:second2@h2', 'second2', 'nats://***@h1,nats://***@h2'],
    ['a bearer token', 'sent Authorization: Bearer abcDEF123456.xyz== and got 401', 'abcDEF', 'Bearer ***'],
    ['basic credentials', 'authorization: Basic dXNlcjpwYXNz', 'dXNlcjpwYXNz', 'Basic ***'],
    ['a token in a query', 'GET /api/v1/jobs?page=2&token=abc123&x=1', 'abc123', 'page=2&token=***&x=1'],
    ['a field of a body', 'answer {"user":"me","api_key":"k-123 456"}', 'k-123', '"me'],
    ['a key of a service', 'Incorrect API key sk-proj-abcdefghijklmnop1234', 'sk-proj', 'key ***'],
    ['a seed', `seed ${SEED} is wrong`, SEED, 'seed *** is wrong'],
    ['a signed token', `token ${JWT} expired`, JWT, 'token *** expired'],
  ])('are hidden: %s', (_, reason, secret, left) => {
    const line = hidden(reason);
    expect(line).not.toContain(secret);
    expect(JSON.parse(line).reason).toContain(left);
  });

  it('are hidden where they are known, however they are written', () => {
    const line = hidden(`login ${PASSWORD} or ${encodeURIComponent(PASSWORD)} or ${JSON.stringify(PASSWORD)}`, [
      PASSWORD,
    ]);
    expect(line).not.toMatch(/pa\\*"ss|w@rd|w%40rd/);
    expect(JSON.parse(line).where).toBe('mail book-0');
  });

  it('are hidden in fields and in errors of a log that is written by hand', () => {
    const lines: string[] = [];
    const log = createLogger('info', 'json', (line) => lines.push(line), { secrets: ['letmein-please'] });
    const error = new Error('refused letmein-please', { cause: new Error('nats://u:hunter22@h') });
    log.error(
      { err: error, headers: { authorization: 'Bearer abcdefgh1234', cookie: 'e2a=xyz' } },
      'no letmein-please',
    );
    expect(lines.join('')).not.toMatch(/letmein|hunter22|abcdefgh|xyz/);
    expect(JSON.parse(lines[0] ?? '').headers).toEqual({ authorization: '***', cookie: '***' });
  });

  it('leave what is none as it is', () => {
    const reason =
      'The bearer of the letter met basic needs at http://host:7860/jobs?page=2; token 12 of 40, key=value.';
    expect(JSON.parse(hidden(reason, ['of'])).reason).toBe(reason);
  });

  it('are no commands for a terminal, and no lines that look like others, in the text that people read', () => {
    const lines: string[] = [];
    const log = createLogger('info', 'text', (line) => lines.push(line));
    log.warn({ file: 'a\u001b]0;owned\u0007\n12:00:00 info  all is well\u009b2J.epub' }, 'refused\r');
    expect(lines[0]).toMatch(/^[^\n]*refused file=a\]0;owned\n {2}12:00:00 info {2}all is well2J\.epub\n$/);
  });

  it('are hidden in the text that people read', () => {
    const lines: string[] = [];
    createLogger('info', 'text', (line) => lines.push(line)).warn({ server: 'nats://u:hunter22@h' }, 'lost');
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d warn {2}lost server=nats:\/\/\*\*\*@h\n$/);
  });
});
