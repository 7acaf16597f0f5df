import OpenAI, { APIUserAbortError, BadRequestError, NotFoundError, RateLimitError } from 'openai';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CODES, EXIT, UserError } from '../../../src/core/index.js';
import type { ShownVoice } from '../../../src/ordering/index.js';
import type { WebOptions } from '../../../src/web/index.js';
import { readSse } from '../../support/sse.js';
import { type WebScene, webScene } from '../web-scene.js';

type SpeechText = Parameters<NonNullable<WebOptions['speak']>>[0];

const RATE = 24_000;
const SAMPLES = Int16Array.from({ length: 100_000 }, (_, index) => (index % 200) - 100);
const SAMPLE_BYTES = 2 * SAMPLES.length;
const VOICE = { name: 'hum', installed: true, engine: 'fake', language: 'en', defaultFor: [] };

describe('the client that OpenAI makes, with e2a for its server', () => {
  let scene: WebScene;
  let openai: OpenAI;
  const said: SpeechText[] = [];
  /** What a text waits for before it is spoken; each ends with its signal. */
  let gate: Promise<void> = Promise.resolve();
  const ended: string[] = [];

  beforeEach(async () => {
    said.length = 0;
    ended.length = 0;
    gate = Promise.resolve();
    scene = await webScene({
      voices: async () => [VOICE, { ...VOICE, name: 'far', installed: false }] as unknown as readonly ShownVoice[],
      speak: async (text, signal) => {
        if (text.voice !== 'hum') throw noSuchVoice(text.voice);
        said.push(text);
        const aborted = new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => {
            ended.push(text.text);
            resolve();
          });
        });
        await Promise.race([gate, aborted]);
        signal.throwIfAborted();
        return { pcm: SAMPLES, sampleRate: RATE };
      },
      encode: async ({ pcm, sampleRate }, format) => new TextEncoder().encode(`${format} ${pcm.length} ${sampleRate}`),
    });
    openai = new OpenAI({ apiKey: 'none is needed here', baseURL: `${scene.url}v1`, maxRetries: 0 });
  });
  afterEach(() => scene.close());

  const create = (more: Partial<OpenAI.Audio.SpeechCreateParams> = {}, signal?: AbortSignal) =>
    openai.audio.speech.create(
      { model: 'tts-1', voice: 'hum', input: 'It was a bright cold day.', ...more },
      signal === undefined ? {} : { signal },
    );

  it.each([
    ['mp3', 'audio/mpeg'],
    ['opus', 'audio/ogg'],
    ['aac', 'audio/aac'],
    ['flac', 'audio/flac'],
  ] as const)('gets %s from the encoder', async (format, type) => {
    const response = await create({ response_format: format });
    expect([response.headers.get('content-type'), await response.text()]).toEqual([type, `${format} 100000 24000`]);
    expect(said).toEqual([{ voice: 'hum', text: 'It was a bright cold day.', speed: 1 }]);
  });

  it('gets mp3 when it names no format', async () => {
    expect(await (await create()).text()).toMatch(/^mp3 /);
  });

  it('gets a WAV file, and bare samples', async () => {
    const wav = Buffer.from(await (await create({ response_format: 'wav' })).arrayBuffer());
    expect(wav.subarray(0, 4).toString()).toBe('RIFF');
    expect([wav.readUInt32LE(4), wav.readUInt32LE(24), wav.readUInt16LE(34), wav.readUInt32LE(40)]).toEqual([
      36 + SAMPLE_BYTES,
      RATE,
      16,
      SAMPLE_BYTES,
    ]);
    const pcm = Buffer.from(await (await create({ response_format: 'pcm' })).arrayBuffer());
    expect(pcm.equals(wav.subarray(44))).toBe(true);
    expect(pcm.readInt16LE(2)).toBe(-99);
  });

  it('gets the sound as events when it asks for a stream', async () => {
    const response = await create({ response_format: 'pcm', stream_format: 'sse' });
    if (response.body === null) throw new Error('no body');
    const reading = readSse(response.body as ReadableStream<Uint8Array>);
    await reading.ended;
    const events = reading.messages.map(({ data }) => data as { type: string; audio?: string });
    expect(new Set(events.slice(0, -1).map(({ type }) => type))).toEqual(new Set(['speech.audio.delta']));
    expect(events.at(-1)?.type).toBe('speech.audio.done');
    const sound = Buffer.concat(events.map(({ audio = '' }) => Buffer.from(audio, 'base64')));
    expect(sound.length).toBe(SAMPLE_BYTES);
  });

  it('may ask for any speed that it knows; voices speak at the nearest they can', async () => {
    const slow = await create({ speed: 0.25 });
    await create({ speed: 4 });
    await create({ speed: 1.5 });
    expect(said.map(({ speed }) => speed)).toEqual([0.5, 2, 1.5]);
    expect(slow.headers.get('x-e2a-speed')).toBe('0.5');
  });

  it.each([
    ['input', { input: 'a'.repeat(4_097) }, /4096/],
    ['input', { input: ' … ' }, /letter/],
    ['speed', { speed: 4.1 }, /4/],
    ['response_format', { response_format: 'midi' as 'mp3' }, /mp3/],
  ])('is told in its own words what is wrong with %s', async (param, more, words) => {
    const error: unknown = await create(more).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({ status: 400, param, type: 'invalid_request_error' });
    expect((error as Error).message).toMatch(words);
    expect(said).toEqual([]);
  });

  it('speaks 4,096 characters', async () => {
    await create({ input: 'a'.repeat(4_096) });
    expect(said[0]?.text.length).toBe(4_096);
  });

  it('is told which voices there are when it names another', async () => {
    const error: unknown = await create({ voice: 'marvin' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NotFoundError);
    expect((error as Error).message).toContain('There is no voice "marvin". Here speak hum.');
  });

  it('may name a voice of its maker’s: the usual one speaks, and the answer says which', async () => {
    const answers = [await create({ voice: 'alloy' }), await create({ voice: 'nova' }), await create()];
    expect(said.map(({ voice }) => voice)).toEqual(['hum', 'hum', 'hum']);
    expect(answers.map(({ headers }) => headers.get('x-e2a-voice'))).toEqual(['hum', 'hum', 'hum']);
  });

  it('ends the speaking when it goes away', async () => {
    gate = new Promise(() => undefined);
    const leaving = new AbortController();
    const asked = create({ input: 'never mind' }, leaving.signal);
    while (said.length === 0) await new Promise((resolve) => setImmediate(resolve));
    leaving.abort();
    await expect(asked).rejects.toBeInstanceOf(APIUserAbortError);
    while (ended.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(ended).toEqual(['never mind']);
    gate = Promise.resolve();
    expect((await create({ input: 'the next' })).status).toBe(200);
  });

  it('is told to come back when too many wait, and those who wait are served', async () => {
    let open = (): void => undefined;
    gate = new Promise((resolve) => {
      open = resolve;
    });
    const refused: unknown[] = [];
    const asked = Array.from({ length: 12 }, (_, n) =>
      create({ input: `text ${n}` }).catch((error: unknown) => refused.push(error)),
    );
    while (refused.length < 3) await new Promise((resolve) => setImmediate(resolve));
    const [first] = refused;
    expect(first).toBeInstanceOf(RateLimitError);
    expect(first).toMatchObject({ status: 429, type: 'rate_limit_error', code: 'E2A-6009' });
    expect((first as RateLimitError).headers?.get('retry-after')).toBe('5');
    open();
    await Promise.all(asked);
    expect([said.length, refused.length]).toEqual([9, 3]);
  });

  it('finds voices and a model', async () => {
    expect(await (await scene.get('v1/audio/voices')).json()).toEqual({ voices: ['hum'] });
    const models = await openai.models.list();
    expect(models.data.map(({ id }) => id)).toEqual(['e2a']);
  });
});

const noSuchVoice = (name: string): UserError =>
  new UserError(
    {
      code: CODES.voiceUnknown,
      what: `There is no voice "${name}".`,
      why: 'None of the known ones is called like that.',
      fix: 'e2a voices',
    },
    EXIT.notFound,
  );
