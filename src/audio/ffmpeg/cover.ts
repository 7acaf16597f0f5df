import { open } from 'node:fs/promises';
import { toError } from '../../core/index.js';
import { convertToJpeg, probeImage } from './fluent.js';
import { IMAGE_MAGIC_BYTES, type ImageKind, imageKind } from './image-kind.js';
import { ffmpegPath, LOOK_DEADLINE_MS, runFfmpeg } from './run-ffmpeg.js';

/** A larger file is converted: every reader would carry it through memory. */
const MAX_KEPT_BYTES = 2 * 1024 * 1024;
/** A larger picture is converted. */
const MAX_KEPT_SIDE = 3_000;
/** Beyond these a picture is not opened at all: decoded it would fill a small machine's memory. */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_PIXELS = 50_000_000;

/** A picture that can be put into the file, or a sentence why there is none. */
export type Cover =
  | { readonly usable: true; readonly path: string; readonly demuxer: string }
  | { readonly usable: false; readonly warning: string };

/**
 * Makes sure that a cover can be read and is JPEG or PNG of a sensible size; converts it to `convertedPath` otherwise.
 * A book is never lost for its cover: whatever is wrong with it becomes a warning. Only an abort is thrown.
 */
export async function prepareCover(path: string, convertedPath: string, signal?: AbortSignal): Promise<Cover> {
  try {
    return { usable: true, ...(await usableCover(path, convertedPath, signal)) };
  } catch (error) {
    signal?.throwIfAborted();
    return { usable: false, warning: `The cover was left out: ${toError(error).message}` };
  }
}

async function usableCover(path: string, convertedPath: string, signal?: AbortSignal) {
  const { kind, bytes } = await lookAt(path);
  const { width, height } = await readable(probeImage(path, kind.demuxer));
  if (width * height > MAX_PIXELS) throw new Error(`it is ${width} × ${height} pixels large.`);
  const fits = kind.fitsMp4 && bytes <= MAX_KEPT_BYTES && Math.max(width, height) <= MAX_KEPT_SIDE;
  if (!fits) {
    await readable(convertToJpeg(path, kind.demuxer, convertedPath, signal));
    return { path: convertedPath, demuxer: 'jpeg_pipe' };
  }
  await readable(decode(path, kind.demuxer, signal));
  return { path, demuxer: kind.demuxer };
}

/** What ffmpeg says of broken pictures helps nobody: it stays as the cause. */
const readable = <T>(work: Promise<T>): Promise<T> =>
  work.catch((cause: unknown) => {
    throw new Error('its data cannot be read as a picture.', { cause });
  });

async function lookAt(path: string): Promise<{ kind: ImageKind; bytes: number }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size > MAX_BYTES) throw new Error(`it is ${size} bytes large.`);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(IMAGE_MAGIC_BYTES), 0, IMAGE_MAGIC_BYTES, 0);
    const kind = imageKind(buffer.subarray(0, bytesRead));
    if (kind === null) throw new Error('it is no JPEG, PNG, GIF, WebP, BMP or TIFF picture.');
    return { kind, bytes: size };
  } finally {
    await file.close();
  }
}

/** Throws when the picture's data cannot be read: it would go into the file as it is. */
async function decode(path: string, demuxer: string, signal?: AbortSignal): Promise<void> {
  const args = ['-xerror', '-f', demuxer, '-i', ffmpegPath(path), '-frames:v', '1', '-f', 'null', '-'];
  await runFfmpeg({ args, deadlineMs: LOOK_DEADLINE_MS, signal });
}
