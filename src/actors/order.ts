import { z } from 'zod';
import { EXTRAS, FORMATS, SPLITS, USUAL_RENDITION } from '../audio/rendition.js';
import { PRIORITIES } from '../core/index.js';

export const prioritySchema = z.enum(PRIORITIES);

const languageVoiceSchema = z.object({
  /** Primary tag: `fr`. */
  language: z.string(),
  profile: z.string(),
  engine: z.string(),
  voice: z.string(),
  licence: z.string(),
});

export const renditionSchema = z.object({
  format: z.enum(FORMATS),
  split: z.enum(SPLITS),
  extras: z.array(z.enum(EXTRAS)),
});

/** What a user ordered: the book and how to speak it. Same bytes and settings, same digest, same job. */
export const orderSchema = z.object({
  /** 2: it has a reading or voices of its own, 3: another rendition, which an older host would drop without a word. */
  v: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  /** sha256 hex over the book's digest and the settings. */
  digest: z.string(),
  title: z.string(),
  book: z.object({ object: z.string(), digest: z.string(), bytes: z.number(), fileName: z.string() }),
  settings: z.object({
    profile: z.string(),
    engine: z.string(),
    voice: z.string(),
    licence: z.string(),
    chapters: z.string().nullable(),
    /** Null: the plain one, as in every order of an older e2a. */
    reading: z.object({ object: z.string(), digest: z.string() }).nullable().default(null),
    /** None: one voice speaks all of it, as in every order of an older e2a. */
    languageVoices: z.array(languageVoiceSchema).default([]),
    /** What it becomes; one M4B, as in every order of an older e2a. */
    rendition: renditionSchema.default({ ...USUAL_RENDITION, extras: [] }),
  }),
  /** Which of two books' work is taken first; the same order all the same, and changed later by MoveBook. */
  priority: prioritySchema.default('p1'),
  /** When it was submitted; which of two jobs is the newer one. Orders of an older e2a have none. */
  orderedAt: z.number().optional(),
});
export type Order = z.infer<typeof orderSchema>;

/** Segments that another voice speaks than the book's: a passage in another language. */
export const otherVoiceSchema = z.object({
  profile: z.string(),
  /** From 1, ascending. */
  segments: z.array(z.number()),
});
export type OtherVoice = z.infer<typeof otherVoiceSchema>;

export const failureSchema = z.object({
  code: z.string(),
  what: z.string(),
  why: z.string().optional(),
  fix: z.string().optional(),
});

/** Work that was given up; told to the actor that asked for it. */
export const workFailedSchema = z.object({
  type: z.literal('WorkFailed'),
  /** `0042`, `join`, `read`, … */
  item: z.string(),
  attempt: z.number(),
  node: z.string(),
  failure: failureSchema,
});
export type WorkFailed = z.infer<typeof workFailedSchema>;

export const loudnessSchema = z.object({ integratedLufs: z.number(), truePeakDbtp: z.number() }).nullable();
export type Loudness = z.infer<typeof loudnessSchema>;

/** What it took to say a chapter, where it took anything. */
export const speechNotesSchema = z.object({
  /** Utterances said well by another seed than the first, and those said well only in two halves. */
  retried: z.number(),
  split: z.number(),
  /** The first few that were kept although their length is not that of such a text. */
  odd: z.array(z.string()),
  /** Symbols the voice cannot say, with how often they were met. */
  skipped: z.record(z.string(), z.number()),
});
export type SpeechNotes = z.infer<typeof speechNotesSchema>;

/** What it took to speak a chapter since it was started. */
export const effortSchema = z.object({
  /** Names of the nodes that spoke it last, the newest first. */
  nodes: z.array(z.string()),
  /** Attempts beyond the first of each segment: one had failed, was lost or was late. */
  again: z.number(),
});
export type Effort = z.infer<typeof effortSchema>;

/** The reconciler's question: here is what the queue holds of your job (`<chapter>/<item>/<attempt>`); ask again for what is lost. */
export const reconcileSchema = z.object({ type: z.literal('Reconcile'), present: z.array(z.string()) });

export const wakeSchema = z.object({ type: z.literal('Wake') });

/** Slots that speak this job's profile now, and living, not cordoned nodes they are on. */
export const fleetChangedSchema = z.object({
  type: z.literal('FleetChanged'),
  slots: z.number(),
  nodes: z.number().default(1),
});
