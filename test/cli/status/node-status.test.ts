import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NodeLife, statusSource } from '../../../src/cli/status/index.js';
import { type ConnectedCluster, connectCluster, createClient } from '../../../src/client/index.js';
import type { Clock } from '../../../src/core/index.js';
import { createMemoryCluster } from '../../../src/cluster/memory/index.js';
import { startHost, systemClock } from '../../../src/host/index.js';
import { describeProfile } from '../../../src/speech/index.js';
import { silentTelemetry } from '../../../src/telemetry/index.js';
import { statusRoutes } from '../../../src/telemetry/status-server/index.js';
import { eventually } from '../../support/eventually.js';
import { startNats } from '../../support/nats.js';
import { writeNovel } from '../../support/novel.js';
import { fakeProcess } from '../fake-terminal.js';

const TEST_MS = 120_000;
/** What is promised to whoever routes by `/readyz`. */
const GONE_LIMIT_MS = 5_000;

describe('the status of a node that works', () => {
  let folder = '';
  let book: Uint8Array = new Uint8Array();
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-status-'));
    book = await writeNovel({ title: 'A Short Night', chapters: 2, paragraphs: 3 });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** A cluster of one process, with what only a server has. */
  const pretendCluster = (): ConnectedCluster => ({
    ...createMemoryCluster({ clock: systemClock }),
    server: { name: 'm', version: '2.15.0', url: 'memory', id: 'm', cluster: null, missing: [] },
    topology: { created: [], drift: [], partitions: 4, replicas: 1, replicasBecause: 'memory', assets: [] },
    streamSizes: async () => [{ stream: 'E2A_CLIPS', usedBytes: 1, limitBytes: 4 }],
  });
  const newLife = (): NodeLife => {
    const facts = {
      ...{ roles: ['book', 'synth'] as const, engine: 'tone', voice: 'tone', device: 'cpu', gpuUuid: '' },
      ...{ mismatch: false, version: '1.2.3', nodeVersion: '20', groups: ['node', 'cluster'] as const },
    };
    return new NodeLife(facts, silentTelemetry, () => systemClock.now());
  };
  const nodeOf = (cluster: ConnectedCluster, life = newLife(), clock: Clock = systemClock) => {
    const { surroundings } = fakeProcess([], folder, { PATH: process.env['PATH'] ?? '' });
    const { signal } = surroundings.interruption;
    const context = { ...surroundings, clock, signal, finish: () => undefined };
    const client = createClient(cluster, systemClock);
    const source = statusSource(life, { node: 'attic', cluster, client, workFolder: folder }, context);
    return { life, client, routes: statusRoutes(source) };
  };
  /** Names of what is missing. */
  const lacks = async (routes: ReturnType<typeof statusRoutes>): Promise<readonly string[]> => {
    const { parts } = (await (await routes.request('/readyz')).json()) as { parts: { name: string; ok: boolean }[] };
    return parts.filter(({ ok }) => !ok).map(({ name }) => name);
  };

  it('counts a job to its end, each thing once, and gives its file', { timeout: TEST_MS }, async () => {
    const cluster = pretendCluster();
    const { life, client, routes } = nodeOf(cluster);
    expect((await routes.request('/readyz')).status).toBe(503);
    const host = await startHost({
      ...{ cluster, roles: ['book', 'synth'], slots: 1, engine: 'tone', voice: 'tone', node: 'attic' },
      ...{ voicesFolder: folder, workFolder: folder, clock: systemClock, telemetry: life.telemetry },
    });
    life.stands(host, 'attic', 250);
    expect((await routes.request('/readyz')).status).toBe(200);
    const { id, engine, voice, licence } = await describeProfile({
      ...{ engine: 'tone', voice: 'tone', voicesFolder: folder },
    });
    const settings = { profile: id, engine, voice, licence, chapters: null };
    const order = { bytes: book, fileName: 'novel.epub', title: 'A Short Night', settings, force: false };
    const { job } = await client.submit(order);
    const watching = client.watch(job, { signal: AbortSignal.timeout(TEST_MS), afterTurn: null });
    for await (const { status } of watching) if (status.state === 'completed') break;
    const text = await (await routes.request('/metrics')).text();
    const valueAt = (series: string): number | null => {
      const line = text.split('\n').find((one) => one.startsWith(`${series} `));
      return line === undefined ? null : Number(line.slice(series.length + 1));
    };
    const status = await client.current(job);
    const labels = '{engine="tone",device="cpu"}';
    expect(valueAt(`e2a_characters_total${labels}`)).toBe(status.characters);
    expect(valueAt(`e2a_audio_seconds_total${labels}`)).toBeGreaterThan(1);
    expect(valueAt(`e2a_synthesis_seconds_total${labels}`)).toBeGreaterThan(0);
    expect(valueAt('e2a_chapters_completed_total{outcome="spoken"}')).toBe(2);
    for (const stage of ['speak', 'join', 'encode'])
      expect(valueAt(`e2a_chapter_duration_seconds_count{stage="${stage}"}`)).toBe(2);
    expect(valueAt('e2a_first_chapter_seconds_count')).toBe(1);
    expect(valueAt('e2a_jobs_finished_total{outcome="completed"}')).toBe(1);
    expect(valueAt('e2a_job_duration_seconds_count{outcome="completed"}')).toBe(1);
    expect(valueAt('e2a_jobs{state="completed"}')).toBe(1);
    expect(valueAt('e2a_slots{node="attic"}')).toBe(1);
    expect(valueAt('e2a_model_load_seconds{engine="tone"}')).toBe(0.25);
    expect(valueAt('e2a_store_limit_bytes{stream="E2A_CLIPS"}')).toBe(4);
    expect(text).not.toMatch(/short.night/i);
    const progress = await (await routes.request(`/progress?job=${job}`)).json();
    expect(progress).toMatchObject({ v: 1, job, state: 'completed', percent: 100, secondsLeft: 0 });
    const file = await routes.request(`/download?job=${job}`);
    expect((await file.arrayBuffer()).byteLength).toBe(status.files[0]?.bytes);
    expect((await routes.request('/progress?job=nobody-0000')).status).toBe(404);
    life.leaves();
    expect((await routes.request('/readyz')).status).toBe(503);
    await host.stop(1_000);
  });

  it('is not ready while the connection is lost, or the server stays silent; it lives all the same', async () => {
    const silent = { ...pretendCluster(), serverTime: () => new Promise<number>(() => undefined) };
    // Nothing is waited for: what is late is late at once.
    const { life, routes } = nodeOf(silent, newLife(), { ...systemClock, sleep: async () => undefined });
    expect(await lacks(routes)).toContain('jetstream');
    expect(await lacks(routes)).not.toContain('nats');
    life.telemetry.emit({ type: 'connection', state: 'lost', server: 'a' });
    expect(await lacks(routes)).toEqual(expect.arrayContaining(['nats', 'jetstream']));
    life.telemetry.emit({ type: 'connection', state: 'back', server: 'a' });
    expect(await lacks(routes)).not.toContain('nats');
    expect((await routes.request('/livez')).status).toBe(200);
  });

  it('says within seconds that a real server is gone', { timeout: TEST_MS }, async () => {
    const server = await startNats();
    const life = newLife();
    const { telemetry } = life;
    const cluster = await connectCluster({ servers: server.url, name: 'e2a/test/status', telemetry });
    const { routes } = nodeOf(cluster, life);
    const ofServer = async () => (await lacks(routes)).filter((name) => name === 'nats' || name === 'jetstream');
    expect(await ofServer()).toEqual([]);
    await server.stop();
    await eventually('not ready', GONE_LIMIT_MS, async () => (await ofServer()).length === 2);
    expect((await routes.request('/livez')).status).toBe(200);
    await cluster.close();
  });
});
