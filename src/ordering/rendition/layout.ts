import { CODES, EXIT, nearest, safeFileName, UserError } from '../../core/index.js';

/** What a shelf is ordered by; empty where it is not known. */
export interface ShelfFacts {
  readonly author: string;
  readonly title: string;
  readonly subtitle: string;
  readonly series: string;
  /** Its place in the series. */
  readonly part: string;
  readonly year: string;
  readonly narrator: string;
  readonly language: string;
}

const FIELDS = ['author', 'title', 'subtitle', 'series', 'part', 'year', 'narrator', 'language'] as const;
const FIELD = /\{(\w+)\}/g;
/** Left out as a whole where one of its fields is empty. */
const OPTIONAL = /\[([^[\]]*)\]/g;

/** What of a book's facts goes into a layout. */
export interface BookOnShelf {
  readonly title: string;
  readonly authors: readonly string[];
  readonly language: string;
  readonly subtitle?: string | undefined;
  readonly series?: string | undefined;
  readonly seriesPart?: string | undefined;
  readonly date?: string | undefined;
}

export const shelfFacts = (book: BookOnShelf, narrator: string): ShelfFacts => ({
  author: book.authors.join(', '),
  title: book.title,
  subtitle: book.subtitle ?? '',
  series: book.series ?? '',
  part: book.seriesPart ?? '',
  year: /^\d{4}/.exec(book.date ?? '')?.[0] ?? '',
  narrator,
  language: book.language,
});

/**
 * The folders of a book on a shelf, the outermost first. `{author}/{series}/[Vol {part} - ]{title}`: fields are filled
 * in, what stands in square brackets is left out where a field in it is empty, and so is a folder without a name.
 * @throws UserError (exit 2) for a field that is none, and a layout that leaves no folder
 */
export function layoutFolders(layout: string, facts: ShelfFacts): readonly string[] {
  const folders = layout
    .split('/')
    .map((folder) => filled(folder, facts).trim())
    .filter((folder) => folder !== '')
    .map(safeFileName);
  if (folders.length > 0) return folders;
  throw badLayout(layout, 'It gives the book no folder of its own.');
}

function filled(folder: string, facts: ShelfFacts): string {
  const values = (text: string): readonly string[] =>
    [...text.matchAll(FIELD)].map(([, name = '']) => filledField(name, facts));
  const kept = folder.replace(OPTIONAL, (_, inner: string) => (values(inner).includes('') ? '' : inner));
  return kept.replace(FIELD, (_, name: string) => filledField(name, facts));
}

function filledField(name: string, facts: ShelfFacts): string {
  const field = FIELDS.find((one) => one === name);
  if (field !== undefined) return facts[field].trim();
  const meant = nearest(name, FIELDS);
  throw badLayout(`{${name}}`, meant === null ? `There are ${FIELDS.join(', ')}.` : `There is one called {${meant}}.`);
}

const badLayout = (what: string, why: string): UserError =>
  new UserError(
    {
      code: CODES.usage,
      what: `${what} is no layout of a shelf.`,
      why,
      fix: "--layout '{author}/{series}/{title}'",
    },
    EXIT.usage,
  );
