import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createManualClock } from '../../cluster/runtime/manual-clock.js';
import { CODES } from '../../../src/core/index.js';
import { createPreviews, createSpeechDesk } from '../../../src/web/speech/index.js';
import { type WebScene, webScene } from '../web-scene.js';

const NEVER = new AbortController().signal;

function scene(perMinute = 2) {
  const clock = createManualClock();
  const said: string[] = [];
  const preview = async (voice: string, text: string): Promise<Uint8Array> => {
    said.push(`${voice}: ${text}`);
    return new TextEncoder().encode(text);
  };
  return { clock, said, previews: createPreviews({ preview, desk: createSpeechDesk(), clock, perMinute }) };
}

describe('previews of voices', () => {
  it('are made once: whoever hears the same again gets it from the store, and is not counted', async () => {
    const { said, previews } = scene(1);
    const first = await previews.hear('joe', 'Hello.', NEVER);
    for (let n = 0; n < 10; n++) expect(await previews.hear('joe', 'Hello.', NEVER)).toBe(first);
    expect(said).toEqual(['joe: Hello.']);
  });

  it('are limited to so many in any minute, and say when to come back', async () => {
    const { clock, said, previews } = scene(2);
    await previews.hear('joe', 'one', NEVER);
    await clock.advance(20_000);
    await previews.hear('joe', 'two', NEVER);
    const failure = { code: CODES.tooOften, fix: 'ask again in 40 s' };
    const refusal = { status: 429, headers: { 'Retry-After': '40' }, failure };
    await expect(previews.hear('joe', 'three', NEVER)).rejects.toMatchObject(refusal);
    await expect(previews.hear('amy', 'one', NEVER)).rejects.toMatchObject({ status: 429 });
    await clock.advance(40_000);
    await previews.hear('joe', 'three', NEVER);
    expect(said).toHaveLength(3);
  });

  it('are refused as busy while others wait for speech already', async () => {
    const full = { serve: async () => null };
    const previews = createPreviews({ preview: async () => new Uint8Array(), desk: full, clock: createManualClock() });
    const refusal = { status: 429, failure: { code: CODES.busy } };
    await expect(previews.hear('joe', 'Hello.', NEVER)).rejects.toMatchObject(refusal);
  });

  it('that failed are tried again', async () => {
    const clock = createManualClock();
    let fails = 1;
    const preview = async (): Promise<Uint8Array> => {
      if (fails-- > 0) throw new Error('no voice today');
      return new Uint8Array([1]);
    };
    const previews = createPreviews({ preview, desk: createSpeechDesk(), clock });
    await expect(previews.hear('joe', 'Hello.', NEVER)).rejects.toThrow('no voice today');
    expect(await previews.hear('joe', 'Hello.', NEVER)).toEqual(new Uint8Array([1]));
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
  beforeAll(async () => {
    web = await webScene({ preview: async (voice, text) => new TextEncoder().encode(`${voice}: ${text}`) });
  });
  afterAll(() => web.close());

  it('are WAV files', async () => {
    const response = await web.post('api/v1/voices/joe/preview', { text: 'Hello.' });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'audio/wav']);
    expect(await response.text()).toBe('joe: Hello.');
  });

  it('of more than 300 characters are refused', async () => {
    const response = await web.post('api/v1/voices/joe/preview', { text: 'a'.repeat(301) });
    expect(response.status).toBe(400);
  });
});
