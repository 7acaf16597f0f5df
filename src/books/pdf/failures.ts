import { TerminalError, type UserError } from '../../core/index.js';
import { NO_SUCH_PROGRAM, ProgramMissingError } from '../../programs/index.js';
import { damaged, emptyBook, overLimit, protectedBook } from '../failures.js';

/** The first of its programs that is used; where it is, the others are. */
export const POPPLER = 'pdftotext';

const popplerMissing = (file: string): ProgramMissingError =>
  new ProgramMissingError(POPPLER, {
    what: `${file} is a PDF; e2a reads it with poppler, which is not installed.`,
    why: `The program ${POPPLER} was not found on PATH.`,
    fix: 'sudo apt install poppler-utils (macOS: brew install poppler)',
  });

export const withoutText = (file: string, pages: number): UserError =>
  emptyBook(
    file,
    `${pages === 1 ? 'Its only page is a picture' : `Its ${pages} pages are pictures`}: it was scanned.`,
    `ocrmypdf "${file}" "ocr-${file}"`,
  );

/** What poppler's bad end means for the book. */
export function pdfFailure(file: string, error: unknown): unknown {
  if (error instanceof ProgramMissingError) return popplerMissing(file);
  if (!(error instanceof TerminalError)) return error;
  const { what, why = '' } = error.failure;
  if (what.includes(`(exit ${NO_SUCH_PROGRAM})`)) return popplerMissing(file);
  if (/incorrect password|copying of text.{0,20}not allowed|encrypt/i.test(why))
    return protectedBook(file, 'It needs a password.');
  if (/did not end within|maxBuffer/i.test(what)) return overLimit(file, 'Poppler did not read it in time.');
  return damaged(file, 'Poppler cannot read it.');
}
