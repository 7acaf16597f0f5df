import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { CODES, EXIT, toError, UserError } from '../core/index.js';

/** More than any e-book of text; the reader has narrower limits of its own. */
const MOST_BYTES = 1024 * 1024 * 1024;

/** An e-book, wherever it came from. */
export interface BookBytes {
  /** Absolute; null: it lies in no folder here, so no word list lies beside it. */
  readonly path: string | null;
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** An e-book on this machine. */
export interface BookFile extends BookBytes {
  readonly path: string;
}

/** @throws UserError (exit 6) when it is not a file that can be read. */
export async function readBookFile(name: string, cwd: string): Promise<BookFile> {
  if (name.trim() === '') throw unreadable('""', 'Its name is empty.');
  const path = resolve(cwd, name);
  try {
    const facts = await stat(path);
    if (facts.isDirectory()) {
      await readdir(path);
      throw unreadable(name, 'It is a folder, and a book is wanted here; e2a convert and e2a submit take folders.');
    }
    if (facts.size > MOST_BYTES) throw unreadable(name, `It is larger than ${MOST_BYTES} bytes.`);
    return { path, fileName: basename(path), bytes: await readFile(path) };
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw unreadable(name, REASONS[(error as NodeJS.ErrnoException).code ?? ''] ?? toError(error).message);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file.',
  ENOTDIR: 'There is no such file.',
  EACCES: 'You have no permission to read it.',
  EPERM: 'You have no permission to read it.',
};

const unreadable = (name: string, why: string): UserError =>
  new UserError(
    { code: CODES.fileUnreadable, what: `The book ${name} cannot be read.`, why, fix: 'check the path' },
    EXIT.badInput,
  );
