import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { watchDisk } from '../../../src/cli/convert/watch-disk.js';
import { createManualClock } from '../../cluster/runtime/manual-clock.js';

const MEGABYTE = 1024 ** 2;
const SECOND_MS = 1_000;

describe('a disk that fills while a book is made', () => {
  const said: string[] = [];
  let free: number | null = null;
  let clock: ReturnType<typeof createManualClock>;
  let over: AbortController;
  let watching: Promise<void>;
  beforeEach(() => {
    said.length = 0;
    free = 500 * MEGABYTE;
    clock = createManualClock();
    over = new AbortController();
    const say = (sentence: string): void => void said.push(sentence);
    watching = watchDisk({ folder: '/books', clock, say, freeBytes: async () => free }, over.signal);
  });
  afterEach(async () => {
    over.abort();
    await watching;
  });
  const later = async (bytes: number | null): Promise<void> => {
    free = bytes;
    await clock.advance(10 * SECOND_MS);
  };

  it('is told once, with what is free, and once more when there is room again', async () => {
    await later(30 * MEGABYTE);
    expect(said).toEqual([]);
    await later(3 * MEGABYTE);
    await later(0);
    expect(said).toEqual([
      'The disk of /books is full, 3.0 MB are free: nothing more can be kept. Make room there, stop this with Ctrl+C and give the same command again; what is spoken is kept.',
    ]);
    await later(20 * MEGABYTE);
    expect(said, 'hardly any room').toHaveLength(1);
    await later(40 * MEGABYTE);
    await later(41 * MEGABYTE);
    expect(said.slice(1)).toEqual([
      'There is room on the disk again. Where nothing moves: Ctrl+C, and the same command again; what is spoken is kept.',
    ]);
    await later(0);
    expect(said).toHaveLength(3);
  });

  it('is not guessed where it cannot be looked at', async () => {
    await later(null);
    await later(null);
    expect(said).toEqual([]);
  });

  it('is looked at no more when the command ends', async () => {
    over.abort();
    await watching;
    await later(0);
    expect(said).toEqual([]);
  });
});
