import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BookState } from '../../src/actors/index.js';
import { type Client, createClient } from '../../src/client/index.js';
import { createMemoryCluster, type MemoryCluster } from '../../src/cluster/memory/index.js';
import { UserError } from '../../src/core/index.js';
import { createManualClock } from '../cluster/runtime/manual-clock.js';
import { convertingBook, finishedBook, orderOf, sha256, store } from './book-in-cluster.js';
import { deadProcess, stagedBy } from './staged-by.js';

const JOB = 'a-tale-7f3a';
const ORDER = orderOf('7f3a');
const CONTENTS = { 'A Tale.mp3': 'sound '.repeat(1000), 'A Tale.srt': 'captions', 'metadata.json': '{}' };
const NAMES = Object.keys(CONTENTS);

const refusal = (fetching: Promise<unknown>): Promise<[number, string]> =>
  fetching.then(
    () => expect.unreachable('it was fetched'),
    (error: unknown) => {
      if (error instanceof UserError) return [error.exitCode, error.failure.code];
      throw error;
    },
  );

describe('all files of a job', () => {
  let cluster: MemoryCluster;
  let client: Client;
  let shelf = '';
  /** What somebody who looks at the shelf saw each time a file was asked for, names with a dot in front overlooked. */
  const seen: string[][] = [];

  beforeEach(async () => {
    seen.length = 0;
    const clock = createManualClock();
    cluster = createMemoryCluster({ clock });
    const { audio } = cluster;
    const get = audio.get.bind(audio);
    audio.get = async (name) => {
      const names = await readdir(shelf, { recursive: true });
      seen.push(names.filter((path) => !/(^|\/)\./.test(path)).sort());
      return get(name);
    };
    client = createClient(cluster, clock);
    shelf = await mkdtemp(join(tmpdir(), 'e2a-shelf-'));
    const files = Object.entries(CONTENTS).map(([name, content]) => {
      const bytes = Buffer.from(content);
      return { name, object: `${JOB}/${name}`, bytes: bytes.length, digest: sha256(bytes) };
    });
    await store(cluster, { kind: 'book', job: JOB }, { ...finishedBook(JOB, ORDER), files } as BookState);
    for (const [name, content] of Object.entries(CONTENTS))
      await cluster.audio.put(`${JOB}/${name}`, Buffer.from(content), name);
  });
  afterEach(() => rm(shelf, { recursive: true }));

  const place = (): string => join(shelf, 'Ada', 'A Tale');
  const get = (force = false) => client.fetchFolder({ job: JOB, folderFor: place, force });

  it('stand in their place all at once: a watcher sees none before it sees all', async () => {
    const got = await get();
    expect(got).toMatchObject({ folder: place(), already: false, bytes: 6010 });
    expect(got.paths).toEqual(NAMES.map((name) => join(place(), name)));
    expect(seen).toEqual([['Ada'], ['Ada'], ['Ada']]);
    expect((await readdir(place())).sort()).toEqual(NAMES.toSorted());
    expect(await readdir(join(shelf, 'Ada'))).toEqual(['A Tale']);
  });

  it('are there already when they are the same', async () => {
    await get();
    seen.length = 0;
    expect((await get()).already).toBe(true);
    expect(seen).toEqual([]);
  });

  it('come after a run that was killed, whatever it left', async () => {
    const left = stagedBy(place(), await deadProcess());
    await mkdir(left, { recursive: true });
    await writeFile(join(left, 'stale'), 'half');
    await get();
    expect((await readdir(place())).sort()).toEqual(NAMES.toSorted());
    expect(await readdir(join(shelf, 'Ada'))).toEqual(['A Tale']);
  });

  it('come once when two ask at the same moment, and neither takes the other\u2019s apart', async () => {
    const both = await Promise.all([get(), get()]);
    expect(both.map(({ already }) => already).sort()).toEqual([false, true]);
    for (const [name, content] of Object.entries(CONTENTS))
      expect(await readFile(join(place(), name), 'utf8')).toBe(content);
    expect(await readdir(join(shelf, 'Ada'))).toEqual(['A Tale']);
  });

  it('do not take the place of a folder that has a file\u2019s name', async () => {
    await mkdir(join(place(), 'A Tale.mp3'), { recursive: true });
    expect(await refusal(get())).toEqual([2, 'E2A-5002']);
  });

  it('that are missing in a folder that is there come one by one, sound last; what else is in it stays', async () => {
    await mkdir(place(), { recursive: true });
    await writeFile(join(place(), 'notes.txt'), 'mine');
    expect((await get()).already).toBe(false);
    expect(seen.map((names) => names.includes('Ada/A Tale/A Tale.mp3'))).toEqual([false, false, false]);
    expect(seen.at(-1)).toContain('Ada/A Tale/metadata.json');
    expect((await readdir(place())).sort()).toEqual([...NAMES, 'notes.txt'].sort());
  });

  it('do not write over another file of the same name, unless forced', async () => {
    await mkdir(place(), { recursive: true });
    await writeFile(join(place(), 'metadata.json'), 'mine');
    expect(await refusal(get())).toEqual([2, 'E2A-5002']);
    expect(await readdir(place())).toEqual(['metadata.json']);
    await get(true);
    expect(await readFile(join(place(), 'metadata.json'), 'utf8')).toBe('{}');
  });

  it('leave nothing behind when one of them is gone', async () => {
    await cluster.audio.remove(`${JOB}/metadata.json`);
    expect(await refusal(get())).toEqual([5, 'E2A-5004']);
    expect(await readdir(join(shelf, 'Ada'))).toEqual([]);
  });

  it('do not take the place of a file', async () => {
    await writeFile(join(shelf, 'Ada'), 'a file');
    expect(await refusal(get())).toEqual([1, 'E2A-5007']);
  });

  it('are not there before the book is done', async () => {
    await store(cluster, { kind: 'book', job: JOB }, convertingBook(JOB, ORDER), { turn: 2 });
    expect(await refusal(get())).toEqual([5, 'E2A-5004']);
  });
});

describe('a chapter of a book that is still spoken', () => {
  let cluster: MemoryCluster;
  let client: Client;
  let folder = '';
  const SOUND = Buffer.from('fLaC of a chapter');

  beforeEach(async () => {
    const clock = createManualClock();
    cluster = createMemoryCluster({ clock });
    client = createClient(cluster, clock);
    folder = await mkdtemp(join(tmpdir(), 'e2a-chapter-'));
    const book = convertingBook(JOB, ORDER);
    const [open] = 'chapters' in book ? book.chapters : [];
    const joined = {
      ...open,
      id: 'ch-003',
      n: 3,
      title: 'Dusk: a tale',
      progress: 'joined',
      audio: `${JOB}/ch-003-1a.flac`,
      samples: 48_000,
      loudness: { integratedLufs: -23.5, truePeakDbtp: -9 },
    };
    await store(cluster, { kind: 'book', job: JOB }, { ...book, chapters: [open, joined] } as BookState);
    await cluster.audio.put(`${JOB}/ch-003-1a.flac`, SOUND, 'Dusk');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const get = (chapter: number, force = false) =>
    client.fetchChapter({ job: JOB, chapter, pathFor: (name) => join(folder, name), force });

  it('is there as soon as it is joined, and its level is told to be provisional', async () => {
    const path = join(folder, '03 - Dusk - a tale.flac');
    expect(await get(3)).toEqual({ path, bytes: SOUND.length, already: false, gainDb: 3.5 });
    expect(await readFile(path)).toEqual(SOUND);
    expect((await get(3)).already).toBe(true);
  });

  it('is refused before that, and when there is none', async () => {
    expect(await refusal(get(1))).toEqual([5, 'E2A-5004']);
    expect(await refusal(get(2))).toEqual([5, 'E2A-5009']);
    await store(cluster, { kind: 'book', job: JOB }, { phase: 'new', job: JOB }, { turn: 2 });
    expect(await refusal(get(2))).toEqual([5, 'E2A-5009']);
  });

  it('does not write over another file, unless forced', async () => {
    await writeFile(join(folder, '03 - Dusk - a tale.flac'), 'mine');
    expect(await refusal(get(3))).toEqual([2, 'E2A-5002']);
    expect((await get(3, true)).already).toBe(false);
  });

  it('that somebody took away is told as gone', async () => {
    await cluster.audio.remove(`${JOB}/ch-003-1a.flac`);
    expect(await refusal(get(3))).toEqual([5, 'E2A-5004']);
  });
});
