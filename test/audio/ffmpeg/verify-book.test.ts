import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyBook } from '../../../src/audio/ffmpeg/verify-book.js';
import { bookTimeline, GRID_SAMPLES, type Timeline } from '../../../src/audio/index.js';
import { TerminalError } from '../../../src/core/index.js';
import { runProgram } from '../../../src/programs/index.js';
import { makeBook } from '../support/books.js';
import { chirp } from '../support/sounds.js';

const made = { folder: '', path: '', lengths: [0] };

beforeAll(async () => {
  made.folder = await mkdtemp(join(tmpdir(), 'e2a-audio-'));
  const sounds = [20_000, 30_000].map((samples, i) => ({ title: `${i}`, sound: chirp(samples, i) }));
  const book = await makeBook(made.folder, sounds);
  made.path = book.path;
  made.lengths = book.written.map(({ samples }) => samples);
});
afterAll(() => rm(made.folder, { recursive: true }));

const whyNot = async (path: string, timeline: Timeline): Promise<string | undefined> => {
  const error: unknown = await verifyBook(path, timeline).then(
    () => null,
    (e: unknown) => e,
  );
  if (error === null) return undefined;
  if (!(error instanceof TerminalError)) throw error;
  return error.failure.why;
};

/** The book once more, changed by ffmpeg. */
const changed = async (name: string, ...args: string[]): Promise<string> => {
  const path = join(made.folder, name);
  const from = ['-v', 'error', '-y', '-i', made.path, '-map', '0:a'];
  await runProgram({ program: 'ffmpeg', args: [...from, ...args, path], deadlineMs: 20_000 });
  return path;
};

describe('verifyBook', () => {
  it('is content with a good book', async () => {
    expect(await whyNot(made.path, bookTimeline(made.lengths))).toBeUndefined();
  });

  it('notices a wrong length, a wrong mark and a wrong number of chapters', async () => {
    const [first = 0, second = 0] = made.lengths;
    const longer = await whyNot(made.path, bookTimeline([first, second + GRID_SAMPLES]));
    expect(longer).toMatch(/long instead of/);
    const moved = await whyNot(made.path, bookTimeline([first + GRID_SAMPLES, second - GRID_SAMPLES]));
    expect(moved).toMatch(/chapter 1 /);
    const fewer = await whyNot(made.path, bookTimeline([first + second]));
    expect(fewer).toMatch(/2 chapters instead of 1/);
  });

  it('notices a book that is not what players expect', async () => {
    const timeline = bookTimeline(made.lengths);
    expect(await whyNot(await changed('brand.m4a', '-c', 'copy', '-f', 'ipod'), timeline)).toMatch(/brand is M4A/);
    const stereo = await changed('stereo.m4a', '-ac', '2', '-brand', 'M4B ', '-f', 'ipod');
    expect(await whyNot(stereo, timeline)).toMatch(/2 channels/);
    const twice = await changed('twice.m4a', '-map', '0:a', '-c', 'copy', '-brand', 'M4B ', '-f', 'ipod');
    expect(await whyNot(twice, timeline)).toMatch(/2 audio streams/);
    expect(await whyNot(await changed('other.flac', '-map_metadata', '-1'), timeline)).toMatch(/does not understand/);
  });
});
