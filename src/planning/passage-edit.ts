import { z } from 'zod';
import { type Passage, PASSAGE_KINDS } from '../books/book.js';

const LANGUAGE_TAG = /^[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,4}$/i;

/** A passage as a person may write it. */
export const passageEditSchema: z.ZodType<Passage> = z.strictObject({
  kind: z.enum(PASSAGE_KINDS),
  /** A `break` needs none. */
  text: z.string().default(''),
  /** BCP 47, when it differs from the book's. */
  language: z.string().regex(LANGUAGE_TAG, 'has to be a language tag like fr or en-gb').optional(),
  endsStanza: z.literal(true).optional(),
});
