import { z } from 'zod';
import { type Passage, PASSAGE_KINDS } from '../books/book.js';

/** A passage as a person may write it. */
export const passageEditSchema: z.ZodType<Passage> = z.object({
  kind: z.enum(PASSAGE_KINDS),
  text: z.string(),
  /** BCP 47, when it differs from the book's. */
  language: z.string().optional(),
  endsStanza: z.literal(true).optional(),
});
