import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BookCommand, createClient, type JobStatus } from '../../src/client/index.js';
import { connectCluster } from '../../src/cluster/jetstream/index.js';
import { createMemoryCluster } from '../../src/cluster/memory/index.js';
import type { Cluster, LifecycleEvent } from '../../src/cluster/ports/index.js';
import { CODES, TerminalError } from '../../src/core/index.js';
import { type Host, startHost, systemClock } from '../../src/host/index.js';
import type { SpeechEngine } from '../../src/speech/index.js';
import { eventually } from '../support/eventually.js';
import { startNats } from '../support/nats.js';
import { writeNovel } from '../support/novel.js';
import { waitingEngine, waitingProfile } from './waiting-engine.js';

const TEST_MS = 180_000;
const MS_PER_CHARACTER = 2;
const SLOTS = 2;
/** Two cores may be busy with other tests. */
const LIMIT_MS = 60_000;

const MAKERS: readonly (readonly [string, () => Promise<{ cluster: Cluster; stop(): Promise<void> }>])[] = [
  ['in memory', async () => ({ cluster: createMemoryCluster({ clock: systemClock }), stop: async () => {} })],
  [
    'on a real server',
    async () => {
      const server = await startNats();
      const cluster = await connectCluster({ servers: server.url, name: 'e2a/test/commands', embedded: true });
      const stop = async (): Promise<void> => {
        await cluster.close();
        await server.stop();
      };
      return { cluster, stop };
    },
  ],
];

describe.each(MAKERS)('a job %s', (where, make) => {
  let cluster: Cluster;
  let stopCluster = async (): Promise<void> => {};
  let workFolder = '';
  let host: Host;
  let seen: LifecycleEvent[] = [];
  /** What the engine cannot say. */
  let unspeakable: RegExp | null = null;
  /** What it says badly at first: the seeds it was given for it. */
  let slurred: RegExp | null = null;
  let seeds: number[] = [];
  let number = 0;

  beforeAll(async () => {
    workFolder = await mkdtemp(join(tmpdir(), 'e2a-commands-'));
    ({ cluster, stop: stopCluster } = await make());
  });
  beforeEach(async () => {
    seen = [];
    unspeakable = null;
    slurred = null;
    seeds = [];
    number++;
    host = await startHost({
      cluster,
      roles: ['book', 'synth'],
      slots: SLOTS,
      engine: 'waiting',
      voice: 'hum',
      voicesFolder: workFolder,
      workFolder,
      node: `node-${number}`,
      clock: systemClock,
      telemetry: { emit: (event) => void seen.push(event) },
      openEngine: async () => fussyEngine(),
    });
  });
  afterEach(() => host.stop(1_000));
  afterAll(async () => {
    await stopCluster();
    await rm(workFolder, { recursive: true, force: true });
  });

  const profile = () => waitingProfile(createHash('sha256').update(`${where}${number}`).digest('hex').slice(0, 12));

  function fussyEngine(): SpeechEngine {
    const engine = waitingEngine(profile(), () => MS_PER_CHARACTER);
    return {
      ...engine,
      speak: async (utterance, signal) => {
        const { text, seed } = utterance;
        if (unspeakable?.test(text)) throw new TerminalError({ code: CODES.speechRejected, what: 'It has no words.' });
        const speech = await engine.speak(utterance, signal);
        if (!slurred?.test(text)) return speech;
        seeds.push(seed);
        return seeds.length > 1 ? speech : { ...speech, pcm: new Float32Array(speech.pcm.length) };
      },
    };
  }

  const client = () => createClient(cluster, systemClock);
  const submit = async (title: string, chapters: number, paragraphs: number): Promise<string> =>
    order(title, await writeNovel({ title, chapters, paragraphs }));
  const order = async (title: string, bytes: Uint8Array): Promise<string> => {
    const { id, engine, voice, licence } = profile();
    const settings = { profile: id, engine, voice, licence, chapters: null };
    return (await client().submit({ bytes, fileName: 'night.epub', title, settings, force: false })).job;
  };
  const command = (job: string, what: BookCommand) =>
    client().command(job, what, { limitMs: LIMIT_MS, signal: AbortSignal.timeout(TEST_MS) });
  const until = (job: string, what: string, holds: (status: JobStatus) => boolean): Promise<JobStatus> =>
    eventually(`${job}: ${what}`, LIMIT_MS, async () => {
      const status = await client().current(job);
      return holds(status) ? status : null;
    });
  const spokenNow = (): number =>
    seen.filter((event) => event.type === 'work-finished' && event.task === 'speak').length;

  const begunFor = (job: string): number =>
    seen.filter((event) => event.type === 'work-started' && event.task === 'speak' && event.id.startsWith(`${job}/`))
      .length;

  it('is paused: nothing more is spoken; resumed: it becomes whole', { timeout: TEST_MS }, async () => {
    const job = await submit(`Night ${number}`, 2, 8);
    await until(job, 'it is spoken', () => spokenNow() >= 2);
    expect(await command(job, { type: 'PauseBook' })).toMatchObject({ outcome: 'done', status: { paused: true } });
    const begun = begunFor(job);
    const passing = await submit('A Passing Night', 1, 1);
    expect(await command(job, { type: 'MoveBook', priority: 'p0' })).toMatchObject({ outcome: 'done' });
    await until(passing, 'it is whole', ({ state }) => state === 'completed');
    // What was leased when the word came.
    expect(begunFor(job) - begun).toBeLessThanOrEqual(SLOTS);
    expect((await client().current(job)).state).toBe('converting');
    expect(await command(job, { type: 'ResumeBook' })).toMatchObject({ outcome: 'done', status: { paused: false } });
    expect(await until(job, 'it is whole', ({ state }) => state === 'completed')).toMatchObject({
      missing: [],
      priority: 'p0',
    });
  });

  it('is partial and says what is missing; retried, only that is spoken, and it is whole', {
    timeout: TEST_MS,
  }, async () => {
    unspeakable = /gull/i;
    const job = await submit(`Night ${number}`, 3, 2);
    const partial = await until(job, 'it is partial', ({ state }) => state === 'partial');
    expect(partial.missing.length).toBeGreaterThan(0);
    for (const words of partial.missing)
      expect(words).toMatch(/^Part \d of the tale \(\d+ of \d+ segments became silence\)$/);
    const before = partial.files[0]?.digest;
    unspeakable = null;
    const spoken = spokenNow();
    expect(await command(job, { type: 'RetryBook', what: 'failed' })).toMatchObject({ outcome: 'done' });
    const whole = await until(job, 'it is whole', ({ state }) => state === 'completed');
    expect(whole.missing).toEqual([]);
    expect(whole.files[0]?.digest).not.toBe(before);
    expect(spokenNow()).toBeGreaterThan(spoken);
    expect(await command(job, { type: 'RetryBook', what: 'failed' })).toMatchObject({
      outcome: 'refused',
      why: `Night ${number} is not retried: nothing is missing in it.`,
    });
  });

  it('is whole although something was said badly at first: it is said again another way', {
    timeout: TEST_MS,
  }, async () => {
    slurred = /^Part one of the tale/i;
    const job = await submit(`Night ${number}`, 1, 1);
    await until(job, 'it is whole', ({ state }) => state === 'completed');
    expect(seeds).toHaveLength(2);
    expect(new Set(seeds).size).toBe(2);
  });

  it('goes on where it was cancelled', { timeout: TEST_MS }, async () => {
    const job = await submit(`Night ${number}`, 3, 4);
    await until(job, 'a chapter is joined', ({ chapters }) => chapters.some(({ state }) => state === 'joined'));
    expect(await command(job, { type: 'CancelBook' })).toMatchObject({
      outcome: 'done',
      status: { state: 'cancelled' },
    });
    const reads = seen.filter((event) => event.type === 'work-finished' && event.task === 'read').length;
    expect(await command(job, { type: 'RetryBook', what: 'failed' })).toMatchObject({ outcome: 'done' });
    await until(job, 'it is whole', ({ state }) => state === 'completed');
    expect(seen.filter((event) => event.type === 'work-finished' && event.task === 'read')).toHaveLength(reads);
  });

  it('is removed while it is spoken, and nothing of it is left', { timeout: TEST_MS }, async () => {
    const title = `Night ${number}`;
    const bytes = await writeNovel({ title, chapters: 3, paragraphs: 8 });
    const job = await order(title, bytes);
    await until(job, 'a chapter is joined', ({ chapters }) => chapters.some(({ state }) => state === 'joined'));
    expect(await command(job, { type: 'RemoveBook' })).toMatchObject({ outcome: 'done' });
    await eventually('nothing is left', LIMIT_MS, async () => {
      const left = [
        ...(await cluster.checkpoints.list('chapter', job)).map(({ chapter }) => chapter),
        ...(await cluster.audio.list(`${job}/`)).map(({ name }) => name),
        ...(await cluster.books.list(`${job}/`)).map(({ name }) => name),
        ...(await cluster.work.present(job)),
      ];
      return left.length === 0;
    });
    expect(cluster.control.current(job)).toBe('run');
    expect((await client().jobs()).map(({ status }) => status.job)).not.toContain(job);
    expect(await order(title, bytes)).toBe(job);
    await until(job, 'it is whole', ({ state }) => state === 'completed');
  });
});
