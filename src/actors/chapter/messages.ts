import { z } from 'zod';
import {
  fleetChangedSchema,
  loudnessSchema,
  otherVoiceSchema,
  prioritySchema,
  reconcileSchema,
  speechNotesSchema,
  wakeSchema,
  workFailedSchema,
} from '../order.js';

const startChapterSchema = z.object({
  type: z.literal('StartChapter'),
  /** Which start of the book this belongs to; a later one starts the chapter anew. */
  run: z.number(),
  title: z.string(),
  /** Object name of the `ChapterPlan`. */
  plan: z.string(),
  segments: z.number(),
  characters: z.number(),
  profile: z.string(),
  /** Segments that may be asked for at once. */
  window: z.number(),
  /** Nodes that speak the profile. */
  nodes: z.number().default(1),
  priority: prioritySchema.default('p1'),
  /** Characters of all later chapters of the book. */
  after: z.number().default(0),
  otherVoices: z.array(otherVoiceSchema).optional(),
});

export const chapterMessageSchema = z.discriminatedUnion('type', [
  // from the Book
  startChapterSchema,
  z.object({ type: z.literal('SetWindow'), run: z.number(), window: z.number(), nodes: z.number().default(1) }),
  z.object({ type: z.literal('SetPriority'), run: z.number(), priority: prioritySchema }),
  /** Everything of the book has been asked for: overdue segments may be asked for twice. */
  z.object({ type: z.literal('Hurry'), run: z.number() }),
  z.object({ type: z.literal('PauseChapter'), run: z.number() }),
  z.object({ type: z.literal('ResumeChapter'), run: z.number() }),
  z.object({ type: z.literal('EncodeChapter'), run: z.number(), gainDb: z.number() }),
  z.object({ type: z.literal('CancelChapter'), run: z.number() }),
  // from work
  z.object({
    type: z.literal('SegmentSpoken'),
    /** From 1. */
    segment: z.number(),
    attempt: z.number(),
    characters: z.number(),
    samples: z.number(),
    /** sha256 of the clip's bytes. */
    digest: z.string(),
    node: z.string(),
    /** Wall time of speaking; 0 when the clip was found. */
    ms: z.number(),
  }),
  z.object({
    type: z.literal('ClipsJoined'),
    attempt: z.number(),
    object: z.string(),
    samples: z.number(),
    loudness: loudnessSchema,
    /** Absent: all was said well at once. */
    notes: speechNotesSchema.optional(),
  }),
  z.object({ type: z.literal('ClipsMissing'), attempt: z.number(), segments: z.array(z.number()) }),
  z.object({ type: z.literal('PacketsEncoded'), attempt: z.number(), object: z.string() }),
  workFailedSchema,
  // from the reconciler
  fleetChangedSchema,
  reconcileSchema,
  wakeSchema,
]);

export type ChapterMessage = z.infer<typeof chapterMessageSchema>;
export type ChapterMessageOf<T extends ChapterMessage['type']> = Extract<ChapterMessage, { type: T }>;
