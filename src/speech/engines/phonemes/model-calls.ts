import type { Clause } from './clauses.js';
import type { SpokenStretch } from './word-symbols.js';

/** A clause as the phonemiser heard it. */
export interface SpokenClause {
  readonly phonemes: string;
  readonly mark: Clause['mark'];
}

/**
 * Most phonemes (code points, marks and spaces included) of one model call: about 8 s of prose, 10 s of numbers. The memory
 * of a Piper child follows its longest call and never shrinks; measured on a medium voice over 160 utterances of random
 * length it stays at 400 MB up to 11 s and jumps to 480 MB beyond, and 450 MB is what a slot may take (180 reached 459 MB on
 * the longest sentences of Robinson Crusoe).
 */
const MAX_CALL_PHONEMES = 160;

/** A language-switch flag, `(en)` … `(fr)`: said by eSpeak about itself, not to be spoken. */
const SWITCH_FLAG = /\([a-z][a-z-]*\)/g;

/**
 * Phoneme strings to be spoken one after another. Normally one; more only where the clauses are too long for one call.
 * Clauses stay whole as long as they fit, a longer one is cut at a space.
 */
export function modelCalls(clauses: readonly SpokenClause[], limit: number = MAX_CALL_PHONEMES): readonly string[] {
  const pieces = clauses.flatMap((clause) => cutAtSpaces(withMark(clause), limit));
  const calls: string[][] = [];
  let length = 0;
  for (const piece of pieces) {
    const last = calls.at(-1);
    const added = length + 1 + codePoints(piece);
    if (last && added <= limit) {
      last.push(piece);
      length = added;
    } else {
      calls.push([piece]);
      length = codePoints(piece);
    }
  }
  return calls.map((call) => call.join(' '));
}

const codePoints = (text: string): number => [...text].length;

/** Phonemes alone, every sign of them a code point of its own. */
export const plainPhonemes = (phonemes: string): string => phonemes.replace(SWITCH_FLAG, '').normalize('NFD').trim();

/** What is said for each clause, and its mark, which is said for no word. */
export const spokenStretches = (
  clauses: readonly Clause[],
  spoken: readonly SpokenClause[],
): readonly SpokenStretch[] =>
  spoken.flatMap(({ phonemes, mark }, index) => {
    const symbols = plainPhonemes(phonemes);
    const said = { text: clauses[index]?.text ?? '', symbols };
    return symbols === '' ? [said] : [said, { text: '', symbols: mark }];
  });

function withMark(clause: SpokenClause): string {
  const phonemes = plainPhonemes(clause.phonemes);
  return phonemes === '' ? '' : phonemes + clause.mark;
}

function cutAtSpaces(phonemes: string, limit: number): readonly string[] {
  const points = [...phonemes];
  if (points.length <= limit) return phonemes === '' ? [] : [phonemes];
  const space = points.lastIndexOf(' ', limit);
  const cut = space > 0 ? space : limit;
  return [points.slice(0, cut).join(''), ...cutAtSpaces(points.slice(cut).join('').trimStart(), limit)];
}
