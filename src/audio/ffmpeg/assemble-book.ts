import { writeFile } from 'node:fs/promises';
import { assert } from '../../core/index.js';
import {
  type BookTags,
  type ChapterPackets,
  finisherItems,
  finishFile,
  formatFfmetadata,
  m4bTags,
  stitch,
  streamLanguage,
} from '../m4b/index.js';
import { bookTimeline, type Timeline } from '../timeline.js';
import { squareCover } from './cover.js';
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
 * Encoded chapters → one M4B with marks, tags and cover: packets stitched, muxed once, finished, read back, renamed.
 * Chapters are opened one after the other; ffmpeg's memory grows by about 6 MB per hour of audio (its index).
 * @throws TerminalError (`encodeMismatch`) when a chapter's packets or the finished file are not as ordered.
 */
export async function assembleBook(order: BookOrder): Promise<AssembledBook> {
  assert(order.chapters.length > 0, 'a book without chapters');
  const timeline = bookTimeline(order.chapters.map((chapter) => chapter.samples));
  return temporary(`${order.outPath}.cover.part`, async (squarePath) => {
    const { coverPath, signal } = order;
    const cover = coverPath === undefined ? null : await squareCover(coverPath, squarePath, signal);
    await staged(order.outPath, (outPath) => makeBook(order, timeline, cover?.usable ? cover.path : null, outPath));
    const warnings = cover === null || cover.usable ? [] : [cover.warning];
    return { totalSamples: timeline.totalSamples, warnings };
  });
}

/** Muxed by ffmpeg into a file beside it, finished into `outPath`, read back. */
async function makeBook(
  order: BookOrder,
  timeline: Timeline,
  coverPath: string | null,
  outPath: string,
): Promise<void> {
  const { tags, chapters, signal } = order;
  await temporary(`${order.outPath}.mux.part`, async (muxed) => {
    await temporary(`${order.outPath}.tags.part`, async (metadataPath) => {
      await writeFile(metadataPath, metadataOf(order, timeline));
      const language = streamLanguage(tags.language);
      await mux(order, timeline, { metadataPath, coverPath, language, chapters: chapters.length, outPath: muxed });
    });
    await finishFile({ from: muxed, to: outPath, items: finisherItems(tags), signal });
  });
  await verifyBook(outPath, timeline, signal);
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
    purpose: `Putting ${order.tags.title} together`,
  });
}
