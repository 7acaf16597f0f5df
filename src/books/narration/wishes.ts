import type { DropReason } from '../book.js';
import { isRead, type Part, type ReadingChoice } from '../reading-choice.js';

/** Which part of a book is left out for this reason; what is missing here is nobody's wish. */
const PART_OF: Partial<Record<DropReason, Part>> = {
  'title-page': 'front',
  copyright: 'front',
  'front-matter': 'front',
  contents: 'contents',
  index: 'index',
  licence: 'licence',
  note: 'notes',
  table: 'tables',
  caption: 'captions',
  image: 'images',
  code: 'code',
  'stage-direction': 'stage-directions',
};

/** The part to ask for where text was left out for this reason; null for what nobody can ask for. */
export const partOf = (why: DropReason): Part | null => PART_OF[why] ?? null;

/** The reason, or null when the listener asks for what it would take away. */
export function reasonUnder(choice: ReadingChoice, why: DropReason | null): DropReason | null {
  const part = why === null ? null : partOf(why);
  return part !== null && isRead(part, choice) ? null : why;
}
