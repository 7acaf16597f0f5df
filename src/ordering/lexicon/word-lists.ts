import { readdir } from 'node:fs/promises';
import type { Settings } from '../../config/index.js';
import { CODES, EXIT, nearest, UserError } from '../../core/index.js';
import type { LexiconEntry } from '../../planning/index.js';
import { loadLexicon } from '../wiring.js';
import { readListText } from './list-files.js';
import { bookListPath, globalListPath, seriesFolder, seriesListPath, seriesNames } from './places.js';
import type { Place } from '../surroundings.js';

/** A word list that is there. */
export interface WordList {
  /** Absolute. */
  readonly path: string;
  /** In its own order, but what is for one language before what is for all. */
  readonly entries: readonly LexiconEntry[];
}

/**
 * The lists for a book, the strongest first: its own beside it, those that were named, the user's for all books.
 * Null: for no book in particular.
 * @throws UserError: a named list that is not there (exit 5), a list that cannot be understood (exit 2)
 */
export async function wordListsFor(
  bookPath: string | null,
  { lexicon }: Pick<Settings, 'lexicon'>,
  here: Place,
): Promise<readonly WordList[]> {
  const lists = [bookPath === null ? null : await listAt(bookListPath(bookPath, here))];
  for (const name of seriesNames(lexicon)) lists.push(await namedList(name, here));
  lists.push(await listAt(globalListPath(here)));
  return lists.filter((list) => list !== null);
}

/** What `Reading.lexicon` holds before it is narrowed to a book. */
export const entriesOf = (lists: readonly WordList[]): readonly LexiconEntry[] =>
  lists.flatMap(({ entries }) => entries);

/** @throws UserError (exit 2) when it cannot be understood; null when it is not there */
export async function listAt(path: string): Promise<WordList | null> {
  const text = await readListText(path);
  if (text === null) return null;
  const { parseList } = await loadLexicon();
  const entries = parseList(text, path);
  const isOwn = ({ language }: LexiconEntry): boolean => language !== null;
  return { path, entries: [...entries.filter(isOwn), ...entries.filter((entry) => !isOwn(entry))] };
}

/** The lists of this user that have a name. */
export async function seriesKnown(here: Place): Promise<readonly string[]> {
  const names = await readdir(seriesFolder(here)).catch(() => []);
  return names.flatMap((name) => (name.endsWith('.txt') ? [name.slice(0, -'.txt'.length)] : [])).sort();
}

async function namedList(name: string, here: Place): Promise<WordList> {
  const path = seriesListPath(name, here);
  const list = await listAt(path);
  if (list !== null) return list;
  const known = await seriesKnown(here);
  const close = nearest(name, known);
  throw new UserError(
    {
      code: CODES.noSuchThing,
      what: `There is no word list "${name}".`,
      why: close === null ? `${path} is not there.` : `Did you mean ${close}? ${path} is not there.`,
      fix: `e2a lexicon add WORD 'SAID AS' --series ${name}   (or leave --lexicon away)`,
    },
    EXIT.notFound,
  );
}
