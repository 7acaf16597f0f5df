import { TerminalError } from '../../core/index.js';
import { NO_SUCH_PROGRAM, ProgramMissingError } from '../../programs/index.js';
import type { CalibreKind } from '../calibre-kinds.js';
import { damaged, overLimit, protectedBook } from '../failures.js';

export const CALIBRE = 'ebook-convert';
const PROTECTED = /\bDRM|DRMError|is encrypted|locked by/i;

const calibreMissing = (file: string, kind: CalibreKind): ProgramMissingError =>
  new ProgramMissingError(CALIBRE, {
    what: `${file} is ${kind.name}; e2a reads it with Calibre, which is not installed.`,
    why: `The program ${CALIBRE} was not found on PATH.`,
    fix: 'sudo apt install calibre (macOS: brew install --cask calibre; else https://calibre-ebook.com/download)',
  });

/** What Calibre's bad end means for the book. */
export function calibreFailure(file: string, kind: CalibreKind, error: unknown): unknown {
  if (error instanceof ProgramMissingError) return calibreMissing(file, kind);
  if (!(error instanceof TerminalError)) return error;
  const { what, why = '' } = error.failure;
  if (what.includes(`(exit ${NO_SUCH_PROGRAM})`)) return calibreMissing(file, kind);
  if (PROTECTED.test(why)) return protectedBook(file, 'Calibre says that it has DRM.');
  if (/did not end within/.test(what)) return overLimit(file, 'Calibre did not read it in time.');
  return damaged(file, `It looks like ${kind.name}, but Calibre cannot read it${lastWords(why)}.`);
}

/** The end of a Python traceback names the cause. */
function lastWords(stderr: string): string {
  const last = stderr.split(' | ').at(-1)?.trim().replace(/\.$/, '') ?? '';
  return last === '' ? '' : ` (${last.slice(0, 200)})`;
}
