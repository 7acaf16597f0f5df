import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CLOCK_HZ } from '../../../src/audio/index.js';
import { writeChapter } from '../../../src/audio/ffmpeg/write-chapter.js';
import { CODES, OutageError, TerminalError } from '../../../src/core/index.js';
import { waitingForRoom } from '../../../src/host/performers/full-disk.js';

/** Noise, which no FLAC makes small: ffmpeg begins to write before its end. */
const LEVEL = 8_000;
const SECONDS = 20;

const failureOf = (work: Promise<unknown>): Promise<unknown> => work.then(() => null).catch((error: unknown) => error);

it('work that a full disk stopped waits for room: as the system says it, and as ffmpeg does', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'e2a-full-disk-'));
  await symlink('/dev/full', join(folder, 'chapter.flac.part'));
  const sound = (async function* () {
    yield Int16Array.from({ length: SECONDS * CLOCK_HZ }, (_, n) => LEVEL * Math.sin(n * n));
  })();
  const byFfmpeg = await failureOf(writeChapter(sound, join(folder, 'chapter.flac'), { name: 'chapter 1' }));
  const bySystem = await failureOf(writeFile('/dev/full', 'a clip'));
  await rm(folder, { recursive: true });
  expect(byFfmpeg, 'ffmpeg gives it up').toBeInstanceOf(TerminalError);
  for (const error of [byFfmpeg, bySystem]) {
    const made = waitingForRoom(error);
    expect(made).toBeInstanceOf(OutageError);
    expect(made).toMatchObject({ message: expect.stringContaining('The disk of this machine is full'), cause: error });
  }
});

it('anything else stays what it is', async () => {
  const missing = await failureOf(mkdir('/nowhere/at/all'));
  const damaged = new TerminalError({ code: CODES.programFailed, what: 'Writing chapter 1 failed.', why: 'bad frame' });
  for (const error of [missing, damaged, 'a word']) expect(waitingForRoom(error)).toBe(error);
});
