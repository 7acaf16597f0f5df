import { overLimit } from './failures.js';
import { LIMITS } from './limits.js';
import type { DocumentText, Manuscript } from './manuscript.js';

/** Characters of a document's text, markup apart. */
export const charactersOf = ({ blocks }: DocumentText): number =>
  blocks.reduce((sum, { text }) => sum + text.length, 0);

/** @throws UserError when a book has more text than any, or when what was read of it has. */
export function refuseTooLong(characters: number, file: string): void {
  if (characters <= LIMITS.characters) return;
  const most = `${LIMITS.characters / 1_000_000} million characters`;
  throw overLimit(file, `It has more than ${most}, which is 200 hours of speech.`);
}

/** The same for every format. @throws UserError when it has more text, or more lines of contents, than any book. */
export function refuseTooLarge({ documents, contents }: Manuscript, file: string): void {
  refuseTooLong(
    documents.reduce((sum, document) => sum + charactersOf(document), 0),
    file,
  );
  if (contents.length > LIMITS.contentsEntries)
    throw overLimit(file, `Its contents have ${contents.length} lines; ${LIMITS.contentsEntries} are the limit.`);
}
