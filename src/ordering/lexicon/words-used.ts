import type { LexiconEntry, PlannedBook, Reading } from '../../planning/index.js';
import type { WordList } from './word-lists.js';

/** How often a word of a list stands in a book. */
export interface WordUse {
  readonly list: WordList;
  readonly entry: LexiconEntry;
  readonly found: number;
}

/** @param found as `PlannedBook.wordsFound`, of a plan with all the entries of these lists in their order */
export function wordUses(lists: readonly WordList[], found: readonly number[]): readonly WordUse[] {
  const all = lists.flatMap((list) => list.entries.map((entry) => ({ list, entry })));
  return all.map((each, index) => ({ ...each, found: found[index] ?? 0 }));
}

/** What is ordered: a word that does not stand in the book makes no other order of it. */
export const narrowedReading = (reading: Reading, { wordsFound }: Pick<PlannedBook, 'wordsFound'>): Reading => ({
  ...reading,
  lexicon: reading.lexicon.filter((_entry, index) => (wordsFound[index] ?? 0) > 0),
});

/** A sentence for each list that says something in this book. */
export const usedListNotes = (uses: readonly WordUse[]): readonly string[] =>
  byList(uses).flatMap(([{ path }, words]) => {
    const used = words.filter(({ found }) => found > 0).length;
    return used === 0 ? [] : [`Using ${used} ${used === 1 ? 'word' : 'words'} of ${path}`];
  });

/** What `plan --json` says of each word. */
export const wordUseDocument = (uses: readonly WordUse[]) =>
  uses.map(({ list, entry, found }) => ({
    list: list.path,
    word: entry.word,
    said: entry.said,
    language: entry.language,
    found,
  }));

/** By the list they stand in, the strongest first. */
export function byList(uses: readonly WordUse[]): readonly (readonly [WordList, readonly WordUse[]])[] {
  const groups = new Map<WordList, WordUse[]>();
  for (const use of uses) {
    const group = groups.get(use.list);
    if (group === undefined) groups.set(use.list, [use]);
    else group.push(use);
  }
  return [...groups];
}
