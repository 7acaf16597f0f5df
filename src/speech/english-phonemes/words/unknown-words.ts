import { type Accent, demote } from '../sounds.js';
import type { ReadUnknown } from './group-reader.js';
import { knownName } from './names.js';
import { inLatin } from './other-scripts.js';

/** The names of a long novel, several times. */
const REMEMBERED_WORDS = 4_000;
/** A longer one is no word: the letters behind are left out. */
const LONGEST_WORD = 60;
/** Letters on either side where a strange word is taken for two known ones. */
const LEAST_HALF = 3;

/** What strange words are read with, best first. */
export interface UnknownSources {
  readonly accent: Accent;
  /** How dictionaries say a word. */
  readonly listed: (word: string) => string | null;
  /** A network that goes by letters; null when it can make nothing of them. */
  readonly ask: ReadUnknown;
  readonly spell: (word: string) => string | null;
}

/** Asks only once for each word: a name comes again on every page. */
export function openUnknownWords(sources: UnknownSources): ReadUnknown {
  const known = new Map<string, string | null>();
  return async (word) => {
    const asked = word.slice(0, LONGEST_WORD);
    const before = known.get(asked);
    if (before !== undefined) return before;
    const said = await readUnknown(sources, asked);
    if (known.size >= REMEMBERED_WORDS) known.clear();
    known.set(asked, said);
    return said;
  };
}

async function readUnknown(sources: UnknownSources, written: string): Promise<string | null> {
  const word = inLatin(written);
  const sure = knownName(word, sources.accent) ?? withoutAccents(word, sources.listed);
  if (sure !== null) return sure;
  const said = await sources.ask(word);
  return said === null || said === '' ? (asCompound(word, sources.listed) ?? sources.spell(word)) : said;
}

/** `naïve`, `façade`: English words. An accent on the last e is heard (`résumé`): that is for the network. */
function withoutAccents(word: string, listed: UnknownSources['listed']): string | null {
  const bare = word.normalize('NFD').replace(/\p{M}/gu, '');
  return /és?$/i.test(word.normalize('NFC')) ? null : listed(bare);
}

/** Two known words in one, the first as long as can be. */
function asCompound(word: string, listed: UnknownSources['listed']): string | null {
  for (let at = word.length - LEAST_HALF; at >= LEAST_HALF; at -= 1) {
    const first = listed(word.slice(0, at));
    const second = first === null ? null : listed(word.slice(at));
    if (first !== null && second !== null) return first + demote(second);
  }
  return null;
}
