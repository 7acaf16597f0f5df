import { basename } from 'node:path';
import { CODES, EXIT, UserError } from '../core/index.js';
import { type BookBytes, readBookFile } from '../ordering/index.js';

/** An e-book that lies in no file. */
export interface BookInMemory {
  readonly bytes: Uint8Array;
  /** Its ending says the format: `tale.epub`. */
  readonly fileName: string;
}

/** A path on this machine, or the bytes themselves. */
export type BookSource = string | BookInMemory;

/** @throws UserError (exit 6) for what cannot be read or is no book */
export async function bookFrom(source: BookSource, cwd: string): Promise<BookBytes> {
  if (typeof source === 'string') return readBookFile(source, cwd);
  const fileName = basename(source.fileName);
  if (source.bytes.length > 0 && fileName !== '') return { path: null, fileName, bytes: source.bytes };
  throw new UserError(
    {
      code: CODES.fileUnreadable,
      what: 'The book cannot be read.',
      why: fileName === '' ? 'It has no file name, which says its format.' : 'It has no bytes.',
      fix: "give a path, or { bytes, fileName: 'tale.epub' }",
    },
    EXIT.badInput,
  );
}
