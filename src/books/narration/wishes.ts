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

/** The reason, or null when the listener asks for what it would take away. */
export function reasonUnder(choice: ReadingChoice, why: DropReason | null): DropReason | null {
  const part = why === null ? undefined : PART_OF[why];
  return part !== undefined && isRead(part, choice) ? null : why;
}
