import type { Book, BookReader } from '../books/book.js';
import { planBook, type PlannedBook, type PlanRequest } from './plan-book.js';
import { type PlanFileEdits, planFileEdits, type PlanFileUse } from './plan-file-edits.js';

/** A plan of a book that may have a plan file: which edits that makes is known when the book is. */
export interface EditedPlanRequest extends PlanRequest {
  /** Its edits take the place of those in `reading`. */
  readonly planFile: Pick<PlanFileUse, 'file' | 'name' | 'digest'> | null;
}

export interface EditedPlan extends PlanFileEdits {
  /** As it is, before any edit. */
  readonly book: Book;
  readonly planned: PlannedBook;
}

/** Reads a book once, and plans it as its plan file says. Throws what `planBook` and `planFileEdits` throw. */
export async function planEdited(read: BookReader, request: EditedPlanRequest): Promise<EditedPlan> {
  const { planFile, reading, chapters } = request;
  const book = await read(request.bytes, request.fileName, reading.choice);
  const { edits, notes } =
    planFile === null
      ? { edits: reading.edits, notes: [] }
      : underSelection(planFileEdits({ ...planFile, book, choice: reading.choice }), chapters);
  const planned = await planBook(() => Promise.resolve(book), { ...request, reading: { ...reading, edits } });
  return { book, planned, edits, notes };
}

/** A selection says which are read; a plan file beside it does not. */
const underSelection = ({ edits, notes }: PlanFileEdits, chapters: string | null): PlanFileEdits => ({
  edits: chapters === null ? edits : edits.map((edit) => ({ ...edit, read: true })),
  notes,
});
