import { inspect } from 'node:util';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CODES } from '../../../../src/core/index.js';
import { openSpeechEngine, type Speech, type SpeechEngine, type SpeechService } from '../../../../src/speech/index.js';
import { type Answering, reply, startSpeechServer } from '../../../support/speech-server.js';
import { dataChunk, formatChunk, samples16, wavOf } from '../wav/make-wav.js';
import { KEY, serviceAt } from './service.js';

const never = new AbortController().signal;
const SAMPLES = 2_400;
const SOUND = samples16(...Array.from({ length: SAMPLES }, (_, index) => Math.sin(index / 5) / 2));
const WAV = wavOf([formatChunk(), dataChunk(SOUND)]);
const json = (body: unknown): string => JSON.stringify(body);
const JSON_TYPE = { 'content-type': 'application/json' };
const good = reply(200, { 'content-type': 'audio/wav' }, WAV);
const refusal = (status: number, message: string, more: object = {}): Answering =>
  reply(status, JSON_TYPE, json({ error: { message, ...more } }));

const server = await startSpeechServer(good);
const open = (more: Partial<SpeechService> = {}, voice = 'alloy'): Promise<SpeechEngine> =>
  openSpeechEngine({ engine: 'openai', voice, voicesFolder: '/nowhere', service: serviceAt(server.url, more) });
const here = { engine: await open() };
const say = (text = 'Down, down, down.', speed = 1): Promise<Speech> =>
  here.engine.speak({ text, seed: 1, speed }, never);
/** The error of the next request, in all its words: none of them is the key. */
async function trouble(...answers: readonly Answering[]): Promise<Error> {
  server.answer(...answers);
  const error = await say().then(
    () => new Error('it spoke'),
    (thrown: Error) => thrown,
  );
  expect(inspect(error, { depth: 9 })).not.toContain(KEY);
  return error;
}

afterAll(() => server.close());
beforeEach(async () => {
  server.answer(good);
  server.spoken.length = 0;
  here.engine = await open();
});
afterEach(() => here.engine.close());

describe('a request', () => {
  it('says what is wanted, with the key in its header', async () => {
    await say();
    await say('Slowly.', 0.5);
    expect(server.spoken.map(({ body }) => body)).toEqual([
      { model: 'tts-1', input: 'Down, down, down.', voice: 'alloy', response_format: 'wav' },
      { model: 'tts-1', input: 'Slowly.', voice: 'alloy', response_format: 'wav', speed: 0.5 },
    ]);
    expect(server.spoken[0]?.headers).toMatchObject({
      authorization: `Bearer ${KEY}`,
      'content-type': 'application/json',
    });
  });

  it('has more fields, or no key, where that is set; and never another text', async () => {
    await here.engine.close();
    here.engine = await open(
      { key: null, extra: { stream: false, input: 'no' }, url: `${server.url}/v1/` },
      'af_bella(2)+af_sky',
    );
    await say('Yes.');
    expect(server.spoken[0]?.headers.authorization).toBeUndefined();
    expect(server.spoken[0]?.body).toMatchObject({ stream: false, input: 'Yes.', voice: 'af_bella(2)+af_sky' });
  });

  it('is made in pieces where a server takes no more, and they are one sound', async () => {
    await here.engine.close();
    here.engine = await open({ characters: 20 });
    const { pcm } = await say('The keeper counted the ships, and the gulls were silent.');
    const pieces = server.spoken.map(({ body }) => body.input);
    expect(pieces).toEqual(['The keeper counted', 'the ships,', 'and the gulls were', 'silent.']);
    expect(pcm.length).toBe(SAMPLES * pieces.length);
  });
});

describe('an answer that is sound', () => {
  it.each([
    ['a streamed WAV', 'audio/wav', wavOf([formatChunk(), dataChunk(SOUND, 0xffffffff)]), 24_000],
    [
      'a WAV of another rate',
      'application/octet-stream',
      wavOf([formatChunk(16, { rate: 44_100 }), dataChunk(SOUND)]),
      44_100,
    ],
    ['samples with a rate', 'audio/pcm;rate=22050', SOUND, 22_050],
    ['samples without a rate', 'audio/pcm', SOUND, 24_000],
  ])('%s', async (_name, type, body, rate) => {
    server.answer(reply(200, { 'content-type': type }, body));
    const { pcm, sampleRate, words } = await say();
    expect([pcm.length, sampleRate, words]).toEqual([SAMPLES, rate, null]);
  });
});

describe('the server is in trouble: the same is asked again, and no text is to blame', () => {
  it.each([
    ['429 with seconds', reply(429, { 'retry-after': '17' }), 17_000],
    [
      '429 with a date',
      reply(429, { date: 'Wed, 21 Oct 2026 07:28:00 GMT', 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT' }),
      30_000,
    ],
    ['429 for an hour', reply(429, { 'retry-after': '3600' }), 300_000],
    ['503', reply(503, { 'retry-after': '2' }, 'loading the model'), 2_000],
  ])('%s', async (_name, answer, waitMs) => {
    expect(await trouble(answer)).toMatchObject({ name: 'RetryableError', retryAfterMs: waitMs });
    expect((await trouble(answer)).constructor.name).toBe('OutageError');
  });

  it('nobody is there any more, and then somebody is', async () => {
    const gone = await startSpeechServer(good);
    await here.engine.close();
    here.engine = await open({ url: gone.url });
    await gone.close();
    const error = await trouble();
    expect([error.constructor.name, error.message]).toEqual([
      'OutageError',
      `${gone.host} cannot be reached (ECONNREFUSED)`,
    ]);
  });

  it('it is asked less and less often, and as before once it has spoken', async () => {
    const busy = reply(429, {});
    const waits: number[] = [];
    for (let time = 0; time < 9; time++)
      waits.push(((await trouble(busy)) as { retryAfterMs?: number }).retryAfterMs ?? 0);
    expect(waits[0]).toBeLessThan(1_300);
    expect(waits[3]).toBeGreaterThan(6_000);
    expect(waits.at(-1)).toBeLessThan(80_000);
    server.answer(good);
    await say();
    expect(await trouble(busy)).toMatchObject({ retryAfterMs: waits[0] });
  });

  it('an error while it answers nothing else, either', async () => {
    server.pages.set('/v1/models', [500, {}]);
    expect((await trouble(refusal(500, 'out of memory'))).constructor.name).toBe('OutageError');
    server.pages.set('/v1/models', [404, {}]);
    expect((await trouble(refusal(500, 'out of memory'))).constructor.name).toBe('RetryableError');
  });
});

describe('an answer that is none: tried again, and counted', () => {
  const broken: Answering = (response) => {
    response.writeHead(200, { 'content-type': 'audio/wav', 'content-length': String(WAV.length) });
    response.write(WAV.subarray(0, 1_000), () => response.destroy());
  };
  it.each<[string, Answering, RegExp]>([
    ['500', refusal(500, 'CUDA error'), /answers 500: CUDA error/],
    ['408', reply(408, {}), /answers 408/],
    ['409', reply(409, {}), /answers 409/],
    [
      'a page',
      reply(200, { 'content-type': 'text/html' }, '<html><title>Welcome</title><script>x</script></html>'),
      /no sound but: Welcome$/,
    ],
    [
      'an error with 200',
      reply(200, JSON_TYPE, json({ error: { message: 'voice is busy' } })),
      /no sound but: voice is busy/,
    ],
    ['nothing', reply(200, { 'content-type': 'audio/wav' }), /answered nothing/],
    ['a WAV that is cut off', reply(200, {}, WAV.subarray(0, 1_000)), /only 956 of its 4800/],
    ['a WAV without sound', reply(200, {}, wavOf([formatChunk(), dataChunk(new Uint8Array())])), /without sound/],
    ['something', reply(200, { 'content-type': 'image/png' }, 'PNG'), /image\/png that is no WAV/],
    ['a connection that breaks', broken, /connection to .* broke/],
    ['a connection that breaks at once', (response) => void response.destroy(), /connection to .* broke/],
  ])('%s', async (_name, answer, words) => {
    const error = await trouble(answer);
    expect([error.constructor.name, error.message]).toEqual(['RetryableError', expect.stringMatching(words)]);
    server.answer(good);
    expect((await say()).pcm.length).toBe(SAMPLES);
  });

  it('a body without end: by its bytes', async () => {
    const megabyte = Buffer.alloc(1024 * 1024);
    const endless: Answering = (response) => {
      response.writeHead(200, { 'content-type': 'audio/wav' });
      const more = (): void => void (response.destroyed || response.write(megabyte, more));
      more();
    };
    expect(await trouble(endless)).toMatchObject({ message: expect.stringMatching(/more than 33554432 bytes/) });
  });

  it('a body without end: by its time', async () => {
    await here.engine.close();
    here.engine = await open({ timeoutMs: 100 });
    const dripping: Answering = (response) => void response.writeHead(200, {}).write('RIFF');
    expect(await trouble(dripping)).toMatchObject({
      message: expect.stringMatching(/did not end its answer within 0.1 s/),
    });
  });
});

describe('what a person must mend: nothing is spoken here any more', () => {
  it.each<[string, Answering, RegExp]>([
    [
      'a wrong key',
      refusal(401, `Incorrect API key provided: ${KEY}.`),
      /401.*\(key\).*the key in E2A_OPENAI_KEY is not accepted/,
    ],
    ['a model that is not for us', refusal(403, 'no access to tts-1'), /no access to tts-1.*E2A_OPENAI_KEY/],
    ['no money', refusal(429, 'You exceeded your quota', { code: 'insufficient_quota' }), /quota.*account/],
    ['no such model', refusal(404, 'The model tts-9 does not exist'), /tts-9.*e2a doctor --engine openai/],
    ['another place', reply(307, { location: 'https://elsewhere.example/' }), /307.*elsewhere/],
    ['mp3', reply(200, { 'content-type': 'audio/mpeg' }, 'ID3\u0004'), /asked for wav and answered mp3/],
    ['telephone samples', reply(200, {}, wavOf([formatChunk(8, { kind: 7 }), dataChunk(SOUND)])), /not known.*kind 7/],
  ])('%s', async (_name, answer, words) => {
    expect(await trouble(answer)).toMatchObject({ name: 'HostBrokenError', message: expect.stringMatching(words) });
  });

  it('everything is refused, not this text alone', async () => {
    const error = await trouble(refusal(400, 'voice alloy is not there'));
    expect(error).toMatchObject({
      name: 'HostBrokenError',
      message: expect.stringMatching(/alloy is not there.*accepts nothing/),
    });
    expect(server.spoken.map(({ body }) => body.input)).toEqual(['Down, down, down.', 'Yes.']);
  });
});

describe('a text that is refused is given up, in the server’s own words', () => {
  it('before anything was spoken: something harmless shows that it is the text', async () => {
    const error = await trouble(reply(422, JSON_TYPE, json({ detail: [{ msg: 'too many down' }] })), good);
    expect(error).toMatchObject({
      name: 'TerminalError',
      failure: { code: CODES.speechRejected, why: expect.stringContaining('422: too many down') },
    });
  });

  it.each<[string, Answering, string]>([
    ['asks for patience', reply(503, {}, 'loading the model'), 'OutageError'],
    ['breaks', refusal(500, 'CUDA error'), 'RetryableError'],
    ['wants another key', refusal(401, 'revoked'), 'HostBrokenError'],
  ])('not while the server %s when it is asked for something harmless', async (_name, answer, error) => {
    expect((await trouble(refusal(400, 'not now'), answer)).constructor.name).toBe(error);
    expect(await trouble(refusal(400, 'policy'), good)).toMatchObject({ name: 'TerminalError' });
  });

  it('afterwards without another question', async () => {
    await say();
    server.spoken.length = 0;
    expect(await trouble(refusal(400, 'policy'))).toMatchObject({ name: 'TerminalError' });
    expect(server.spoken).toHaveLength(1);
  });
});
