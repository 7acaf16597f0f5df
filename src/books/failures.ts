import { CODES, EXIT, UserError } from '../core/index.js';

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

/** What helps where there is nothing to read. */
export const OTHER_EDITION = 'Take an edition with text; what is left out is read with --include (e2a plan --help).';

export const emptyBook = (file: string): UserError =>
  refuse(
    CODES.emptyBook,
    `${file} has no text to read aloud.`,
    'It may be made of pictures only, or everything in it is front and back matter.',
    OTHER_EDITION,
  );

export const overLimit = (file: string, why: string): UserError =>
  refuse(CODES.overLimit, `${file} is larger than a book can be.`, why);

/** One file inside the archive cannot be read; the rest of the book may be fine. */
export class EntryUnreadable extends Error {
  override readonly name = 'EntryUnreadable';
}
