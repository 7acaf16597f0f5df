import { copyFile, open } from 'node:fs/promises';
import { toError } from '../../core/index.js';
import { inside, squareOf } from './cover-filters.js';
import { convertToJpeg, type ImageSize, probeImage } from './fluent.js';
import { IMAGE_MAGIC_BYTES, type ImageKind, imageKind } from './image-kind.js';
import { ffmpegPath, LOOK_DEADLINE_MS, runFfmpeg } from './run-ffmpeg.js';

/** What is larger is not kept as it is: watchers of a shelf read covers again and again. */
const MAX_KEPT_BYTES = 4 * 1024 * 1024;
/** Beyond these a picture is not opened at all: decoded it would fill a small machine's memory. */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_PIXELS = 50_000_000;

/** A picture that was made, always a JPEG, or a sentence why there is none. */
export type Cover =
  | { readonly usable: true; readonly path: string }
  | { readonly usable: false; readonly warning: string };

/**
 * The cover for inside the file: any picture padded, never cropped, to a square baseline JPEG at `jpegPath`. Covers of
 * e-books are upright, and players show squares.
 *
 * A book is never lost for its cover: whatever is wrong with it becomes a warning. Only an abort is thrown.
 */
export const squareCover = (path: string, jpegPath: string, signal?: AbortSignal): Promise<Cover> =>
  orWarning(jpegPath, signal, async () => {
    const { kind, size } = await lookAt(path);
    await readable(convertToJpeg({ from: path, demuxer: kind.demuxer, filters: squareOf(size), to: jpegPath }, signal));
  });

/**
 * The cover for beside the file, in its own shape: a JPEG stays as it is, byte for byte, anything else becomes one.
 * Warnings and errors as in `squareCover`.
 */
export const coverBeside = (path: string, jpegPath: string, signal?: AbortSignal): Promise<Cover> =>
  orWarning(jpegPath, signal, async () => {
    const { kind, bytes } = await lookAt(path);
    if (kind.name === 'jpeg' && bytes <= MAX_KEPT_BYTES && (await decodes(path, kind, signal))) {
      await copyFile(path, jpegPath);
    } else {
      await readable(convertToJpeg({ from: path, demuxer: kind.demuxer, filters: inside(), to: jpegPath }, signal));
    }
  });

async function orWarning(path: string, signal: AbortSignal | undefined, make: () => Promise<void>): Promise<Cover> {
  try {
    await make();
    return { usable: true, path };
  } catch (error) {
    signal?.throwIfAborted();
    return { usable: false, warning: `The cover was left out: ${toError(error).message}` };
  }
}

/** What ffmpeg says of broken pictures helps nobody: it stays as the cause. */
const readable = <T>(work: Promise<T>): Promise<T> =>
  work.catch((cause: unknown) => {
    throw new Error('its data cannot be read as a picture.', { cause });
  });

interface Picture {
  readonly kind: ImageKind;
  readonly bytes: number;
  readonly size: ImageSize;
}

async function lookAt(path: string): Promise<Picture> {
  const { kind, bytes } = await firstLook(path);
  const size = await readable(probeImage(path, kind.demuxer));
  if (size.width * size.height > MAX_PIXELS) throw new Error(`it is ${size.width} × ${size.height} pixels large.`);
  return { kind, bytes, size };
}

async function firstLook(path: string): Promise<{ kind: ImageKind; bytes: number }> {
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

/** Whether every byte of the picture can be read: it would be passed on as it is. */
async function decodes(path: string, kind: ImageKind, signal?: AbortSignal): Promise<boolean> {
  const args = ['-xerror', '-f', kind.demuxer, '-i', ffmpegPath(path), '-frames:v', '1', '-f', 'null', '-'];
  const run = runFfmpeg({ args, deadlineMs: LOOK_DEADLINE_MS, signal });
  return run.then(
    () => true,
    () => false,
  );
}
