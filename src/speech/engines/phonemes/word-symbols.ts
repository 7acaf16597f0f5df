import { wordsOf } from '../../speech-engine.js';
import type { SymbolRange } from '../word-marks.js';
import { alignWords } from './align-words.js';

/** A stretch of text and the symbols that say it, words apart by white space; a mark between words is said by no text. */
export interface SpokenStretch {
  readonly text: string;
  readonly symbols: string;
}

/** A stretch of a text's letters, counted from its first, and the symbols that say it. */
interface SaidLetters {
  readonly from: number;
  readonly to: number;
  readonly symbols: SymbolRange;
}

const LETTER = /[\p{L}\p{N}]/gu;
const lettersIn = (word: string): number => word.match(LETTER)?.length ?? 0;

/** Symbols in a string, white space not counted: that is how symbols are numbered. */
export const symbolCount = (symbols: string): number => [...symbols.replace(/\s+/gu, '')].length;

/**
 * Which symbols say each of `wordsOf(text)`, counted over all stretches without white space. Text and stretches have the
 * same letters in the same order; what else stands in either does not matter.
 */
export function wordSymbols(text: string, stretches: readonly SpokenStretch[]): readonly SymbolRange[] {
  const said = saidLetters(stretches);
  let letters = 0;
  let last = 0;
  return wordsOf(text).map((word) => {
    const from = letters;
    letters += lettersIn(word);
    const own = said.filter((stretch) => stretch.from < letters && stretch.to > from);
    const begin = own[0]?.symbols.from ?? last;
    last = own.at(-1)?.symbols.to ?? last;
    return { from: begin, to: last };
  });
}

function saidLetters(stretches: readonly SpokenStretch[]): readonly SaidLetters[] {
  const said: SaidLetters[] = [];
  let letters = 0;
  let symbols = 0;
  for (const stretch of stretches) {
    const words = wordsOf(stretch.text).filter((word) => lettersIn(word) > 0);
    const sounds = stretch.symbols.split(/\s+/u).flatMap((sound) => (sound === '' ? [] : [symbolCount(sound)]));
    const ranges = alignWords(words, sounds);
    for (const [index, word] of words.entries()) {
      const range = ranges[index] ?? { from: 0, to: 0 };
      const to = letters + lettersIn(word);
      said.push({ from: letters, to, symbols: { from: symbols + range.from, to: symbols + range.to } });
      letters = to;
    }
    symbols += symbolCount(stretch.symbols);
  }
  return said;
}
