import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { assert, CODES, toError, TerminalError } from '../../core/index.js';
import { streamProgram } from '../../programs/index.js';
import { type BookTags, formatFfmetadata, type MetadataChapter } from '../m4b/index.js';
import type { EncodedFormat } from '../rendition.js';
import { jpegSize, pictureBlock, renditionTags, type Tag } from '../renditions/index.js';
import { bookTimeline } from '../timeline.js';
import { squareCover } from './cover.js';
import { encodingArgs, masterArgs, rawSampleBytes } from './rendition-args.js';
import { ASSEMBLE_DEADLINE_MS, ENCODE_DEADLINE_MS, QUIET, runFfmpeg, SIGNALLED_EXIT } from './run-ffmpeg.js';
import { staged, temporary } from './staged-file.js';

/** The joined sound of a chapter. */
export interface ChapterFlac {
  /** For marks and error messages. */
  readonly title: string;
  /** Padded length. */
  readonly samples: number;
  /** Opens its FLAC; called once, when its turn has come. */
  readonly flac: () => AsyncIterable<Uint8Array>;
}

export interface EncodingRequest {
  readonly format: EncodedFormat;
  /** In order; at least one. Marks are written when there are several. */
  readonly chapters: readonly ChapterFlac[];
  readonly tags: BookTags;
  /** The book's gain. */
  readonly gainDb: number;
  /** Any picture; left out with a warning when it cannot be used, and where the format has no place for one. */
  readonly coverPath?: string | undefined;
  /** Only `<outPath>….part` files are written beside it, and removed. */
  readonly outPath: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Joined chapters → gain, limiter, one file of another kind than M4B, in one encode: exact to the sample, marks and tags
 * in it. Sound passes through; memory does not grow with its length.
 * @returns warnings: sentences for a person.
 * @throws TerminalError (`encodeMismatch`) naming the chapter whose sound is damaged or not as long as it must be.
 */
export async function encodeBook(request: EncodingRequest): Promise<readonly string[]> {
  const { chapters, coverPath, outPath, signal } = request;
  assert(chapters.length > 0, 'a book without chapters');
  return temporary(`${outPath}.cover.part`, async (jpegPath) => {
    const wantsCover = coverPath !== undefined && request.format !== 'wav';
    const cover = wantsCover ? await squareCover(coverPath, jpegPath, signal) : null;
    await staged(outPath, (part) => encode(request, cover?.usable ? cover.path : null, part));
    return cover === null || cover.usable ? [] : [cover.warning];
  });
}

async function encode(request: EncodingRequest, coverPath: string | null, part: string): Promise<void> {
  const { format, chapters, outPath, signal } = request;
  const hasMarks = chapters.length > 1;
  await temporary(`${outPath}.tags.part`, async (metadataPath) => {
    await writeFile(metadataPath, await metadataOf(request, coverPath));
    await runFfmpeg({
      args: encodingArgs({ format, metadataPath, coverPath, hasMarks, outPath: part }),
      input: masteredSound(request),
      deadlineMs: ASSEMBLE_DEADLINE_MS,
      signal,
      purpose: `Encoding ${basename(outPath)}`,
    });
  });
}

async function metadataOf({ format, chapters, tags }: EncodingRequest, coverPath: string | null): Promise<string> {
  const { marks } = bookTimeline(chapters.map(({ samples }) => samples));
  const titled = marks.map((mark, i): MetadataChapter => ({ title: chapters[i]?.title ?? '', ...mark }));
  const listed = titled.length > 1 ? titled : [];
  const picture = coverPath !== null && format === 'opus' ? await pictureTag(coverPath) : [];
  return formatFfmetadata([...renditionTags(format, tags, listed), ...picture], listed);
}

async function pictureTag(path: string): Promise<readonly Tag[]> {
  const jpeg = await readFile(path);
  return [['METADATA_BLOCK_PICTURE', pictureBlock(jpeg, jpegSize(jpeg))]];
}

/** The raw samples of all chapters one after another; each must be exactly as long as it was joined. */
async function* masteredSound(request: EncodingRequest): AsyncGenerator<Uint8Array> {
  for (const chapter of request.chapters) yield* masteredChapter(chapter, request);
}

async function* masteredChapter(
  chapter: ChapterFlac,
  { format, gainDb, signal }: EncodingRequest,
): AsyncGenerator<Uint8Array> {
  const input = { error: null as Error | null };
  const args = [...QUIET, ...masterArgs(format, gainDb)];
  let bytes = 0;
  try {
    const flac = noted(chapter.flac(), input);
    for await (const chunk of streamProgram({
      program: 'ffmpeg',
      args,
      input: flac,
      deadlineMs: ENCODE_DEADLINE_MS,
      signalledExit: SIGNALLED_EXIT,
      signal,
    })) {
      bytes += chunk.length;
      yield chunk;
    }
  } catch (error) {
    throw input.error === null && error instanceof TerminalError ? damaged(chapter, toError(error)) : error;
  }
  const samples = bytes / rawSampleBytes(format);
  if (samples !== chapter.samples) {
    throw damaged(chapter, new Error(`it has ${samples} samples where ${chapter.samples} were expected`));
  }
}

/** Passes a source on, and keeps its error: that one is not ffmpeg's. */
async function* noted(source: AsyncIterable<Uint8Array>, input: { error: Error | null }): AsyncGenerator<Uint8Array> {
  try {
    yield* source;
  } catch (error) {
    input.error = toError(error);
    throw error;
  }
}

const damaged = ({ title }: ChapterFlac, cause: Error): TerminalError =>
  new TerminalError(
    {
      code: CODES.encodeMismatch,
      what: `The joined sound of ${title} is not usable.`,
      why: `${cause instanceof TerminalError ? (cause.failure.why ?? cause.failure.what) : cause.message}.`,
    },
    { cause },
  );
