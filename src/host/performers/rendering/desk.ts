import { z } from 'zod';
import { bookFactsSchema, renditionSchema } from '../../../actors/index.js';
import type { BookTags } from '../../../audio/index.js';
import { openObject } from '../../objects.js';
import type { MediaContext } from '../context.js';

export const renderTask = z.object({
  type: z.literal('render'),
  attempt: z.number(),
  /** Of the order. */
  digest: z.string(),
  orderedAt: z.number(),
  facts: bookFactsSchema,
  cover: z.string().nullable(),
  narrator: z.string(),
  rendition: renditionSchema,
  voices: z.array(
    z.object({ language: z.string().nullable(), engine: z.string(), voice: z.string(), licence: z.string() }),
  ),
  gainDb: z.number(),
  chapters: z.array(
    z.object({
      /** `ch-003` */
      id: z.string(),
      title: z.string(),
      audio: z.string(),
      samples: z.number(),
      /** Of an M4B's chapters. */
      packets: z.string().optional(),
    }),
  ),
});
export type RenderTask = z.infer<typeof renderTask>;
export type RenderedChapter = RenderTask['chapters'][number];

/** What everybody who makes a part of a rendition has at hand. */
export interface Desk {
  readonly job: string;
  readonly task: RenderTask;
  readonly context: MediaContext;
  /** For temporary files. */
  readonly folder: string;
  /** The picture as the book has it; null: none. */
  readonly coverPath: string | null;
  readonly signal: AbortSignal;
}

/** A file that was made; gone from here once it is stored. */
export interface MadeFile {
  readonly path: string;
  /** As a person is to see it. */
  readonly name: string;
  /** Sentences for a person. */
  readonly warnings: readonly string[];
}

export const tagsOf = ({ task }: Desk): BookTags => ({ ...task.facts, narrator: task.narrator });

/** Bytes of an object, opened when its turn has come. */
export async function* contentOf({ context }: Desk, object: string): AsyncGenerator<Uint8Array> {
  yield* await openObject(context.cluster.audio, object);
}
