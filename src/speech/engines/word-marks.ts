import type { WordMark } from '../speech-engine.js';

/** What one call of a model said. */
export interface SpokenCall {
  /** How long each id was spoken, in units. */
  readonly durations: ArrayLike<number>;
  /** Which symbol of the whole text an id belongs to, ascending; null: to none, as the edges do. */
  readonly symbolOf: readonly (number | null)[];
  /** Of its sound. */
  readonly samples: number;
}

/** Where in the symbols of a text a word's sounds stand, `to` excluded; from = to: it has none. */
export interface SymbolRange {
  readonly from: number;
  readonly to: number;
}

/** Where each symbol is heard, in samples, when the calls' sounds follow each other. */
function symbolMarks(calls: readonly SpokenCall[], samplesOfUnit: number): ReadonlyMap<number, WordMark> {
  const marks = new Map<number, WordMark>();
  let begin = 0;
  for (const { durations, symbolOf, samples } of calls) {
    let at = begin;
    for (const [id, symbol] of symbolOf.entries()) {
      const to = at + (durations[id] ?? 0) * samplesOfUnit;
      if (symbol !== null) marks.set(symbol, { from: marks.get(symbol)?.from ?? at, to });
      at = to;
    }
    begin += samples;
  }
  return marks;
}

/**
 * Where each word is heard: ascending, none overlapping, each at least a sample long, all inside the sound. A word without
 * a symbol that is heard lies where the word before it ends.
 * @param samplesOfUnit samples that an id of duration 1 takes
 * @returns null when there are more words than samples
 */
export function wordMarks(
  words: readonly SymbolRange[],
  calls: readonly SpokenCall[],
  samplesOfUnit: number,
): readonly WordMark[] | null {
  const samples = calls.reduce((sum, call) => sum + call.samples, 0);
  if (samples < words.length) return null;
  const symbols = symbolMarks(calls, samplesOfUnit);
  const marks: WordMark[] = [];
  let end = 0;
  for (const [index, range] of words.entries()) {
    const heard = heardIn(range, symbols) ?? { from: end, to: end };
    // Room for a sample of each word that follows.
    const last = samples - (words.length - index);
    const from = Math.min(Math.max(heard.from, end), last);
    end = Math.min(Math.max(heard.to, from + 1), last + 1);
    marks.push({ from, to: end });
  }
  return marks;
}

function heardIn({ from, to }: SymbolRange, symbols: ReadonlyMap<number, WordMark>): WordMark | null {
  const heard: WordMark[] = [];
  for (let symbol = from; symbol < to; symbol++) {
    const mark = symbols.get(symbol);
    if (mark && mark.to > mark.from) heard.push(mark);
  }
  const [first] = heard;
  const last = heard.at(-1);
  return first && last ? { from: first.from, to: last.to } : null;
}
