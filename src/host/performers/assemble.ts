import { join } from 'node:path';
import { z } from 'zod';
import { bookFactsSchema } from '../../actors/index.js';
import { assembleBook } from '../../audio/index.js';
import { type Message, safeFileName, type WorkItem } from '../../core/index.js';
import { downloadTo, openObject, uploadByDigest } from '../objects.js';
import { withScratch } from '../scratch.js';
import type { MediaContext } from './context.js';

const assembleTask = z.object({
  type: z.literal('assemble'),
  attempt: z.number(),
  facts: bookFactsSchema,
  cover: z.string().nullable(),
  narrator: z.string(),
  chapters: z.array(z.object({ title: z.string(), packets: z.string(), samples: z.number() })),
});
type AssembleTask = z.infer<typeof assembleTask>;

/** All chapters' packets → one M4B with marks, tags and cover, as an object. */
export async function assembleFile(item: WorkItem, context: MediaContext, signal: AbortSignal): Promise<Message> {
  const task = assembleTask.parse(item.task);
  return withScratch(context.workFolder, async (folder) => {
    const path = join(folder, 'book.m4b');
    const coverPath = await fetchCover(task, context, folder);
    const { warnings } = await assembleBook({
      chapters: task.chapters.map((chapter) => ({
        title: chapter.title,
        samples: chapter.samples,
        adts: () => packetsOf(chapter.packets, context),
      })),
      tags: { ...task.facts, narrator: task.narrator },
      ...(coverPath === null ? {} : { coverPath }),
      outPath: path,
      signal,
    });
    const name = `${safeFileName(task.facts.title)}.m4b`;
    const object = await uploadByDigest(
      context.cluster.audio,
      path,
      () => `${item.job}/${name}`,
      `${task.facts.title}, the finished book`,
    );
    return {
      type: 'BookAssembled',
      attempt: task.attempt,
      warnings: [...warnings],
      name,
      object: object.name,
      bytes: object.bytes,
      digest: object.digest,
    };
  });
}

async function* packetsOf(object: string, context: MediaContext): AsyncGenerator<Uint8Array> {
  yield* await openObject(context.cluster.audio, object);
}

async function fetchCover(task: AssembleTask, context: MediaContext, folder: string): Promise<string | null> {
  if (task.cover === null) return null;
  const path = join(folder, 'cover');
  await downloadTo(context.cluster.books, task.cover, path);
  return path;
}
