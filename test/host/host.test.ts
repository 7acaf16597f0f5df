import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, type JobStatus } from '../../src/client/index.js';
import { createMemoryCluster } from '../../src/cluster/memory/index.js';
import type { Cluster, LifecycleEvent } from '../../src/cluster/ports/index.js';
import { type Host, type HostRole, startHost, systemClock } from '../../src/host/index.js';
import { PLAIN_READING, type Reading } from '../../src/planning/index.js';
import { describeProfile } from '../../src/speech/index.js';
import { writeNovel } from '../support/novel.js';

const TEST_MS = 120_000;

describe('a host on a cluster in memory', () => {
  let workFolder = '';
  let book: Uint8Array = new Uint8Array();
  beforeAll(async () => {
    workFolder = await mkdtemp(join(tmpdir(), 'e2a-host-'));
    book = await writeNovel({ title: 'A Short Night', chapters: 2, paragraphs: 3 });
  });
  afterAll(() => rm(workFolder, { recursive: true, force: true }));

  const start = (
    cluster: Cluster,
    roles: readonly HostRole[],
    node: string,
    seen: LifecycleEvent[] = [],
  ): Promise<Host> =>
    startHost({
      cluster,
      roles,
      slots: 1,
      engine: 'tone',
      voice: 'tone',
      voicesFolder: workFolder,
      workFolder,
      node,
      clock: systemClock,
      telemetry: { emit: (event) => void seen.push(event) },
    });

  const submit = async (cluster: Cluster, bytes = book, reading?: Reading): Promise<string> => {
    const profile = await describeProfile({ engine: 'tone', voice: 'tone', voicesFolder: workFolder });
    const { engine, voice, licence } = profile;
    const settings = { profile: profile.id, engine, voice, licence, chapters: null };
    const order = { bytes, fileName: 'novel.epub', title: 'A Short Night', settings, reading, force: false };
    return (await createClient(cluster, systemClock).submit(order)).job;
  };

  const finalStatus = async (cluster: Cluster, job: string): Promise<JobStatus> => {
    let last: JobStatus | null = null;
    const watching = createClient(cluster, systemClock).watch(job, {
      signal: AbortSignal.timeout(TEST_MS),
      afterTurn: null,
    });
    for await (const { status } of watching) last = status;
    if (last === null) throw new Error('no status was seen');
    return last;
  };

  it('takes a book from the order to the file, with all roles', { timeout: TEST_MS }, async () => {
    const cluster = createMemoryCluster({ clock: systemClock });
    const seen: LifecycleEvent[] = [];
    const host = await start(cluster, ['book', 'synth'], 'all', seen);
    const status = await finalStatus(cluster, await submit(cluster));
    expect(status).toMatchObject({ state: 'completed', percent: 100, missing: [], failure: null });
    expect(status.chapters.map((chapter) => chapter.n)).toEqual([1, 2]);
    const [file] = status.files;
    const hash = createHash('sha256');
    for await (const part of (await cluster.audio.get(file?.object ?? '')) ?? []) hash.update(part);
    expect(hash.digest('hex')).toBe(file?.digest);
    const finished = seen.flatMap((event) => (event.type === 'work-finished' ? [event.task] : []));
    for (const task of ['read', 'speak', 'join', 'encode', 'assemble']) expect(finished).toContain(task);
    await host.stop(1_000);
    expect(await host.done).toEqual({ type: 'stopped' });
    expect(await cluster.nodes.list()).toEqual([]);
    expect(await readdir(workFolder)).toEqual([]);
  });

  it('reads a book as it was ordered, and tells what is not spoken', { timeout: TEST_MS }, async () => {
    const cluster = createMemoryCluster({ clock: systemClock });
    const host = await start(cluster, ['book', 'synth'], 'all');
    const passages = [{ kind: 'paragraph' as const, text: 'Nothing else was said that night.' }];
    const job = await submit(cluster, book, {
      ...PLAIN_READING,
      edits: [
        { n: 1, ownTitle: 'Part 1 of the tale', read: false, title: null, passages: null },
        { n: 2, ownTitle: 'Part 2 of the tale', read: true, title: 'Dusk', passages },
      ],
    });
    const status = await finalStatus(cluster, job);
    expect(status.state).toBe('completed');
    expect(status.chapters.map(({ n, title }) => [n, title])).toEqual([[2, 'Dusk']]);
    expect(status.characters).toBeLessThan(60);
    const report = await createClient(cluster, systemClock).report(job);
    expect(report?.leftOut).toContainEqual(
      expect.objectContaining({ what: 'Part 1 of the tale', why: 'not-selected' }),
    );
    await host.stop(1_000);
  });

  it('works in roles of its own, and a book that cannot be read fails with its own words', {
    timeout: TEST_MS,
  }, async () => {
    const cluster = createMemoryCluster({ clock: systemClock });
    const hosts = [await start(cluster, ['book'], 'books'), await start(cluster, ['synth'], 'voices')];
    expect(hosts.map((host) => host.profile?.engine ?? null)).toEqual([null, 'tone']);
    const job = await submit(cluster, Buffer.from('PK\u0003\u0004 cut off'));
    const status = await finalStatus(cluster, job);
    expect(status).toMatchObject({ state: 'failed', failure: { code: expect.stringMatching(/^E2A-10/) } });
    await Promise.all(hosts.map((host) => host.stop(1_000)));
  });

  it('clears what killed processes have left, not what living ones use', { timeout: TEST_MS }, async () => {
    const cluster = createMemoryCluster({ clock: systemClock });
    const mine = `work-${process.pid}-kept`;
    await mkdir(join(workFolder, mine));
    await mkdir(join(workFolder, 'work-999999999-left'));
    const host = await start(cluster, ['book'], 'tidy');
    expect(await readdir(workFolder)).toEqual([mine]);
    await host.stop(0);
    await rm(join(workFolder, mine), { recursive: true });
  });
});
