import { resolve } from 'node:path';
import type { FfmpegCommand } from 'fluent-ffmpeg';
import { LOOK_DEADLINE_MS } from './run-ffmpeg.js';

/** ffmpeg's scale for JPEG, 2 (best) to 31. */
const JPEG_QUALITY = '3';

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/**
 * The only file that knows fluent-ffmpeg, for the two jobs it does well: file in, answer or file out. It splits options that
 * hold a space, reads one stream at most and kills hard, so everything with pipes or titles is called directly.
 */
export async function probeImage(path: string, demuxer: string): Promise<ImageSize> {
  const { default: fluent } = await import('fluent-ffmpeg');
  const options = ['-v', 'error', '-f', demuxer, '-select_streams', 'v:0'];
  const stream = await new Promise<{ width?: number | undefined; height?: number | undefined }>((done, failed) => {
    // fluent-ffmpeg gives ffprobe no deadline of its own.
    AbortSignal.timeout(LOOK_DEADLINE_MS).addEventListener('abort', () => failed(new Error('ffprobe does not answer')));
    fluent.ffprobe(resolve(path), options, (error: unknown, data) => {
      const first = data?.streams[0];
      if (first === undefined) failed(error instanceof Error ? error : new Error('there is no picture in it'));
      else done(first);
    });
  });
  if (!stream.width || !stream.height) throw new Error('it has no size');
  return { width: stream.width, height: stream.height };
}

export interface JpegOrder {
  readonly from: string;
  readonly demuxer: string;
  /** In order. */
  readonly filters: readonly string[];
  readonly to: string;
}

/** Any picture → baseline JPEG (ffmpeg makes no other). */
export async function convertToJpeg({ from, demuxer, filters, to }: JpegOrder, signal?: AbortSignal): Promise<void> {
  const { default: fluent } = await import('fluent-ffmpeg');
  const command = fluent({ timeout: LOOK_DEADLINE_MS / 1_000 })
    .input(resolve(from))
    .inputFormat(demuxer)
    .videoFilters(filters.join(','))
    .frames(1)
    .outputOptions('-q:v', JPEG_QUALITY)
    .outputFormat('mjpeg');
  await finished(command, resolve(to), signal);
}

async function finished(command: FfmpegCommand, to: string, signal: AbortSignal | undefined): Promise<void> {
  const kill = (): void => void command.kill('SIGKILL');
  signal?.addEventListener('abort', kill, { once: true });
  try {
    await new Promise<void>((done, failed) => {
      command
        .on('end', () => done())
        .on('error', (error: Error) => failed(error))
        .save(to);
    });
  } finally {
    signal?.removeEventListener('abort', kill);
  }
}
