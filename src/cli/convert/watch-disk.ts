import { statfs } from 'node:fs/promises';
import type { Clock } from '../../core/index.js';
import { byteCount } from '../../ordering/index.js';

/** The server writes blocks of some megabytes: with less it keeps nothing more, and says nothing either. */
const LEAST_FREE_BYTES = 16 * 1024 ** 2;
/** So much, and books go on; far enough from the other not to be told again and again. */
const ROOM_AGAIN_BYTES = 2 * LEAST_FREE_BYTES;
/** A disk fills slowly, and somebody who makes room wants to see that it helped. */
const LOOK_EVERY_MS = 10_000;

export interface DiskWatch {
  /** The data folder. */
  readonly folder: string;
  readonly clock: Pick<Clock, 'sleep'>;
  /** Told once when the disk is full, and once when there is room again. */
  readonly say: (sentence: string) => void;
  /** Of the disk below a folder; null when it cannot be told. */
  readonly freeBytes?: (folder: string) => Promise<number | null>;
}

/** Tells why nothing moves on a full disk, until `signal` aborts: to the server's clients it looks like silence. Never rejects. */
export async function watchDisk(
  { folder, clock, say, freeBytes = freeBytesOf }: DiskWatch,
  signal: AbortSignal,
): Promise<void> {
  for (let isFull = false; !signal.aborted; await clock.sleep(LOOK_EVERY_MS, signal)) {
    const free = await freeBytes(folder);
    if (free === null || free < (isFull ? ROOM_AGAIN_BYTES : LEAST_FREE_BYTES) === isFull) continue;
    isFull = !isFull;
    say(isFull ? fullWords(folder, free) : ROOM_WORDS);
  }
}

/** A server that has met a full disk writes to that stream no more until it is started again (2.15.1). */
const ROOM_WORDS =
  'There is room on the disk again. Where nothing moves: Ctrl+C, and the same command again; what is spoken is kept.';

const fullWords = (folder: string, free: number): string =>
  `The disk of ${folder} is full, ${byteCount(free)} are free: nothing more can be kept. Make room there, stop this with Ctrl+C and give the same command again; what is spoken is kept.`;

async function freeBytesOf(folder: string): Promise<number | null> {
  const disk = await statfs(folder).catch(() => null);
  // Some file systems of networks tell no size at all.
  return disk === null || disk.blocks === 0 ? null : disk.bavail * disk.bsize;
}
