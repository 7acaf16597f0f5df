import { z } from 'zod';
import {
  effortSchema,
  failureSchema,
  fleetChangedSchema,
  loudnessSchema,
  orderSchema,
  otherVoiceSchema,
  prioritySchema,
  reconcileSchema,
  speechNotesSchema,
  wakeSchema,
  workFailedSchema,
} from '../order.js';

const plannedChapterSchema = z.object({
  id: z.string(),
  n: z.number(),
  title: z.string(),
  kind: z.enum(['front', 'chapter', 'part', 'back']),
  words: z.number(),
  characters: z.number(),
  seconds: z.number(),
  segments: z.number(),
  plan: z.string(),
  otherVoices: z.array(otherVoiceSchema).optional(),
});

/** What is known of the book; what is optional was not asked by every version. */
export const bookFactsSchema = z.object({
  title: z.string(),
  authors: z.array(z.string()),
  language: z.string(),
  publisher: z.string().optional(),
  date: z.string().optional(),
  description: z.string().optional(),
  subtitle: z.string().optional(),
  series: z.string().optional(),
  seriesPart: z.string().optional(),
  isbn: z.string().optional(),
  asin: z.string().optional(),
  titleSort: z.string().optional(),
  authorSort: z.string().optional(),
});

/** What reading the book gave, without the text: that lies in the chapter plans. */
const bookSummarySchema = z.object({
  facts: bookFactsSchema,
  /** Object name of the cover image. */
  cover: z.string().nullable(),
  /** Object name of the reading report. */
  report: z.string(),
  warnings: z.array(z.string()),
  chapters: z.array(plannedChapterSchema),
});
export type BookSummary = z.infer<typeof bookSummarySchema>;

const renditionFileSchema = z.object({
  name: z.string(),
  object: z.string(),
  bytes: z.number(),
  digest: z.string(),
});

export const bookMessageSchema = z.discriminatedUnion('type', [
  // from people
  z.object({ type: z.literal('SubmitBook'), order: orderSchema, force: z.boolean().optional() }),
  z.object({ type: z.literal('CancelBook') }),
  z.object({ type: z.literal('PauseBook') }),
  z.object({ type: z.literal('ResumeBook') }),
  z.object({ type: z.literal('MoveBook'), priority: prioritySchema }),
  z.object({
    type: z.literal('RetryBook'),
    /** `failed`: chapters that failed or have silence in them; `all`: whatever has been spoken, too. */
    what: z.enum(['failed', 'all']),
    /** Only these of them, by the numbers that `plan` shows. What was never finished is spoken in any case. */
    chapters: z.array(z.number()).optional(),
  }),
  z.object({ type: z.literal('RemoveBook') }),
  z.object({
    type: z.literal('VerifyBook'),
    /** By the numbers that `plan` shows; absent: all that have their sound. */
    chapters: z.array(z.number()).optional(),
  }),
  // from work
  z.object({ type: z.literal('BookRead'), attempt: z.number(), summary: bookSummarySchema }),
  z.object({
    type: z.literal('BookAssembled'),
    attempt: z.number(),
    /** Whole sentences: a cover that could not be used. */
    warnings: z.array(z.string()),
    name: z.string(),
    object: z.string(),
    bytes: z.number(),
    digest: z.string(),
    /** All files, when there are several; `name` and the others above are of the first. */
    files: z.array(renditionFileSchema).optional(),
  }),
  z.object({
    type: z.literal('ChapterVerified'),
    chapter: z.string(),
    /** The sound that was heard. */
    audio: z.string(),
    object: z.string(),
    words: z.number(),
    errors: z.number(),
  }),
  workFailedSchema,
  // from chapters; `run` tells which start of the book they belong to
  z.object({
    type: z.literal('ChapterProgressed'),
    run: z.number(),
    chapter: z.string(),
    requested: z.number(),
    spoken: z.number(),
    characters: z.number(),
    effort: effortSchema.optional(),
  }),
  z.object({
    type: z.literal('ChapterJoined'),
    run: z.number(),
    chapter: z.string(),
    object: z.string(),
    samples: z.number(),
    loudness: loudnessSchema,
    /** Numbers of the segments that became silence. */
    silent: z.array(z.number()),
    notes: speechNotesSchema.optional(),
    effort: effortSchema.optional(),
  }),
  z.object({ type: z.literal('ChapterEncoded'), run: z.number(), chapter: z.string(), object: z.string() }),
  z.object({
    type: z.literal('ChapterFailed'),
    run: z.number(),
    chapter: z.string(),
    failure: failureSchema,
    effort: effortSchema.optional(),
  }),
  // from the reconciler
  fleetChangedSchema,
  reconcileSchema,
  wakeSchema,
]);

export type BookMessage = z.infer<typeof bookMessageSchema>;
export type BookMessageOf<T extends BookMessage['type']> = Extract<BookMessage, { type: T }>;
