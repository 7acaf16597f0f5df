import { join } from 'node:path';
import { z } from 'zod';
import { encodeChapter } from '../../audio/index.js';
import type { Message, WorkItem } from '../../core/index.js';
import { downloadTo, uploadByDigest } from '../objects.js';
import { withScratch } from '../scratch.js';
import type { MediaContext } from './context.js';

const encodeTask = z.object({
  type: z.literal('encode'),
  audio: z.string(),
  samples: z.number(),
  gainDb: z.number(),
  attempt: z.number(),
});

/** Chapter FLAC → gain, limiter, AAC packets (ADTS). */
export async function encodePackets(item: WorkItem, context: MediaContext, signal: AbortSignal): Promise<Message> {
  const task = encodeTask.parse(item.task);
  return withScratch(context.workFolder, async (folder) => {
    const flac = join(folder, 'chapter.flac');
    const adts = join(folder, 'chapter.aac');
    await downloadTo(context.cluster.audio, task.audio, flac);
    await encodeChapter(flac, adts, {
      gainDb: task.gainDb,
      samples: task.samples,
      signal,
      name: `chapter ${item.chapter}`,
    });
    const nameOf = (digest: string): string => `${item.job}/${item.chapter}-${digest}.aac`;
    const object = await uploadByDigest(
      context.cluster.audio,
      adts,
      nameOf,
      'AAC packets of one chapter, to be put together',
    );
    return { type: 'PacketsEncoded', attempt: task.attempt, object: object.name };
  });
}
