import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainText, pronounced, type SpeechEngine } from '../../../src/speech/index.js';

const never = new AbortController().signal;
const SENTENCE = `Then ${pronounced('Cholmondeley', 'ˈtʃʌmli')} spoke to ${pronounced('Hermione', 'hɜːˈmaɪəni')}.`;
/** Spoken aloud, the sounds in the notation would add at least this much to the sentence. */
const MOST_STRETCH = 1.25;

/** What every engine does with the one notation for pronunciations, whether it knows phonemes or not. */
export function describePronunciations(name: string, open: () => Promise<SpeechEngine>): void {
  describe(`${name}: a text with pronunciations`, () => {
    let engine: SpeechEngine;
    beforeAll(async () => {
      engine = await open();
    });
    afterAll(() => engine.close());

    it('is spoken, and its notation is not', async () => {
      const annotated = await engine.speak({ text: SENTENCE, seed: 3, speed: 1 }, never);
      const plain = await engine.speak({ text: plainText(SENTENCE), seed: 3, speed: 1 }, never);
      expect(annotated.pcm.length).toBeGreaterThan(0);
      expect(annotated.pcm.length / plain.pcm.length).toBeLessThan(MOST_STRETCH);
      expect(annotated.skipped).toEqual([]);
    });

    it('is expected to last as long as its words', () => {
      expect(engine.estimateSeconds(SENTENCE)).toBe(engine.estimateSeconds(plainText(SENTENCE)));
    });

    it('may be nothing but one, or a broken one', async () => {
      const lone = await engine.speak({ text: pronounced('Hermione', 'hɜːˈmaɪəni'), seed: 3, speed: 1 }, never);
      const broken = await engine.speak({ text: '\ufff9Hermione\ufffa left.', seed: 3, speed: 1 }, never);
      expect(Math.min(lone.pcm.length, broken.pcm.length)).toBeGreaterThan(0);
    });
  });
}
