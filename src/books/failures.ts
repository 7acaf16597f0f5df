import { CODES, EXIT, RetryableError, TerminalError, toError, UserError } from '../core/index.js';

const refuse = (code: string, what: string, why: string, fix?: string): UserError =>
  new UserError({ code, what, why, ...(fix === undefined ? {} : { fix }) }, EXIT.badInput);

/** What mends a file of a kind that is not read. */
const SUPPORTED =
  'Give an EPUB, FictionBook, DOCX, HTML, Markdown, plain text or PDF, or (with Calibre) a Kindle, ODT or RTF book.';

export const notAnEpub = (file: string, why: string): UserError =>
  refuse(CODES.notAnEpub, `${file} is not an EPUB.`, why, SUPPORTED);

/** Whatever it is, nothing here reads it. */
export const notABook = (file: string, why: string): UserError =>
  refuse(CODES.notAnEpub, `${file} is no e-book that e2a can read.`, why, SUPPORTED);

export const damaged = (file: string, why: string): UserError =>
  refuse(CODES.damagedArchive, `${file} is damaged.`, why, 'Download or copy the file again.');

export const protectedBook = (file: string, why: string): UserError =>
  refuse(
    CODES.protectedBook,
    `${file} is protected (DRM) and cannot be read.`,
    why,
    'Use an edition without copy protection; e2a does not remove any.',
  );

const OTHER_EDITION = 'Take an edition with text; what is left out is read with --include (e2a plan --help).';

/** There is nothing to read in it. */
export const emptyBook = (file: string, why: string, fix: string = OTHER_EDITION): UserError =>
  refuse(CODES.emptyBook, `${file} has no text to read aloud.`, why, fix);

export const overLimit = (file: string, why: string): UserError =>
  refuse(
    CODES.overLimit,
    `${file} is larger than a book can be.`,
    why,
    'Give it as several files, or take another edition.',
  );

/**
 * What no reader expected. A full disk or a program that was stopped is not the book's fault; all else is ours, whatever
 * the book is like. Bad input all the same, so that other books go on.
 */
export function stopped(file: string, cause: unknown): UserError {
  const error = toError(cause);
  const isOutside = 'syscall' in error || error instanceof RetryableError || error instanceof TerminalError;
  const failure = isOutside
    ? { what: `${file} cannot be read.`, why: error.message, fix: 'Try it again once that is mended.' }
    : {
        what: `${file} stopped e2a's reader: ${error.message}.`,
        why: 'This is a fault of e2a, whatever the book is like.',
        fix: 'Report it, with the file and this line; another edition or format of the book may be read.',
      };
  return new UserError({ code: CODES.fileUnreadable, ...failure }, EXIT.badInput, { cause });
}

/** One file inside the archive cannot be read; the rest of the book may be fine. */
export class EntryUnreadable extends Error {
  override readonly name = 'EntryUnreadable';
}
