import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { type Sound, type TestBook, undisturbed, writeBooks } from './orders.js';
import { expectUnharmed, type Scene, troubleOf, withBook } from './scene.js';
import { LEASES } from './stormy-cluster.js';

const SIZE = { chapters: 3, paragraphs: 3 };
const TEST_MS = 400_000;
const SKEW_MS = 5 * 60_000;
/** The second one a host makes. */
const BULK_CONNECTION = 1;
/** Each message is sent so many times, which soon is more than all buffers take. */
const LISTENERS = 40;
const READS_AFTER_MS = 8_000;
/** Shorter than the product's, so that its words come soon. */
const PATIENCE_MS = 4_000;
const MB = 1024 ** 2;

describe.concurrent('a book on a cluster where', () => {
  let folder = '';
  let book: TestBook = { title: '', bytes: new Uint8Array() };
  let calm: Sound | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-faults-'));
    const books = await writeBooks(['The Long Night'], SIZE);
    [book = book] = books;
    [calm] = await undisturbed(books, folder);
  }, TEST_MS);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const unharmed = (scene: Scene): Promise<void> => expectUnharmed(scene, calm);

  for (const stream of ['OBJ_e2a_audio', 'E2A_WORK', 'E2A_MAIL', 'KV_e2a_chapters'])
    it(`${stream} has reached its max_bytes`, { timeout: TEST_MS }, async () => {
      await withBook(book, {}, async (scene) => {
        await scene.reached(10);
        const { config } = await scene.jsm.streams.info(stream);
        // Work that is done makes room again: the limit follows what is there until somebody found none.
        await eventually('the words', 30_000, async () => {
          const { state } = await scene.jsm.streams.info(stream);
          await scene.jsm.streams.update(stream, { max_bytes: Math.max(state.bytes, 1) });
          return troubleOf(scene.cluster).some((words) => words.includes('store is full'));
        });
        await wait(2_000);
        await scene.jsm.streams.update(stream, { max_bytes: config.max_bytes });
        await unharmed(scene);
      });
    });

  it.skipIf(!canMount())('the disk of the server is full', { timeout: TEST_MS }, async () => {
    const disk = mountDisk(48);
    try {
      await withBook(
        book,
        { server: { storeFolder: join(disk.path, 'js') }, patienceMs: PATIENCE_MS },
        async (scene) => {
          await scene.reached(10);
          disk.fill(0.2 * MB);
          await eventually('the words', 60_000, () =>
            troubleOf(scene.cluster).some((words) => words.includes('did not answer')),
          );
          disk.free();
          await scene.cluster.server.kill('SIGTERM');
          await scene.cluster.server.start();
          await unharmed(scene);
        },
      );
    } finally {
      disk.remove();
    }
  });

  for (const [ours, theirs] of [
    [SKEW_MS, -SKEW_MS],
    [-SKEW_MS, SKEW_MS],
  ] as const)
    it(`book hosts are ${ours / 60_000} min off and synth hosts ${theirs / 60_000} min`, {
      timeout: TEST_MS,
    }, async () => {
      const shift = (name: string): number => (name.startsWith('book') ? ours : theirs);
      await withBook(book, { books: 2, synths: 2, slotsEach: 1, clockShiftMs: shift }, async (scene) => {
        await eventually('the fleet is counted', 30_000, async () => (await slotsKnownTo(scene)) === 2);
        await unharmed(scene);
      });
    });

  it('somebody listens to everything and reads nothing', { timeout: TEST_MS }, async () => {
    const limits = 'max_pending: 8MB\nwrite_deadline: "2s"';
    await withBook(book, { server: { config: limits } }, async (scene) => {
      const cutOff = listenWithoutReading(scene.cluster.server.port);
      await unharmed(scene);
      await cutOff;
      expect(await readFile(join(scene.cluster.server.folder, 'server.log'), 'utf8')).toMatch(/slow consumer/i);
    });
  });

  it("a host's audio is stuck for longer than a lease", { timeout: TEST_MS }, async () => {
    await withBook(book, {}, async (scene) => {
      await scene.reached(10);
      const synth = scene.cluster.members.find(({ role }) => role === 'synth');
      synth?.cable.freeze(BULK_CONNECTION);
      await wait(2 * LEASES.workMs);
      synth?.cable.thaw();
      await unharmed(scene);
      const begun = scene.cluster.lines().flatMap(({ type, id }) => (type === 'work-started' ? [String(id)] : []));
      expect(begun.filter((id, index) => begun.indexOf(id) !== index)).toEqual([]);
    });
  });
});

/** Slots that the Book has heard of. */
async function slotsKnownTo({ jsm, job }: Scene): Promise<unknown> {
  const stored = await jsm.streams.getMessage('KV_e2a_jobs', { last_by_subj: `$KV.e2a_jobs.${job}` });
  return stored?.json<{ checkpoint: { state: { slots: unknown } } }>().checkpoint.state.slots;
}

/** Resolves when the server has cut us off. */
function listenWithoutReading(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.write('CONNECT {"verbose":false,"pedantic":false}\r\n');
  for (let sid = 1; sid <= LISTENERS; sid++) socket.write(`SUB > ${sid}\r\n`);
  socket.pause();
  return new Promise((resolve) => {
    socket.once('close', () => resolve());
    socket.on('error', () => undefined);
    // What lies in the buffers must be read before the end is seen.
    setTimeout(() => socket.resume(), READS_AFTER_MS);
  });
}

interface Disk {
  readonly path: string;
  /** Leaves so many bytes. */
  fill(leave: number): void;
  free(): void;
  remove(): void;
}

const run = (program: string, ...args: readonly string[]): void =>
  void execFileSync(program, args, { stdio: 'ignore' });

function mountDisk(megabytes: number): Disk {
  const path = mkdtempSync(join(tmpdir(), 'e2a-disk-'));
  run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path);
  const ballast = join(path, 'ballast');
  return {
    path,
    fill: (leave) => {
      const { bavail, bsize } = statfsSync(path);
      writeFileSync(ballast, Buffer.alloc(Math.max(0, Math.floor(bavail * bsize - leave))));
    },
    free: () => rmSync(ballast, { force: true }),
    remove: () => {
      run('umount', '-l', path);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

function canMount(): boolean {
  try {
    mountDisk(1).remove();
    return true;
  } catch {
    process.stderr.write('SKIPPED: a full disk was not tried, mounting a small one is not allowed here (root is).\n');
    return false;
  }
}
