/** Where one book lies in several formats, the first of these is taken; what is not listed stands between the two. */
const BEST = ['.epub', '.fb2', '.fb2.zip', '.docx'];
const LAST_RESORT = ['.html', '.htm', '.xhtml', '.md', '.markdown', '.txt', '.text', '.pdf'];
/** Files that lie beside books and are none; a word list is named after its book. */
const NO_BOOK = /^(?:readme|licen[cs]e|copying|changelog|contributing)\b|\.lexicon\.txt$/i;

/** The files of one folder that are books, each book once, in the order of a person's eye. */
export function booksAmong(names: readonly string[], extensions: readonly string[]): readonly string[] {
  const best = new Map<string, { readonly name: string; readonly rank: number }>();
  for (const name of names.toSorted(compareNames)) {
    const extension = extensions
      .filter((each) => name.toLowerCase().endsWith(each))
      .reduce((longest, each) => (each.length > longest.length ? each : longest), '');
    if (extension === '' || name.startsWith('.') || NO_BOOK.test(name)) continue;
    const title = name.slice(0, -extension.length);
    const rank = rankOf(extension);
    const known = best.get(title);
    if (known === undefined || rank < known.rank) best.set(title, { name, rank });
  }
  return [...best.values()].map(({ name }) => name);
}

/** Endings in the order in which a person thinks of them: those of books, then those of other papers. */
export const bestFirst = (extensions: readonly string[]): readonly string[] =>
  extensions.toSorted((a, b) => rankOf(a) - rankOf(b));

/** `b9` before `b10`. */
export const compareNames = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

function rankOf(extension: string): number {
  const [best, last] = [BEST.indexOf(extension), LAST_RESORT.indexOf(extension)];
  if (best >= 0) return best - BEST.length;
  return last + 1;
}
