import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { CODES, EXIT, safeFileName, toError, UserError } from '../../core/index.js';
import { layoutFolders, type ShelfFacts } from '../../ordering/index.js';

export interface OutputPlace {
  /** Absolute. */
  readonly path: string;
  /** It is a folder of the book's own, for all its files. */
  readonly isFolder: boolean;
  /** A sentence to show when it goes somewhere else than usual. */
  readonly note: string | null;
}

/** What is to be put somewhere. */
export interface ToPlace {
  readonly title: string;
  /** Of its one file: `m4b`; null: it has several. */
  readonly extension: string | null;
}

/**
 * `--output` (the file, or a folder that exists), else `<title>.m4b` beside the book, else in the current folder when
 * the book's cannot be written. A book of several files gets a folder in that place, or of that name.
 * @throws UserError (exit 2) when the place cannot be written.
 */
export async function outputPlace(
  given: string | undefined,
  { title, extension }: ToPlace,
  bookPath: string,
  cwd: string,
): Promise<OutputPlace> {
  const isFolderOfOwn = extension === null;
  const name = isFolderOfOwn ? safeFileName(title) : `${safeFileName(title)}.${extension}`;
  const place = (path: string, note: string | null = null) => ({ path, isFolder: isFolderOfOwn, note });
  if (given !== undefined) {
    const path = resolve(cwd, given);
    const chosen = given.endsWith('/') || (await isFolder(path)) ? join(path, name) : path;
    await demandWritable(dirname(chosen));
    return place(chosen, otherName(chosen, extension));
  }
  const beside = dirname(bookPath);
  if ((await whyNotWritable(beside)) === null) return place(join(beside, name));
  await demandWritable(cwd);
  return place(join(cwd, name), `${beside} cannot be written; the file goes to ${cwd}.`);
}

/** A name that promises another kind of file than is written gets a word. */
function otherName(path: string, extension: string | null): string | null {
  if (extension === null || path.toLowerCase().endsWith(`.${extension}`)) return null;
  return `${basename(path)} is written as ${extension.toUpperCase()}, whatever its name; --format chooses another.`;
}

/** A shelf of many books, and how it is ordered. */
export interface Library {
  readonly folder: string;
  readonly layout: string;
}

/**
 * The folder of a book on a shelf.
 * @throws UserError (exit 2) when there is no such shelf: one that is not mounted is not made anew
 */
export async function libraryPlace({ folder, layout }: Library, facts: ShelfFacts, cwd: string): Promise<OutputPlace> {
  const shelf = resolve(cwd, folder);
  const path = join(shelf, ...layoutFolders(layout, facts));
  await demandWritable(shelf, 'make the folder or mount it, or name another with --library');
  return { path, isFolder: true, note: null };
}

/** Several books do not go into one file. Throws a UserError (exit 2). */
export async function demandFolder(given: string | undefined, cwd: string): Promise<void> {
  if (given === undefined || given.endsWith('/') || (await isFolder(resolve(cwd, given)))) return;
  throw new UserError(
    {
      code: CODES.usage,
      what: `Several books do not go into the one file ${given}.`,
      fix: 'name a folder that exists, with --output',
    },
    EXIT.usage,
  );
}

export const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (facts) => facts.isDirectory(),
    () => false,
  );

const whyNotWritable = (folder: string): Promise<string | null> =>
  access(folder, constants.W_OK).then(
    () => null,
    (error: unknown) => toError(error).message,
  );

async function demandWritable(
  folder: string,
  fix = 'name a file in a folder that exists and is yours, with --output',
): Promise<void> {
  const why = await whyNotWritable(folder);
  if (why === null) return;
  throw new UserError(
    {
      code: CODES.outputUnwritable,
      what: `The audiobook cannot be written to ${folder}.`,
      why,
      fix,
    },
    EXIT.usage,
  );
}
