import { describe, expect, it } from 'vitest';
import {
  AssertionError,
  assert,
  assertNever,
  backoffMs,
  CODES,
  chapterId,
  chapterNumber,
  EXIT,
  err,
  fnv1a,
  formatAddress,
  HostBrokenError,
  isJobId,
  isJsonObject,
  isMessage,
  jobId,
  ok,
  parseAddress,
  parseJson,
  RetryableError,
  readState,
  segmentToken,
  slug,
  TerminalError,
  toError,
  toFailure,
  UserError,
  workId,
} from '../../src/core/index.js';

describe('ids', () => {
  it.each([
    ['Moby Dick; Or, The Whale', 'moby-dick-or-the-whale'],
    ["Alice's Adventures in Wonderland", 'alices-adventures-in-wonderland'],
    ['Le Mystère de la chambre jaune', 'le-mystere-de-la-chambre-jaune'],
    ['草枕', 'book'],
    ['The Life and Strange Surprizing Adventures of Robinson Crusoe', 'the-life-and-strange-surprizing'],
    ['x'.repeat(60), 'x'.repeat(40)],
    ['--- ', 'book'],
  ])('the slug of %s is %s', (title, expected) => {
    expect(slug(title)).toBe(expected);
  });

  it('are readable and sort', () => {
    expect(jobId('Moby Dick', '7f3a99')).toBe('moby-dick-7f3a');
    expect(jobId('Moby Dick', '7f3a99', 6)).toBe('moby-dick-7f3a99');
    expect(isJobId('moby-dick-7f3a')).toBe(true);
    expect(isJobId('Moby.Dick')).toBe(false);
    expect([chapterId(1), chapterId(12), chapterId(1234)]).toEqual(['ch-001', 'ch-012', 'ch-1234']);
    expect(chapterNumber('ch-012')).toBe(12);
    expect(segmentToken(7)).toBe('0007');
    expect(workId({ job: 'j', chapter: 'ch-001', item: '0001', attempt: 2 })).toBe('j/ch-001/0001/2');
  });

  it('addresses go to text and back', () => {
    for (const text of ['book/moby-dick-7f3a', 'chapter/moby-dick-7f3a/ch-012']) {
      const parsed = parseAddress(text);
      expect(parsed.ok ? formatAddress(parsed.value) : parsed.error).toBe(text);
    }
    for (const text of ['', 'book', 'book/Moby', 'chapter/a-1/ch-1', 'chapter/a-1/ch-001/more']) {
      expect(parseAddress(text).ok).toBe(false);
    }
  });
});

describe('errors', () => {
  const failure = { code: CODES.notAnEpub, what: 'It is not an EPUB.' };

  it('keep their words as data', () => {
    expect(toFailure(new UserError(failure, EXIT.badInput), CODES.internal)).toBe(failure);
    expect(toFailure(new TerminalError(failure), CODES.internal)).toBe(failure);
    expect(toFailure(new Error('boom'), CODES.internal)).toEqual({ code: CODES.internal, what: 'boom' });
    expect(toError('text').message).toBe('text');
    expect(new RetryableError('later', 50).retryAfterMs).toBe(50);
    expect(new HostBrokenError('gone').name).toBe('HostBrokenError');
  });

  it('assertions are bugs', () => {
    expect(() => assert(false, 'one')).toThrow(AssertionError);
    expect(() => assert(true, 'one')).not.toThrow();
    expect(() => assertNever('x' as never, 'unknown')).toThrow('unknown: "x"');
  });
});

describe('json', () => {
  it('is parsed with the reason when it cannot be', () => {
    expect(parseJson('{"a":1}')).toEqual(ok({ a: 1 }));
    expect(parseJson('{').ok).toBe(false);
    expect(isJsonObject({ a: 1 })).toBe(true);
    for (const other of [null, [], 'x', 1, undefined]) expect(isJsonObject(other)).toBe(false);
    expect(err('x')).toEqual({ ok: false, error: 'x' });
  });
});

describe('a stored state', () => {
  const stored = (schemaVersion: number) => ({ state: { n: 1 }, schemaVersion });
  const migrate = () => ({ n: 2 });

  it('is read as it is, made newer, or left to whoever is newer', () => {
    expect(readState({ schemaVersion: 2, migrate }, stored(2))).toEqual({ n: 1 });
    expect(readState({ schemaVersion: 2, migrate }, stored(1))).toEqual({ n: 2 });
    expect(readState({ schemaVersion: 2 }, stored(1))).toEqual({ n: 1 });
    expect(readState({ schemaVersion: 2, migrate }, stored(3))).toBeNull();
  });
});

describe('a message', () => {
  it('is an object that says of what type it is', () => {
    expect(isMessage({ type: 'StartChapter' })).toBe(true);
    for (const other of [{}, { type: 1 }, 'StartChapter', undefined]) expect(isMessage(other)).toBe(false);
  });
});

describe('error codes', () => {
  it('are each of one failure', () => {
    const codes = Object.values(CODES);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
    for (const code of codes) expect(code).toMatch(/^E2A-[1-6]\d{3}$/);
  });
});

describe('backoff', () => {
  it('doubles up to its limit, within a fifth, the same for the same seed', () => {
    const policy = { firstMs: 1000, maxMs: 8000 };
    for (const [attempt, full] of [
      [0, 1000],
      [1, 1000],
      [2, 2000],
      [4, 8000],
      [9, 8000],
    ] as const) {
      const delay = backoffMs(attempt, policy, 'seed');
      expect(Math.abs(delay - full)).toBeLessThanOrEqual(full * 0.2);
      expect(backoffMs(attempt, policy, 'seed')).toBe(delay);
    }
    expect(backoffMs(1, policy, 'a')).not.toBe(backoffMs(1, policy, 'b'));
  });

  it('rests on a hash with known values', () => {
    expect(fnv1a('')).toBe(0x811c9dc5);
    expect(fnv1a('a')).toBe(0xe40c292c);
  });
});
