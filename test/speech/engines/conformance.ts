import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CODES } from '../../../src/core/index.js';
import {
  describeProfile,
  type EngineRequest,
  FASTEST,
  isRepeatable,
  openSpeechEngine,
  plainText,
  pronounced,
  SLOWEST,
  type Speech,
  type SpeechEngine,
  wordsOf,
} from '../../../src/speech/index.js';

/** A model may be loaded, perhaps on a busy machine. */
const LIMIT_MS = 120_000;
const SENTENCE = 'The lighthouse keeper counted the ships that passed in the night.';
const ANNOTATED = `Then ${pronounced('Cholmondeley', 'ˈtʃʌmli')} spoke to ${pronounced('Hermione', 'hɜːˈmaɪəni')}.`;
/** Spoken aloud, the sounds in the notation would add at least this much to the sentence. */
const MOST_STRETCH = 1.25;
/** What the checks of every clip take for a fault lies outside these. */
const [SHORTEST, LONGEST] = [0.4, 2.5];
/** However an engine changes its pace: nobody would hear less than this as slower or faster. */
const LEAST_CHANGE = 1.3;

const never = new AbortController().signal;
const digest = ({ pcm }: Speech): string => createHash('sha256').update(pcm).digest('hex');

export interface EngineUnderTest {
  readonly engine: string;
  readonly voice: string;
  /** What else a request needs, found or started before the first test. */
  readonly place?: () => Promise<Partial<EngineRequest>>;
}

/** What every engine does, whatever it speaks with. An engine that is added passes this, and what it alone promises is tested beside it. */
export function describeEngine({ engine: name, voice, place }: EngineUnderTest): void {
  vi.setConfig({ testTimeout: LIMIT_MS, hookTimeout: LIMIT_MS });
  describe(`the engine ${name}`, () => {
    const here: { request: EngineRequest } = { request: { engine: name, voice, voicesFolder: '/nowhere' } };
    let engine: SpeechEngine;
    beforeAll(async () => {
      here.request = { ...here.request, ...(await place?.()) };
      engine = await openSpeechEngine(here.request);
    });
    afterAll(() => engine.close());
    const say = (text: string, { seed = 7, speed = 1 } = {}): Promise<Speech> =>
      engine.speak({ text, seed, speed }, never);

    it('speaks: a sound of numbers, as long as it said', async () => {
      const { pcm, sampleRate, skipped } = await say(SENTENCE);
      const peak = pcm.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      expect([pcm.every(Number.isFinite), skipped]).toEqual([true, []]);
      expect([peak > 0.05, peak < 1.5]).toEqual([true, true]);
      const share = pcm.length / sampleRate / engine.estimateSeconds(SENTENCE);
      expect(share).toBeGreaterThan(SHORTEST);
      expect(share).toBeLessThan(LONGEST);
    });

    it.skipIf(!isRepeatable(name))('says an utterance the same way every time', async () => {
      const first = digest(await say(SENTENCE));
      await say('Something else before it.', { seed: 3 });
      expect(digest(await say(SENTENCE))).toBe(first);
    });

    it('keeps the pace that is asked for', async () => {
      const [slow, usual, fast] = [
        await say(SENTENCE, { speed: SLOWEST }),
        await say(SENTENCE),
        await say(SENTENCE, { speed: FASTEST }),
      ].map(({ pcm }) => pcm.length) as [number, number, number];
      expect(slow / usual).toBeGreaterThan(LEAST_CHANGE);
      expect(usual / fast).toBeGreaterThan(LEAST_CHANGE);
    });

    it('tells of no word, or of each where it lies', async () => {
      const { pcm, words } = await say(ANNOTATED);
      if (words === null) return;
      expect(words).toHaveLength(wordsOf(ANNOTATED).length);
      let end = 0;
      for (const { from, to } of words) {
        expect([from >= end, to > from]).toEqual([true, true]);
        end = to;
      }
      expect(end).toBeLessThanOrEqual(pcm.length);
    });

    it('takes one utterance after another, however they are asked for', async () => {
      const order: string[] = [];
      const asked = ['Down, down, down.', 'Two.'].map(async (text) => {
        const { pcm } = await say(text);
        order.push(text);
        return pcm.length;
      });
      const [long = 0, short = 0] = await Promise.all(asked);
      expect(order).toEqual(['Down, down, down.', 'Two.']);
      expect(long).toBeGreaterThan(short);
    });

    it('ends with the reason of an abort, and speaks on', async () => {
      const early = AbortSignal.abort(new Error('too early'));
      await expect(engine.speak({ text: SENTENCE, seed: 7, speed: 1 }, early)).rejects.toThrow('too early');
      const controller = new AbortController();
      const speaking = engine.speak({ text: SENTENCE, seed: 7, speed: 1 }, controller.signal);
      controller.abort(new Error('cancelled'));
      await expect(speaking).rejects.toThrow('cancelled');
      expect((await say('Again.')).pcm.length).toBeGreaterThan(0);
    });

    it('refuses for good what has no letter and no digit', async () => {
      await expect(say(' …! ')).rejects.toMatchObject({
        name: 'TerminalError',
        failure: { code: CODES.speechRejected },
      });
    });

    it('says words, not the notation of their sounds', async () => {
      const [annotated, plain] = [await say(ANNOTATED), await say(plainText(ANNOTATED))];
      expect(annotated.pcm.length / plain.pcm.length).toBeLessThan(MOST_STRETCH);
      expect(annotated.skipped).toEqual([]);
      expect(engine.estimateSeconds(ANNOTATED)).toBe(engine.estimateSeconds(plainText(ANNOTATED)));
      const lone = await say(pronounced('Hermione', 'hɜːˈmaɪəni'));
      const broken = await say('\ufff9Hermione\ufffa left.');
      expect(Math.min(lone.pcm.length, broken.pcm.length)).toBeGreaterThan(0);
    });

    it('has the profile that is told without opening it', async () => {
      const profile = await describeProfile(here.request);
      expect(engine.profile).toEqual(profile);
      expect(profile).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{12}$/), engine: name, voice });
    });

    it('is closed for good', async () => {
      const other = await openSpeechEngine(here.request);
      await other.close();
      await other.close();
      await expect(other.speak({ text: SENTENCE, seed: 7, speed: 1 }, never)).rejects.toThrow('closed');
    });
  });
}
