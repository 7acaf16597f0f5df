import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { CLOCK_HZ } from '../../../src/audio/index.js';
import { runProgram } from '../../../src/programs/index.js';

const BYTES = 2;
const DEADLINE_MS = 30 * 60_000;
/** Samples looked at together when a whole file is gone through. */
const STRETCH = 1 << 20;

/** Sound on the disk, read where it is asked for: ten hours of it do not fit into memory. */
export interface SoundFile {
  readonly samples: number;
  /** What there is from `from` on, at most `count` samples; before the beginning is silence. */
  read(from: number, count: number): Int16Array;
  /** The whole in stretches, with where each begins. */
  stretches(): Generator<{ readonly from: number; readonly pcm: Int16Array }>;
  close(): Promise<void>;
}

export interface DecodeOptions {
  readonly fromSeconds?: number;
  readonly seconds?: number;
  readonly filters?: string;
}

/** Decodes everything a player would play, or a part of it, into a file of raw samples. */
export async function decodeToFile(path: string, pcmPath: string, options: DecodeOptions = {}): Promise<SoundFile> {
  const { fromSeconds = 0, seconds, filters = 'anull' } = options;
  const range = ['-ss', String(fromSeconds), ...(seconds === undefined ? [] : ['-t', String(seconds)])];
  const output = ['-f', 's16le', '-ac', '1', '-ar', String(CLOCK_HZ), pcmPath];
  const args = ['-v', 'error', '-y', '-xerror', ...range, '-i', path, '-map', '0:a', '-af', filters, ...output];
  await runProgram({ program: 'ffmpeg', args, deadlineMs: DEADLINE_MS });
  return openSound(pcmPath);
}

function openSound(path: string): SoundFile {
  const file = openSync(path, 'r');
  const samples = statSync(path).size / BYTES;
  const read = (from: number, count: number): Int16Array => {
    const pcm = new Int16Array(Math.max(0, Math.min(count, samples - from)));
    const before = Math.max(0, -from);
    const bytes = new Uint8Array(pcm.buffer, before * BYTES);
    readSync(file, bytes, 0, bytes.length, (from + before) * BYTES);
    return pcm;
  };
  return {
    samples,
    read,
    *stretches() {
      for (let from = 0; from < samples; from += STRETCH) yield { from, pcm: read(from, STRETCH) };
    },
    async close() {
      closeSync(file);
      await rm(path);
    },
  };
}
