import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { CODES, TerminalError } from '../../core/index.js';
import { CLOCK_HZ, padToGrid } from '../clock.js';
import { FLAC_HEADER_BYTES, readFlacHeader } from '../flac/index.js';
import type { Loudness } from '../loudness.js';
import { pcmBytes, silence } from '../samples.js';
import { parseLoudness } from './ebur128.js';
import { ffmpegPath, runFfmpeg, WRITE_DEADLINE_MS } from './run-ffmpeg.js';
import { staged } from './staged-file.js';

export interface WrittenChapter {
  /** Length of the file: padded to the grid. */
  readonly samples: number;
  /** What was given. */
  readonly spokenSamples: number;
  /** null: too short or too quiet to be measured. */
  readonly loudness: Loudness | null;
}

export interface WriteOptions {
  /** For error messages. */
  readonly name?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes a chapter's sound as FLAC, pads it with zeros to the grid, and measures its loudness, all in one pass.
 * Memory does not grow with its length. An error of `chunks` is passed on; then there is no file.
 * @param chunks in order, at 24 kHz, of any length.
 */
export async function writeChapter(
  chunks: AsyncIterable<Int16Array>,
  flacPath: string,
  options: WriteOptions = {},
): Promise<WrittenChapter> {
  const name = options.name ?? basename(flacPath);
  return staged(flacPath, async (part) => {
    const count = { spoken: 0 };
    const { stderr } = await runFfmpeg({
      args: writeArgs(part),
      input: padded(chunks, count),
      deadlineMs: WRITE_DEADLINE_MS,
      signal: options.signal,
      logLevel: 'info',
      purpose: `Writing ${name}`,
    });
    const samples = padToGrid(count.spoken);
    await checkLength(part, samples, name);
    return { samples, spokenSamples: count.spoken, loudness: parseLoudness(stderr) };
  });
}

/** Two outputs of one input: the file, untouched by the filter, and the measurement, which is thrown away. */
export function writeArgs(part: string): string[] {
  const input = ['-f', 's16le', '-ar', String(CLOCK_HZ), '-ac', '1', '-i', 'pipe:0'];
  const file = ['-map', '0:a', '-c:a', 'flac', '-compression_level', '5', '-f', 'flac', ffmpegPath(part)];
  const measurement = ['-map', '0:a', '-af', 'ebur128=framelog=verbose:peak=true', '-f', 'null', '-'];
  return [...input, ...file, ...measurement];
}

async function* padded(chunks: AsyncIterable<Int16Array>, count: { spoken: number }): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    count.spoken += chunk.length;
    if (chunk.length > 0) yield pcmBytes(chunk);
  }
  yield pcmBytes(silence(padToGrid(count.spoken) - count.spoken));
}

/** The header is written last, so it tells how much really went into the file. */
async function checkLength(part: string, samples: number, name: string): Promise<void> {
  const file = await open(part, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(FLAC_HEADER_BYTES), 0, FLAC_HEADER_BYTES, 0);
    const header = readFlacHeader(buffer.subarray(0, bytesRead));
    if (header.ok && header.value.samples === samples) return;
    throw new TerminalError({
      code: CODES.encodeMismatch,
      what: `The sound of ${name} was not written whole.`,
      why: header.ok ? `It holds ${header.value.samples} samples where ${samples} were given.` : header.error,
    });
  } finally {
    await file.close();
  }
}
