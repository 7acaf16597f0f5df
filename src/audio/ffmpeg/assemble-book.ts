import { writeFile } from 'node:fs/promises';
import { assert } from '../../core/index.js';
import { type BookTags, type ChapterPackets, formatFfmetadata, m4bTags, stitch, streamLanguage } from '../m4b/index.js';
import { bookTimeline, type Timeline } from '../timeline.js';
import { prepareCover } from './cover.js';
import { type MuxOrder, muxArgs } from './mux-args.js';
import { ASSEMBLE_DEADLINE_MS, runFfmpeg } from './run-ffmpeg.js';
import { staged, temporary } from './staged-file.js';
import { verifyBook } from './verify-book.js';

export interface BookOrder {
  /** In order; at least one. */
  readonly chapters: readonly ChapterPackets[];
  readonly tags: BookTags;
  /** Any picture; left out with a warning when it cannot be used. */
  readonly coverPath?: string | undefined;
  /** Only `<outPath>….part` files are written beside it, and removed. */
  readonly outPath: string;
  readonly signal?: AbortSignal | undefined;
  /** Told the share that is done, 0 … 1, never less than before. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

export interface AssembledBook {
  readonly totalSamples: number;
  /** Sentences for a person. */
  readonly warnings: readonly string[];
}

/**
 * Encoded chapters → one M4B with marks, tags and cover: packets stitched, muxed once, read back, renamed.
 * Chapters are opened one after the other; ffmpeg's memory grows by about 6 MB per hour of audio (its index).
 * @throws TerminalError (`encodeMismatch`) when a chapter's packets or the finished file are not as ordered.
 */
export async function assembleBook(order: BookOrder): Promise<AssembledBook> {
  assert(order.chapters.length > 0, 'a book without chapters');
  const timeline = bookTimeline(order.chapters.map((chapter) => chapter.samples));
  return temporary(`${order.outPath}.cover.part`, async (convertedPath) => {
    const { coverPath, signal } = order;
    const cover = coverPath === undefined ? null : await prepareCover(coverPath, convertedPath, signal);
    await temporary(`${order.outPath}.tags.part`, (metadataPath) =>
      staged(order.outPath, async (outPath) => {
        await writeFile(metadataPath, metadataOf(order, timeline));
        const language = streamLanguage(order.tags.language);
        const picture = cover?.usable ? cover : null;
        await mux(order, timeline, {
          metadataPath,
          cover: picture,
          language,
          chapters: order.chapters.length,
          outPath,
        });
        await verifyBook(outPath, timeline, signal);
      }),
    );
    const warnings = cover === null || cover.usable ? [] : [cover.warning];
    return { totalSamples: timeline.totalSamples, warnings };
  });
}

function metadataOf(order: BookOrder, timeline: Timeline): string {
  const marks = timeline.marks.map((mark, i) => ({ title: order.chapters[i]?.title ?? '', ...mark }));
  return formatFfmetadata(m4bTags(order.tags), marks);
}

async function mux(order: BookOrder, timeline: Timeline, muxOrder: MuxOrder): Promise<void> {
  const report = (samples: number): void => order.onProgress?.(Math.min(1, samples / timeline.totalSamples));
  await runFfmpeg({
    args: muxArgs(muxOrder),
    input: stitch(order.chapters, report),
    deadlineMs: ASSEMBLE_DEADLINE_MS,
    signal: order.signal,
  });
}
