import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { CODES, EXIT, safeFileName, toError, UserError } from '../../core/index.js';

const EXTENSION = '.m4b';

export interface OutputPlace {
  /** Absolute. */
  readonly path: string;
  /** A sentence to show when the file goes somewhere else than usual. */
  readonly note: string | null;
}

/**
 * `--output` (a file, or a folder that exists), else `<title>.m4b` beside the book, else in the current folder when
 * the book's cannot be written. @throws UserError (exit 2) when the place cannot be written.
 */
export async function outputPlace(
  given: string | undefined,
  title: string,
  bookPath: string,
  cwd: string,
): Promise<OutputPlace> {
  const name = `${safeFileName(title)}${EXTENSION}`;
  if (given !== undefined) {
    const path = resolve(cwd, given);
    const chosen = given.endsWith('/') || (await isFolder(path)) ? join(path, name) : path;
    await demandWritable(dirname(chosen));
    return { path: chosen, note: null };
  }
  const beside = dirname(bookPath);
  if ((await whyNotWritable(beside)) === null) return { path: join(beside, name), note: null };
  await demandWritable(cwd);
  return { path: join(cwd, name), note: `${beside} cannot be written; the file goes to ${cwd}.` };
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

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (facts) => facts.isDirectory(),
    () => false,
  );

const whyNotWritable = (folder: string): Promise<string | null> =>
  access(folder, constants.W_OK).then(
    () => null,
    (error: unknown) => toError(error).message,
  );

async function demandWritable(folder: string): Promise<void> {
  const why = await whyNotWritable(folder);
  if (why === null) return;
  throw new UserError(
    {
      code: CODES.outputUnwritable,
      what: `The audiobook cannot be written to ${folder}.`,
      why,
      fix: 'name a file in a folder that exists and is yours, with --output',
    },
    EXIT.usage,
  );
}
