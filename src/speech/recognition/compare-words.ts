import { plainText } from '../speech-engine.js';
import { alignWords } from './align-words.js';

/** A sentence that was not heard as it should have been said. */
export interface MisheardSentence {
  /** From 1, among those compared. */
  readonly n: number;
  readonly expected: string;
  readonly heard: string;
  /** Words missing, wrong or added. */
  readonly errors: number;
  readonly words: number;
}

export interface Comparison {
  /** Words that should have been said. */
  readonly words: number;
  /** Words missing, wrong or added, against all of them: the word error rate is `errors / words`. */
  readonly errors: number;
  /** In the order of the book. */
  readonly misheard: readonly MisheardSentence[];
}

/** Scripts whose writers put no spaces between words. */
const UNSPACED = String.raw`[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}ー\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]`;
/**
 * Letters and digits: a word with a hyphen is its parts, one with an apostrophe is the same without. Of unspaced scripts
 * each letter counts as a word.
 */
const WORD = new RegExp(String.raw`(?:(?!${UNSPACED})[\p{L}\p{M}\p{N}])+|${UNSPACED}\p{M}*`, 'gu');
const APOSTROPHE = /[’'ʼ]/gu;

/** What is compared: lower case, no accents' variants, no marks. */
export const heardWords = (text: string): readonly string[] =>
  text.normalize('NFKC').toLowerCase().replace(APOSTROPHE, '').match(WORD) ?? [];

/**
 * Holds what was heard against the sentences that should have been said, in order. Both come as words (see
 * `normaliseForSpeech`): a recogniser writes 1876 where a voice says eighteen seventy-six.
 * A word that was heard too much belongs to the sentence before it.
 */
export function compareSentences(sentences: readonly string[], heard: string): Comparison {
  const expected = sentences.map((sentence) => heardWords(plainText(sentence)));
  const flat = expected.flat();
  const owner = expected.flatMap((words, index) => words.map(() => index));
  const got = sentences.map(() => ({ errors: 0, heard: [] as string[] }));
  let at = 0;
  for (const step of alignWords(flat, heardWords(heard))) {
    const mine = got[owner[step.expected === null ? Math.max(0, at - 1) : at++] ?? 0];
    if (mine === undefined) continue;
    if (step.heard !== null) mine.heard.push(step.heard);
    if (step.expected !== step.heard) mine.errors++;
  }
  return {
    words: flat.length,
    errors: got.reduce((sum, { errors }) => sum + errors, 0),
    misheard: got.flatMap(({ errors, heard: words }, index) =>
      errors === 0
        ? []
        : [
            {
              n: index + 1,
              expected: plainText(sentences[index] ?? ''),
              heard: words.join(' '),
              errors,
              words: expected[index]?.length ?? 0,
            },
          ],
    ),
  };
}
