import { describe, expect, it } from 'vitest';
import { RetryableError } from '../../../src/core/index.js';
import { type Said, say, sayWell, type Voice } from '../../../src/host/performers/say-well.js';
import type { Speech } from '../../../src/speech/index.js';
import { type Call, pretendVoice, secondsFor, sound } from './pretend-voice.js';

const TEXT = 'When it was late, nobody came to the old house.';
const [FIRST, SECOND] = ['When it was late,', 'nobody came to the old house.'];

const spoken = (text: string, voice: Voice): Promise<Said> => sayWell(text, say(voice, text, 0), voice);
const tooLong = ({ text, n }: Call): Speech => sound(text, 4 * secondsFor(text) + n);
const broken = ({ text, n }: Call): Speech => ({ ...sound(text), pcm: new Float32Array(100 + n).fill(Number.NaN) });
const textsOf = (said: Said): string[] => said.parts.map(({ text }) => text);

describe('an utterance is said well', () => {
  it('by the first try, when nothing is wrong with it', async () => {
    const { voice, calls } = pretendVoice(({ text }) => sound(text));
    expect(await spoken(TEXT, voice)).toMatchObject({ how: 'at-once', odd: false });
    expect(calls).toEqual([{ text: TEXT, n: 0 }]);
  });

  it.each([
    ['too long', tooLong],
    ['no numbers', broken],
    ['silence', ({ text }: Call): Speech => ({ ...sound(text), pcm: new Float32Array(9_000) })],
    ['nothing', ({ text }: Call): Speech => ({ ...sound(text), pcm: new Float32Array() })],
    ['too short', ({ text, n }: Call): Speech => sound(text, 0.2 + n / 10)],
    ['a tone with a hole', ({ text, n }: Call): Speech => withHole(sound(text, 5 + n / 10))],
  ])('by another seed on the same slot, when the first gave %s', async (_what, bad) => {
    const { voice, calls } = pretendVoice((call) => (call.n < 2 ? bad(call) : sound(call.text)));
    const said = await spoken(TEXT, voice);
    expect(said).toMatchObject({ how: 'retried', odd: false });
    expect(calls).toHaveLength(3);
  });

  it('in two halves at a mark, when three seeds gave nothing', async () => {
    const { voice, calls } = pretendVoice((call) => (call.text === TEXT ? broken(call) : sound(call.text)));
    const said = await spoken(TEXT, voice);
    expect(said).toMatchObject({ how: 'split', odd: false });
    expect(textsOf(said)).toEqual([FIRST, SECOND]);
    expect(calls.map(({ text }) => text)).toEqual([TEXT, TEXT, TEXT, FIRST, SECOND]);
  });

  it('at once in halves by an engine that takes no seeds', async () => {
    const { voice, calls } = pretendVoice(({ text }) => (text === TEXT ? sound(text, 30) : sound(text)));
    expect(await spoken(TEXT, voice)).toMatchObject({ how: 'split', odd: false });
    expect(calls.map(({ text }) => text)).toEqual([TEXT, TEXT, FIRST, SECOND]);
  });

  it('as well as it can be: of odd lengths the least odd one is kept, and marked', async () => {
    const { voice, calls } = pretendVoice(({ text, n }) => sound(text, (n === 1 ? 3 : 5) * secondsFor(text) + n));
    const said = await spoken(TEXT, voice);
    expect(said).toMatchObject({ odd: true, cutsWord: false });
    expect(textsOf(said)).toEqual([TEXT]);
    expect(said.parts[0]?.seconds).toBeCloseTo(3 * secondsFor(TEXT) + 1, 0);
    expect(calls).toHaveLength(9);
  });

  it('or not at all: what nobody should hear fails, after nine calls', async () => {
    const { voice, calls } = pretendVoice(broken);
    const failing = spoken(TEXT, voice);
    await expect(failing).rejects.toThrow(RetryableError);
    await expect(failing).rejects.toThrow(/^"When it was late.*" was spoken badly: \d+ samples are not numbers$/);
    expect(calls).toHaveLength(9);
  });

  it('fails at once with what the engine throws, and makes no call after an abort', async () => {
    const abort = new AbortController();
    const { voice, calls } = pretendVoice(
      (call) => {
        abort.abort(new Error('cancelled'));
        return tooLong(call);
      },
      { signal: abort.signal },
    );
    await expect(spoken(TEXT, voice)).rejects.toThrow('cancelled');
    expect(calls).toHaveLength(1);
  });

  it('by seeds of its own in each attempt', async () => {
    const { voice, calls } = pretendVoice((call) => (call.n < 18 ? tooLong(call) : sound(call.text)), {
      triesBefore: 16,
    });
    expect(await spoken(TEXT, voice)).toMatchObject({ how: 'retried' });
    expect(calls.map(({ n }) => n)).toEqual([16, 17, 18]);
  });

  it('as the voice usually speaks, whatever the engine estimates', async () => {
    const slow = pretendVoice(({ text }) => sound(text, 2.4 * secondsFor(text)));
    for (let i = 0; i < 9; i++) expect(await spoken(TEXT, slow.voice)).toMatchObject({ odd: false });
    const { calls, voice } = pretendVoice(({ text, n }) => sound(text, (n === 0 ? 0.55 : 2.4) * secondsFor(text)), {
      usual: slow.voice.usual,
    });
    expect(await spoken(TEXT, voice)).toMatchObject({ how: 'retried' });
    expect(calls).toHaveLength(2);
  });
});

/** Longer than any breath. */
const HOLE_SECONDS = 1.6;

function withHole(speech: Speech): Speech {
  const pcm = speech.pcm.slice();
  pcm.fill(0, (pcm.length - HOLE_SECONDS * speech.sampleRate) / 2, (pcm.length + HOLE_SECONDS * speech.sampleRate) / 2);
  return { ...speech, pcm };
}
