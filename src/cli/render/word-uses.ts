import { byList, type WordUse } from '../../ordering/index.js';

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

function named(words: readonly string[]): string {
  const more = words.length - WORDS_NAMED;
  return words.slice(0, WORDS_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
