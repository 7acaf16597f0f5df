import { z } from 'zod';

/** What a Chapter asks of a slot. What it may leave out was not known to older hosts. */
export const speakTask = z.object({
  type: z.literal('speak'),
  /** Object name of the `ChapterPlan`. */
  plan: z.string(),
  /** From 1. */
  segment: z.number(),
  attempt: z.number(),
  /** Characters of all later chapters of the book. */
  after: z.number().default(0),
  /** Attempts of this segment that failed: the next one has another seed. Any other repetition must sound the same. */
  failed: z.number().default(0),
  /** Nodes that failed this segment. */
  avoid: z.array(z.string()).default([]),
  /** A second attempt of an overdue segment: the first result wins. */
  second: z.boolean().default(false),
});

export type SpeakTask = z.infer<typeof speakTask>;
