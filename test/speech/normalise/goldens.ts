import { describe, expect, it } from 'vitest';
import { normaliseForSpeech } from '../../../src/speech/normalise/index.js';

/** By the name of a group: what is written and what is said. */
export type Goldens = Readonly<Record<string, readonly (readonly [written: string, spoken: string])[]>>;

/** Each is said as it should be, and what is said is not changed when it is said again. */
export function goldens(language: string, groups: Goldens): void {
  for (const [group, cases] of Object.entries(groups)) {
    describe(`${language}: ${group}`, () => {
      it.each(cases)('%s', (written, spoken) => {
        expect(normaliseForSpeech(written, language)).toBe(spoken);
        expect(normaliseForSpeech(spoken, language)).toBe(spoken);
      });
    });
  }
}

/** Texts no rule may touch. */
export function unchanged(language: string, texts: readonly string[]): void {
  it.each(texts)(`${language} leaves alone: %s`, (text) => {
    expect(normaliseForSpeech(text, language)).toBe(text);
  });
}
