import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createManualClock } from '../../cluster/runtime/manual-clock.js';
import { CODES } from '../../../src/core/index.js';
import type { WebOptions } from '../../../src/web/index.js';
import { createPreviews, createSpeechDesk } from '../../../src/web/speech/index.js';
import { type WebScene, webScene } from '../web-scene.js';

const NEVER = new AbortController().signal;

const said = (text: string, voice = 'joe', speed = 1) => ({ voice, text, speed });
/** As many samples as the text has letters. */
const soundOf = (text: string) => ({ pcm: new Int16Array(text.length), sampleRate: 8_000 });
const WAV_HEADER_BYTES = 44;

function scene(perMinute = 2) {
  const clock = createManualClock();
  const spoken: string[] = [];
  const speak: WebOptions['speak'] = async ({ voice, text, speed }) => {
    spoken.push(`${voice}: ${text} (${speed})`);
    return soundOf(text);
  };
  return { clock, spoken, previews: createPreviews({ speak, desk: createSpeechDesk(), clock, perMinute }) };
}

describe('previews of voices', () => {
  it('are made once: whoever hears the same again gets it from the store, and is not counted', async () => {
    const { spoken, previews } = scene(1);
    const first = await previews.hear(said('Hello.'), NEVER);
    for (let n = 0; n < 10; n++) expect(await previews.hear(said('Hello.'), NEVER)).toBe(first);
    expect(spoken).toEqual(['joe: Hello. (1)']);
  });

  it('are heard at the speed that is wished: another speed is another preview', async () => {
    const { spoken, previews } = scene();
    await previews.hear(said('Hello.'), NEVER);
    await previews.hear(said('Hello.', 'joe', 1.5), NEVER);
    expect(spoken).toEqual(['joe: Hello. (1)', 'joe: Hello. (1.5)']);
  });

  it('are none where nothing speaks', async () => {
    const previews = createPreviews({ speak: null, desk: createSpeechDesk(), clock: createManualClock() });
    await expect(previews.hear(said('Hello.'), NEVER)).rejects.toMatchObject({ status: 503 });
  });

  it('are limited to so many in any minute, and say when to come back', async () => {
    const { clock, spoken, previews } = scene(2);
    await previews.hear(said('one'), NEVER);
    await clock.advance(20_000);
    await previews.hear(said('two'), NEVER);
    const failure = { code: CODES.tooOften, fix: 'ask again in 40 s' };
    const refusal = { status: 429, headers: { 'Retry-After': '40' }, failure };
    await expect(previews.hear(said('three'), NEVER)).rejects.toMatchObject(refusal);
    await expect(previews.hear(said('one', 'amy'), NEVER)).rejects.toMatchObject({ status: 429 });
    await clock.advance(40_000);
    await previews.hear(said('three'), NEVER);
    expect(spoken).toHaveLength(3);
  });

  it('are refused as busy while others wait for speech already', async () => {
    const full = { serve: async () => null };
    const previews = createPreviews({ speak: async () => soundOf(''), desk: full, clock: createManualClock() });
    const refusal = { status: 429, failure: { code: CODES.busy } };
    await expect(previews.hear(said('Hello.'), NEVER)).rejects.toMatchObject(refusal);
  });

  it('that failed are tried again', async () => {
    const clock = createManualClock();
    let fails = 1;
    const speak: WebOptions['speak'] = async ({ text }) => {
      if (fails-- > 0) throw new Error('no voice today');
      return soundOf(text);
    };
    const previews = createPreviews({ speak, desk: createSpeechDesk(), clock });
    await expect(previews.hear(said('Hello.'), NEVER)).rejects.toThrow('no voice today');
    expect(await previews.hear(said('Hello.'), NEVER)).toHaveLength(WAV_HEADER_BYTES + 2 * 'Hello.'.length);
  });
});

describe('the queue of those who wait for speech', () => {
  it('serves one after another, refuses beyond its length, and forgets who leaves', async () => {
    const desk = createSpeechDesk(1, 2);
    const begun: string[] = [];
    const enders: (() => void)[] = [];
    const ask = (name: string, signal: AbortSignal = NEVER) =>
      desk.serve(() => {
        begun.push(name);
        return new Promise<string>((resolve) => enders.push(() => resolve(name)));
      }, signal);
    const leaving = new AbortController();
    const first = ask('first');
    const second = ask('second', leaving.signal);
    const third = ask('third');
    expect(await ask('fourth')).toBeNull();
    leaving.abort();
    expect(await second).toBeNull();
    enders[0]?.();
    expect(await first).toEqual({ value: 'first' });
    expect(begun).toEqual(['first', 'third']);
    const fifth = ask('fifth');
    enders[1]?.();
    expect(await third).toEqual({ value: 'third' });
    await new Promise((resolve) => setImmediate(resolve));
    enders[2]?.();
    expect(await fifth).toEqual({ value: 'fifth' });
  });
});

describe('previews over HTTP', () => {
  let web: WebScene;
  const asked: unknown[] = [];
  beforeAll(async () => {
    web = await webScene({
      speak: async (text) => {
        asked.push(text);
        return soundOf(text.text);
      },
    });
  });
  afterAll(() => web.close());

  it('are WAV files, at the speed of the page that asks', async () => {
    const response = await web.post('api/v1/voices/joe/preview', { text: 'Hello.', speed: 1.5 });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'audio/wav']);
    expect(Buffer.from(await response.arrayBuffer()).toString('latin1', 0, 4)).toBe('RIFF');
    await web.post('api/v1/voices/joe/preview', { text: 'Hello.' });
    expect(asked).toEqual([said('Hello.', 'joe', 1.5), said('Hello.')]);
  });

  it.each([0.4, 2.1])('at a speed of %s, which no voice has, are refused', async (speed) => {
    expect((await web.post('api/v1/voices/joe/preview', { text: 'Hello.', speed })).status).toBe(400);
  });

  it.each(['../../tmp/voice', 'a/b', '..\\voice', '.hidden'])('of a path, %s, are refused', async (name) => {
    const response = await web.post(`api/v1/voices/${encodeURIComponent(name)}/preview`, { text: 'Hello.' });
    expect(response.status).toBe(400);
    for (const [param, voice] of Object.entries({ voice: name, 'voice.id': { id: name } })) {
      const speech = await web.post('v1/audio/speech', { model: 'e2a', input: 'Hello.', voice });
      const message = expect.stringContaining('without slashes');
      expect([speech.status, await speech.json()]).toMatchObject([400, { error: { param, message } }]);
    }
    expect(JSON.stringify(asked)).not.toContain(JSON.stringify(name));
  });

  it('of more than 300 characters are refused', async () => {
    const response = await web.post('api/v1/voices/joe/preview', { text: 'a'.repeat(301) });
    expect(response.status).toBe(400);
  });
});
