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

/** Words named in a line; a list of thousands is looked at with `e2a lexicon ls`. */
const WORDS_NAMED = 40;

/** What `plan` shows of each list: which words are found how often, and which never. */
export const wordUseText = (uses: readonly WordUse[], paint: (text: string) => string): string =>
  byList(uses)
    .map(([{ path }, words]) => {
      const used = words.filter(({ found }) => found > 0).sort((a, b) => b.found - a.found);
      const unused = words.filter(({ found }) => found === 0);
      const lines = [
        used.length === 0
          ? 'none of its words is in this book'
          : named(used.map(({ entry, found }) => `${entry.word} ${found} ×`)),
        unused.length === 0 || used.length === 0 ? '' : `never found: ${named(unused.map(({ entry }) => entry.word))}`,
      ];
      return `${paint(path)}\n${lines
        .filter((line) => line !== '')
        .map((line) => `  ${line}\n`)
        .join('')}`;
    })
    .join('');

/** The same for programs. */
export const wordUseDocument = (uses: readonly WordUse[]): readonly object[] =>
  uses.map(({ list, entry, found }) => ({
    list: list.path,
    word: entry.word,
    said: entry.said,
    language: entry.language,
    found,
  }));

function named(words: readonly string[]): string {
  const more = words.length - WORDS_NAMED;
  return words.slice(0, WORDS_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function byList(uses: readonly WordUse[]): readonly (readonly [WordList, readonly WordUse[]])[] {
  const groups = new Map<WordList, WordUse[]>();
  for (const use of uses) {
    const group = groups.get(use.list);
    if (group === undefined) groups.set(use.list, [use]);
    else group.push(use);
  }
  return [...groups];
}
