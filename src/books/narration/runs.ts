import type { Passage, PassageRun } from '../book.js';
import { primaryLanguage } from '../language.js';
import type { Block } from '../manuscript.js';

/** Words from which a run in another language is worth another voice. */
const MIN_WORDS = 3;
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu;
/** Scripts written without blanks: characters that count as three words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{6}/u;

/** What a passage says of parts of its text: nothing is added when there is nothing to say. */
export function runsOf(block: Block, language: string | null, bookLanguage: string): Pick<Passage, 'runs'> {
  const own = primaryLanguage(language ?? bookLanguage);
  const runs = block.runs.flatMap((run): readonly PassageRun[] => {
    if (run.kind === 'stage-direction') return [];
    if (run.kind !== 'language') return [{ kind: run.kind, from: run.from, to: run.to }];
    const differs = primaryLanguage(run.language) !== own;
    return differs && isLong(block.text.slice(run.from, run.to)) ? [run] : [];
  });
  return runs.length === 0 ? {} : { runs };
}

const isLong = (text: string): boolean => (text.match(WORD)?.length ?? 0) >= MIN_WORDS || UNSPACED.test(text);
