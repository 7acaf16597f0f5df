import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Client, FetchedFolder, JobStatus } from '../../client/index.js';
import type { Settings } from '../../config/index.js';
import { CODES, EXIT, toError, UserError } from '../../core/index.js';
import { layoutFolders, shelfFacts } from '../../ordering/index.js';

export type ShelfSettings = Pick<Settings, 'outputLibrary' | 'outputLayout'>;

/**
 * Brings the files of a finished job into a folder of their own on the shelf; whoever watches it never sees half a book.
 * @param force write over other files of these names in that folder
 * @returns null: the settings name no shelf
 * @throws UserError: there is no such shelf (one that is not mounted is not made anew), other files are in the way
 */
export async function putOnShelf(
  client: Pick<Client, 'fetchFolder'>,
  { job, title, facts, voices }: JobStatus,
  { outputLibrary, outputLayout }: ShelfSettings,
  { cwd, force }: { readonly cwd: string; readonly force: boolean },
): Promise<FetchedFolder | null> {
  if (outputLibrary === null) return null;
  const shelf = resolve(cwd, outputLibrary);
  await demandWritable(shelf);
  const book = facts ?? { title, authors: [], language: '' };
  const folders = layoutFolders(outputLayout, shelfFacts(book, voices[0]?.voice ?? ''));
  return client.fetchFolder({ job, folderFor: () => join(shelf, ...folders), force });
}

async function demandWritable(shelf: string): Promise<void> {
  try {
    await access(shelf, constants.W_OK);
  } catch (error) {
    const what = `No book can be put on the shelf ${shelf}.`;
    const fix = 'make the folder or mount it, or name another with E2A_LIBRARY';
    const failure = { code: CODES.outputUnwritable, what, why: toError(error).message, fix };
    throw new UserError(failure, EXIT.usage, { cause: error });
  }
}
