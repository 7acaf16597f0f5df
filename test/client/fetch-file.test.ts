import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, createClient } from '../../src/client/index.js';
import { safeFileName } from '../../src/core/index.js';
import { createMemoryCluster, type MemoryCluster } from '../../src/cluster/memory/index.js';
import { UserError } from '../../src/core/index.js';
import { createManualClock } from '../cluster/runtime/manual-clock.js';
import { cancelledBook, convertingBook, finishedBook, orderOf, store } from './book-in-cluster.js';
import { deadProcess, stagedBy } from './staged-by.js';

const JOB = 'a-tale-7f3a';
const ORDER = orderOf('7f3a');
const FILE = new TextEncoder().encode('sound '.repeat(1000));

describe('the finished file', () => {
  let cluster: MemoryCluster;
  let client: Client;
  let folder = '';

  beforeEach(async () => {
    const clock = createManualClock();
    cluster = createMemoryCluster({ clock });
    client = createClient(cluster, clock);
    folder = await mkdtemp(join(tmpdir(), 'e2a-fetch-'));
    await store(cluster, { kind: 'book', job: JOB }, finishedBook(JOB, ORDER, FILE));
    await cluster.audio.put(`${JOB}/A Tale.m4b`, FILE, 'A Tale');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const get = (force = false, pathFor = (name: string): string => join(folder, name)) =>
    client.fetch({ job: JOB, pathFor, force });
  const refusal = (fetching: Promise<unknown>): Promise<UserError> =>
    fetching.then(
      () => {
        throw new Error('it was fetched');
      },
      (error: unknown) => {
        if (error instanceof UserError) return error;
        throw error;
      },
    );

  describe('fetch', () => {
    it('writes the file under its name, whole, and nothing else', async () => {
      expect(await get()).toEqual({ path: join(folder, 'A Tale.m4b'), bytes: FILE.length, already: false });
      expect(await readFile(join(folder, 'A Tale.m4b'))).toEqual(Buffer.from(FILE));
      expect(await readdir(folder)).toEqual(['A Tale.m4b']);
    });

    it('takes the same file for already there, and does not touch it', async () => {
      await get();
      await cluster.audio.remove(`${JOB}/A Tale.m4b`);
      expect((await get()).already).toBe(true);
    });

    it('is whole for each of two who ask at the same moment', async () => {
      const both = await Promise.all([get(true), get(true)]);
      expect(both.map(({ path }) => path)).toEqual([join(folder, 'A Tale.m4b'), join(folder, 'A Tale.m4b')]);
      expect(await readFile(join(folder, 'A Tale.m4b'))).toEqual(Buffer.from(FILE));
      expect(await readdir(folder)).toEqual(['A Tale.m4b']);
    });

    it('takes away what a killed process left, and nothing of one that is at work', async () => {
      const path = join(folder, 'A Tale.m4b');
      const [dead, living] = [stagedBy(path, await deadProcess()), stagedBy(path, process.pid)];
      for (const left of [dead, living]) await writeFile(left, 'half');
      await get();
      expect((await readdir(folder)).sort()).toEqual([basename(living), 'A Tale.m4b'].sort());
    });

    it('does not take the place of a folder', async () => {
      await mkdir(join(folder, 'A Tale.m4b'));
      expect((await refusal(get())).failure.code).toBe('E2A-5002');
      expect((await refusal(get(true))).failure.code).toBe('E2A-5007');
    });

    it('goes to a name as long as a file system takes', async () => {
      const name = `${'n'.repeat(251)}.m4b`;
      expect((await get(false, () => join(folder, name))).already).toBe(false);
      expect((await refusal(get(false, () => join(folder, `${name}x`)))).failure.code).toBe('E2A-5007');
    });

    it('another file in its place is kept, unless forced', async () => {
      await writeFile(join(folder, 'A Tale.m4b'), 'mine');
      const error = await refusal(get());
      expect([error.exitCode, error.failure.code]).toEqual([2, 'E2A-5002']);
      expect(await readFile(join(folder, 'A Tale.m4b'), 'utf8')).toBe('mine');
      expect((await get(true)).already).toBe(false);
      expect(await readFile(join(folder, 'A Tale.m4b'))).toEqual(Buffer.from(FILE));
    });

    it('what arrives changed is not kept', async () => {
      await cluster.audio.put(`${JOB}/A Tale.m4b`, FILE.slice(1), 'A Tale');
      await expect(get()).rejects.toThrowError(/arrived with the digest/);
      expect(await readdir(folder)).toEqual([]);
    });

    it('a transfer that breaks leaves nothing behind', async () => {
      cluster.audio.get = async () =>
        (async function* () {
          yield FILE.slice(0, 10);
          throw new Error('cable pulled');
        })();
      await expect(get()).rejects.toThrowError('cable pulled');
      expect(await readdir(folder)).toEqual([]);
    });

    it.each([
      { state: convertingBook, exit: 5, code: 'E2A-5004' },
      { state: cancelledBook, exit: 1, code: 'E2A-5005' },
    ])('a job without a file is told with exit $exit', async ({ state, exit, code }) => {
      await store(cluster, { kind: 'book', job: JOB }, state(JOB, ORDER));
      const error = await refusal(get());
      expect([error.exitCode, error.failure.code]).toEqual([exit, code]);
    });

    it('a place that cannot be written is told', async () => {
      const error = await refusal(get(false, () => join(folder, 'nowhere', 'a.m4b')));
      expect(error.failure.code).toBe('E2A-5007');
    });
  });

  describe('a title as a file name', () => {
    it.each([
      ['Moby Dick', 'Moby Dick'],
      ["Alice's Adventures: A Tale", "Alice's Adventures - A Tale"],
      ['Either/Or', 'Either-Or'],
      ['a\\b|c?d*e<f>g"h', 'a-b-c-d-e-f-g-h'],
      ['  ..hidden.. ', 'hidden'],
      ['line\nbreak\tand\u0007bell', 'line break and bell'],
      ['草枕', '草枕'],
      ['CON', 'CON-'],
      ['', 'audiobook'],
      ['...', 'audiobook'],
    ])('%j → %j', (title, name) => {
      expect(safeFileName(title)).toBe(name);
    });

    it('fits into a file system, cut between characters', () => {
      const name = safeFileName('長い題名'.repeat(60));
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
      expect(Buffer.byteLength(name)).toBeGreaterThan(190);
      expect(name).not.toContain('\ufffd');
    });
  });
});
