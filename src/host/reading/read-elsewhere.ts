import { OutageError, TerminalError } from '../../core/index.js';
import type { ProgramMissingError } from '../../programs/index.js';

/** Programs that read books of some formats, and that not every machine has: Calibre's and poppler's. */
export const READING_PROGRAMS = ['ebook-convert', 'pdftotext'];
/**
 * A little longer than a host's open request for work lasts (5 s): by then this host has asked anew, and the requests of
 * the others are the older ones, which are served first.
 */
const FOR_OTHERS_MS = 5_250;

/** A book that this host cannot read is left to one that can; where there is none, the job is told what it needs. */
export function readElsewhere({ program, failure }: ProgramMissingError, mayBeElsewhere: boolean): Error {
  if (mayBeElsewhere) return new OutageError(`this host has no ${program}; the book is left to others`, FOR_OTHERS_MS);
  return new TerminalError({
    ...failure,
    why: `No node of this cluster that reads books (role book) has the program ${program}.`,
    fix: `on one of them: ${failure.fix ?? `install ${program}`}; then e2a retry JOB`,
  });
}
