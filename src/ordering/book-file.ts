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
      const why = 'It is a folder, and a book is wanted here; e2a convert and e2a submit take folders.';
      throw unreadable(name, why, 'name one of the books in it');
    }
    // Its size is said to be 0, and it may have no end.
    if (!facts.isFile()) throw unreadable(name, 'It is a device or a pipe.', 'save it as a file first');
    if (facts.size > MOST_BYTES) throw unreadable(name, `It is larger than ${MOST_BYTES} bytes.`);
    return { path, fileName: basename(path), bytes: await readFile(path) };
  } catch (error) {
    if (error instanceof UserError) throw error;
    const [why, fix] = REASONS[(error as NodeJS.ErrnoException).code ?? ''] ?? [toError(error).message];
    throw unreadable(name, why, fix);
  }
}

const NOT_THERE = ['There is no such file.'] as const;
const NOT_OURS = [
  'You have no permission to read it.',
  'ls -l says whose it is; chmod a+r lets everybody read it',
] as const;

const REASONS: Readonly<Record<string, readonly [why: string, fix?: string]>> = {
  ENOENT: NOT_THERE,
  ENOTDIR: NOT_THERE,
  EACCES: NOT_OURS,
  EPERM: NOT_OURS,
};

const unreadable = (name: string, why: string, fix = 'check the path'): UserError =>
  new UserError({ code: CODES.fileUnreadable, what: `The book ${name} cannot be read.`, why, fix }, EXIT.badInput);
