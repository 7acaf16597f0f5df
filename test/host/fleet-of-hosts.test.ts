import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createClient, type JobStatus } from '../../src/client/index.js';
import { connectCluster } from '../../src/cluster/jetstream/index.js';
import { createMemoryCluster } from '../../src/cluster/memory/index.js';
import type { Cluster, LifecycleEvent, NodeRecord } from '../../src/cluster/ports/index.js';
import type { Priority } from '../../src/core/index.js';
import { type Host, type HostRole, startHost, systemClock } from '../../src/host/index.js';
import { eventually } from '../support/eventually.js';
import { startNats } from '../support/nats.js';
import { writeNovel } from '../support/novel.js';
import { waitingEngine, waitingProfile } from './waiting-engine.js';

const TEST_MS = 120_000;
/** About 12,500 characters. */
const LONG = { title: 'A Long Night', chapters: 40, paragraphs: 1 };
/** As much text in fewer chapters: each is a file to join and to encode. */
const BRIEF = { title: 'A Brief Night', chapters: 3, paragraphs: 8 };
/** Of which one chapter is ordered, with a text of its own. */
const PREVIEW = { title: 'A Preview', chapters: 41, paragraphs: 1 };
const PREVIEWED = '41';
const MS_PER_CHARACTER = 6;

interface Member {
  readonly host: Host;
  readonly seen: (LifecycleEvent & { readonly t: number })[];
}

type Made = { readonly cluster: Cluster; stop(): Promise<void> };

const MAKERS: readonly (readonly [string, () => Promise<Made>])[] = [
  ['in memory', async () => ({ cluster: createMemoryCluster({ clock: systemClock }), stop: async () => {} })],
  [
    'on a real server',
    async () => {
      const server = await startNats();
      const cluster = await connectCluster({ servers: server.url, name: 'e2a/test/hosts', embedded: true });
      const stop = async (): Promise<void> => {
        await cluster.close();
        await server.stop();
      };
      return { cluster, stop };
    },
  ],
];

describe.each(MAKERS)('hosts of a cluster %s', (_name, make) => {
  let made: Made;
  let workFolder = '';
  let members: Member[] = [];
  /** One for each test, so that no test finds the clips of another. */
  let profile = waitingProfile('');
  beforeAll(async () => {
    workFolder = await mkdtemp(join(tmpdir(), 'e2a-hosts-'));
    made = await make();
  });
  beforeEach(({ task }) => {
    profile = waitingProfile(createHash('sha256').update(task.name).digest('hex').slice(0, 12));
  });
  afterEach(async () => {
    await Promise.all(members.map(({ host }) => host.stop(0)));
    members = [];
  });
  afterAll(async () => {
    await made.stop();
    await rm(workFolder, { recursive: true, force: true });
  });

  const start = async (
    node: string,
    roles: readonly HostRole[],
    msPerCharacter = MS_PER_CHARACTER,
  ): Promise<Member> => {
    const seen: Member['seen'] = [];
    const host = await startHost({
      cluster: made.cluster,
      roles,
      slots: 1,
      engine: 'waiting',
      voice: 'hum',
      voicesFolder: workFolder,
      workFolder,
      node,
      clock: systemClock,
      telemetry: { emit: (event) => void seen.push({ ...event, t: Date.now() }) },
      openEngine: async () => waitingEngine(profile, () => msPerCharacter),
    });
    members.push({ host, seen });
    return { host, seen };
  };
  const client = () => createClient(made.cluster, systemClock);
  const submit = async (
    novel: typeof LONG,
    priority: Priority = 'p1',
    chapters: string | null = null,
  ): Promise<string> => {
    const { id, engine, voice, licence } = profile;
    const bytes = await writeNovel(novel);
    const settings = { profile: id, engine, voice, licence, chapters };
    return (await client().submit({ bytes, fileName: 'n.epub', title: novel.title, settings, priority, force: true }))
      .job;
  };
  const status = async (job: string): Promise<JobStatus | null> => client().status(job);
  const reached = (job: string, state: string): Promise<JobStatus> =>
    eventually(`${job} ${state}`, TEST_MS, async () => {
      const now = await status(job);
      return now?.state === state ? now : null;
    });
  const begun = (job: string, percent: number): Promise<boolean> =>
    eventually(`${percent} % of ${job}`, TEST_MS, async () => ((await status(job))?.percent ?? 0) >= percent);
  const record = async (node: string): Promise<NodeRecord | undefined> =>
    (await made.cluster.nodes.list()).find((one) => one.node === node);
  const speaking = (member: Member): string[] =>
    member.seen.flatMap((event) => (event.type === 'work-started' && event.task === 'speak' ? [event.id] : []));

  it('let a preview of one chapter overtake a book of forty', { timeout: TEST_MS }, async () => {
    await start('books', ['book']);
    const voices = [await start('v1', ['synth']), await start('v2', ['synth'])];
    const long = await submit({ ...LONG, title: 'Overtaken' });
    await begun(long, 5);
    const asked = Date.now();
    const preview = await submit({ ...PREVIEW, title: 'Overtaking' }, 'p0', PREVIEWED);
    await reached(preview, 'completed');
    const seconds = (Date.now() - asked) / 1000;
    const rest = await status(long);
    process.stdout.write(`${_name}: the preview took ${seconds} s; the long book stood at ${rest?.percent} %\n`);
    expect(rest?.state).toBe('converting');
    // Between its first segment and its last each slot begins at most what it held in advance, and one that it took
    // before the preview's next segment had been asked for.
    const order = voices
      .flatMap(({ seen }) => seen)
      .filter((event) => event.type === 'work-started')
      .toSorted((a, b) => a.t - b.t);
    const ids = order.map((event) => (event.type === 'work-started' ? event.id : ''));
    const first = ids.findIndex((id) => id.startsWith(preview));
    const between = ids.slice(first, ids.findLastIndex((id) => id.startsWith(preview)) + 1);
    expect(between.filter((id) => !id.startsWith(preview)).length).toBeLessThanOrEqual(2 * voices.length);
  });

  it('say how fast they speak, take nothing new when cordoned, and leave when drained', {
    timeout: TEST_MS,
  }, async () => {
    const books = await start('books', ['book']);
    const one = await start('one', ['synth'], 8);
    const two = await start('two', ['synth'], 4);
    const job = await submit({ ...BRIEF, title: 'Handed on' });
    await begun(job, 3);
    const speedOf = (node: string): Promise<number> =>
      eventually(`the speed of ${node}`, 15_000, async () => (await record(node))?.charactersPerSecond);
    const [slow, fast] = [await speedOf('one'), await speedOf('two')];
    expect(slow).toBeGreaterThan(50);
    expect(slow).toBeLessThanOrEqual(1000 / 8);
    expect(fast).toBeGreaterThan(slow);
    expect(fast).toBeLessThanOrEqual(1000 / 4);
    await made.cluster.control.setNodeOrder('two', 'cordon');
    await eventually(
      'cordoned',
      5_000,
      async () => (await record('two'))?.state === 'cordoned' && (await record('two'))?.busy === 0,
    );
    const sofar = speaking(two).length;
    await made.cluster.control.setNodeOrder('two', 'work');
    await eventually('at work again', 5_000, () => speaking(two).length > sofar);
    await made.cluster.control.setNodeOrder('one', 'drain');
    expect(await one.host.done).toEqual({ type: 'stopped' });
    expect(await record('one')).toBeUndefined();
    const late = speaking(one);
    expect(one.seen.filter((event) => event.type === 'work-finished').length).toBe(late.length);
    expect((await reached(job, 'completed')).missing).toEqual([]);
    await made.cluster.control.setNodeOrder('one', 'work');
    await books.host.stop(0);
  });

  it('stop speaking a cancelled book within 2 s', { timeout: TEST_MS }, async () => {
    await start('books', ['book']);
    const voice = await start('voice', ['synth'], 60);
    const job = await submit({ ...BRIEF, title: 'Cancelled' });
    await eventually('speech', TEST_MS, () => speaking(voice).some((id) => id.startsWith(job)));
    const at = Date.now();
    await made.cluster.control.set(job, 'cancel');
    await eventually('silence', 2_000, () => voice.seen.some(({ type, t }) => type === 'work-returned' && t >= at));
    expect(voice.seen.filter(({ type, t }) => type === 'work-started' && t > at)).toEqual([]);
  });
});
