import { z } from '@hono/zod-openapi';
import { PRIORITIES } from '../../core/index.js';
import { EXTRAS, FORMATS, SPLITS } from '../../planning/index.js';

/** What an object of the API begins with. */
export const v = z.literal(1);
export const priority = z.enum(PRIORITIES);

/** A body or an answer of JSON. */
export const json = <S extends z.ZodType>(schema: S) => ({ 'application/json': { schema } });

/** The name of a job in a path: an id, its beginning, or `@last`. */
export const jobParam = z.object({
  id: z.string().min(1).max(200).openapi({
    description: 'A job id, the beginning of one, or @last: the one ordered last.',
    example: 'a-tale-7f3a',
  }),
});

const failure = z.object({
  code: z.string(),
  what: z.string(),
  why: z.string().optional(),
  fix: z.string().optional(),
});

const heard = z.discriminatedUnion('progress', [
  z.object({ progress: z.literal('asked'), attempt: z.number() }),
  z.object({ progress: z.literal('heard'), object: z.string(), words: z.number(), errors: z.number() }),
  z.object({ progress: z.literal('failed'), attempt: z.number(), failure }),
]);

const chapter = z.object({
  n: z.number(),
  id: z.string(),
  title: z.string(),
  state: z.string().openapi({ example: 'speaking' }),
  percent: z.number(),
  characters: z.number(),
  nodes: z.array(z.string()).openapi({ description: 'Who spoke it last, the newest first; a few names at most.' }),
  attempts: z
    .number()
    .openapi({ description: 'Beyond the first of each segment: one had failed, was lost or was late.' }),
  failure: failure.nullable().openapi({ description: 'Why it failed; null: it has not.' }),
  heard: heard.nullable().openapi({ description: 'What a recogniser made of it; null: nobody asked.' }),
});

const voice = z.object({
  language: z.string().nullable().openapi({ description: 'What it speaks; null: the book’s own language.' }),
  engine: z.string(),
  voice: z.string(),
  profile: z.string(),
  isNeeded: z.boolean().openapi({ description: 'Something that is not spoken yet is for it.' }),
});

export const bookState = z.enum([
  'new',
  'reading',
  'converting',
  'mastering',
  'assembling',
  'completed',
  'partial',
  'failed',
  'cancelled',
  'removed',
]);

/** A job as every screen and `e2a show --json` have it. */
const jobShape = {
  job: z.string().openapi({ example: 'a-tale-7f3a' }),
  title: z.string(),
  state: bookState,
  priority,
  paused: z.boolean().openapi({ description: 'A person paused it; state says where.' }),
  percent: z.number().openapi({ description: '0 … 100, weighted by characters; it never falls.' }),
  characters: z.number(),
  charactersDone: z.number(),
  chapters: z.array(chapter),
  voices: z.array(voice).openapi({ description: 'The book’s own first.' }),
  files: z.array(z.object({ name: z.string(), object: z.string(), bytes: z.number(), digest: z.string() })),
  rendition: z
    .object({ format: z.enum(FORMATS), split: z.enum(SPLITS), extras: z.array(z.enum(EXTRAS)) })
    .nullable()
    .openapi({ description: 'What the files are or are to be.' }),
  cover: z.boolean().openapi({ description: 'A picture of its cover is kept.' }),
  facts: z
    .looseObject({ title: z.string(), authors: z.array(z.string()), language: z.string() })
    .nullable()
    .openapi({ description: 'What is known of the book; null until it is read.' }),
  missing: z.array(z.string()).openapi({ description: 'What the finished file lacks, in words.' }),
  warnings: z.array(z.string()),
  failure: failure.nullable(),
  waitingFor: z.string().nullable().openapi({ description: 'What nobody here can do now, in words.' }),
  turns: z.record(z.string(), z.number()).openapi({
    description:
      'How many steps the actors had taken that this was read from: the book, and each chapter being spoken, by its id. Of two answers the one with a smaller number in any place is not the newer one.',
    example: { book: 41, 'ch-003': 17 },
  }),
};

export const job = z.looseObject({ v, ...jobShape }).openapi('Job');

/** Milliseconds since 1970. */
const instant = z.number().openapi({ description: 'Milliseconds since 1970 UTC.' });

export const listedJob = z
  .looseObject({ ...jobShape, updatedAt: instant, orderedAt: instant.nullable() })
  .openapi('ListedJob');

export const keptBook = z
  .object({
    v,
    book: z.string().openapi({ description: 'Its id: the sha256 of its bytes.' }),
    name: z.string(),
    bytes: z.number(),
    keptUntil: instant,
  })
  .openapi('Book');

export const plan = z
  .object({
    v,
    book: z.object({ title: z.string(), authors: z.array(z.string()), language: z.string() }),
    reading: z.object({ include: z.array(z.string()), exclude: z.array(z.string()), notes: z.string() }),
    pace: z.looseObject({ speed: z.number() }),
    chapters: z.array(
      z.object({
        n: z.number(),
        title: z.string(),
        kind: z.string(),
        words: z.number(),
        characters: z.number(),
        seconds: z.number().openapi({ description: 'Of speech, about.' }),
      }),
    ),
    leftOut: z.array(z.object({ what: z.string(), why: z.string(), characters: z.number() })),
    warnings: z.array(z.string()),
    lexicon: z.array(z.looseObject({})),
    otherLanguages: z.array(
      z.object({
        language: z.string(),
        words: z.number(),
        chapters: z.number(),
        voice: z.object({ engine: z.string(), voice: z.string() }).nullable(),
      }),
    ),
  })
  .openapi('Plan');

export const report = z
  .object({
    v,
    job: z.string(),
    leftOut: z.array(z.object({ what: z.string(), why: z.string(), characters: z.number() })),
    warnings: z.array(z.string()),
  })
  .openapi('Report');
