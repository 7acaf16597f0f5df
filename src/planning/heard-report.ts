import { z } from 'zod';

/** Sentences kept of one chapter, the worst first: a report is read by a person. */
export const MOST_MISHEARD = 300;

const heardReportSchema = z.object({
  v: z.literal(1),
  /** As the book's list has it. */
  title: z.string(),
  /** Words that should have been said. */
  words: z.number(),
  /** Words missing, wrong or added. */
  errors: z.number(),
  misheard: z.array(
    z.object({
      /** From 1, among the chapter's utterances that were spoken. */
      n: z.number(),
      expected: z.string(),
      heard: z.string(),
      errors: z.number(),
      words: z.number(),
    }),
  ),
});

/** What a recogniser heard of a chapter, where it was not what should have been said. */
export type HeardReport = z.infer<typeof heardReportSchema>;

/** Null when it is none. */
export function readHeardReport(text: string): HeardReport | null {
  try {
    return heardReportSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
