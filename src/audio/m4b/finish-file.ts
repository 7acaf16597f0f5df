import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { CODES, TerminalError } from '../../core/index.js';
import { type Box, type BoxHeader, BrokenBoxes, boxBytes, parseBoxes, readBoxHeader } from './boxes.js';
import { finishIndex } from './finish-index.js';
import type { Item } from './items.js';

/** About 30 weeks of sound; a larger index is no book's, and it is held in memory. */
const MAX_INDEX_BYTES = 256 * 1024 * 1024;
/** Boxes at the top of a file: ffmpeg writes four. */
const MAX_TOP_BOXES = 16;
const LONGEST_HEADER_BYTES = 16;
/** Read at a time while the media data are copied. */
const COPY_BYTES = 1024 * 1024;

/** A box at the top of a file. */
export interface TopBox extends BoxHeader {
  readonly at: number;
}

export interface FinishOrder {
  readonly from: string;
  /** Written from its beginning to its end: the caller stages it. */
  readonly to: string;
  readonly items: readonly Item[];
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes an MP4 of ffmpeg's anew with its index in front, finished (see `finishIndex`); the media data are copied byte for
 * byte and never held in memory.
 * @throws TerminalError (`encodeMismatch`) when it is not a file that ffmpeg writes for a book.
 */
export async function finishFile({ from, to, items, signal }: FinishOrder): Promise<void> {
  const { front, media } = await asFault(() => newFront(from, items));
  const whole = { start: media.at, end: media.at + media.bytes - 1, highWaterMark: COPY_BYTES };
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    yield front;
    yield* createReadStream(from, whole) as AsyncIterable<Buffer>;
  };
  await pipeline(pieces, createWriteStream(to), signal === undefined ? {} : { signal });
}

interface Front {
  /** All that stands before the media data. */
  readonly front: Uint8Array;
  readonly media: TopBox;
}

async function newFront(path: string, items: readonly Item[]): Promise<Front> {
  const file = await open(path, 'r');
  try {
    const boxes = await topBoxes(file);
    const kind = await read(file, only(boxes, 'ftyp'));
    const media = only(boxes, 'mdat');
    const index = finishIndex(await readIndex(file, boxes), { items, mediaAt: media.at, before: kind.length });
    return { front: Buffer.concat([kind, boxBytes(index)]), media };
  } finally {
    await file.close();
  }
}

/** The index of an MP4 file and the order of its top boxes. @throws TerminalError (`encodeMismatch`) */
export function readFileIndex(path: string): Promise<{ index: Box; order: readonly string[] }> {
  return asFault(async () => {
    const file = await open(path, 'r');
    try {
      const boxes = await topBoxes(file);
      return { index: await readIndex(file, boxes), order: boxes.map(({ type }) => type) };
    } finally {
      await file.close();
    }
  });
}

async function readIndex(file: FileHandle, boxes: readonly TopBox[]): Promise<Box> {
  const place = only(boxes, 'moov');
  if (place.bytes > MAX_INDEX_BYTES) throw new BrokenBoxes(`its index takes ${place.bytes} bytes`);
  const [index] = parseBoxes(await read(file, place));
  if (index === undefined) throw new BrokenBoxes('its index is empty');
  return index;
}

async function topBoxes(file: FileHandle): Promise<readonly TopBox[]> {
  const { size } = await file.stat();
  const boxes: TopBox[] = [];
  for (let at = 0; at < size; ) {
    if (boxes.length === MAX_TOP_BOXES) throw new BrokenBoxes(`it has more than ${MAX_TOP_BOXES} parts`);
    const bytes = await read(file, { at, bytes: Math.min(LONGEST_HEADER_BYTES, size - at) });
    const header = readBoxHeader(bytes, size - at);
    boxes.push({ ...header, at });
    at += header.bytes;
  }
  return boxes;
}

function only(boxes: readonly TopBox[], type: string): TopBox {
  const [found, second] = boxes.filter((box) => box.type === type);
  if (found === undefined) throw new BrokenBoxes(`it has no ${type}`);
  if (second !== undefined) throw new BrokenBoxes(`it has more than one ${type}`);
  return found;
}

async function read(file: FileHandle, place: { readonly at: number; readonly bytes: number }): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(place.bytes), 0, place.bytes, place.at);
  if (bytesRead < place.bytes) throw new BrokenBoxes('it ends too early');
  return buffer;
}

async function asFault<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    // A table that ends too early is met by the buffer that is read beyond its end.
    if (!(cause instanceof BrokenBoxes || cause instanceof RangeError)) throw cause;
    const what = 'The file that ffmpeg made cannot be finished as an audiobook.';
    throw new TerminalError(
      { code: CODES.encodeMismatch, what, why: `Its parts do not fit: ${cause.message}.` },
      { cause },
    );
  }
}
