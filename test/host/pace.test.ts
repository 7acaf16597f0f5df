import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../src/client/index.js';
import { createMemoryCluster } from '../../src/cluster/memory/index.js';
import type { Cluster, LifecycleEvent } from '../../src/cluster/ports/index.js';
import { type Host, startHost, systemClock } from '../../src/host/index.js';
import { type Pace, PLAIN_READING } from '../../src/planning/index.js';
import { describeProfile } from '../../src/speech/index.js';
import { writeNovel } from '../support/novel.js';

const TEST_MS = 120_000;

describe('the same book at another pace', () => {
  let workFolder = '';
  let book: Uint8Array = new Uint8Array();
  let cluster: Cluster;
  let host: Host;
  const seen: LifecycleEvent[] = [];
  beforeAll(async () => {
    workFolder = await mkdtemp(join(tmpdir(), 'e2a-pace-'));
    book = await writeNovel({ title: 'A Short Night', chapters: 1, paragraphs: 3 });
    cluster = createMemoryCluster({ clock: systemClock });
    host = await startHost({
      cluster,
      roles: ['book', 'synth'],
      slots: 1,
      engine: 'tone',
      voice: 'tone',
      voicesFolder: workFolder,
      workFolder,
      node: 'all',
      clock: systemClock,
      telemetry: { emit: (event) => void seen.push(event) },
    });
  });
  afterAll(async () => {
    await host.stop(1_000);
    await rm(workFolder, { recursive: true, force: true });
  });

  /** Segments that an engine spoke, and samples of the chapter. */
  const converted = async (pace: Pace): Promise<{ job: string; spoken: number; found: number; samples: number }> => {
    seen.length = 0;
    const { engine, voice, licence, id } = await describeProfile({
      engine: 'tone',
      voice: 'tone',
      voicesFolder: workFolder,
    });
    const client = createClient(cluster, systemClock);
    const { job } = await client.submit({
      bytes: book,
      fileName: 'novel.epub',
      title: 'A Short Night',
      settings: { profile: id, engine, voice, licence, chapters: null },
      reading: { ...PLAIN_READING, pace },
      force: false,
    });
    for await (const { status } of client.watch(job, { signal: AbortSignal.timeout(TEST_MS), afterTurn: null }))
      if (status.state === 'failed') throw new Error(status.failure?.what);
    const results = seen.flatMap((event) => (event.type === 'work-finished' ? [event] : []));
    const times = results.filter(({ task }) => task === 'speak').map(({ result }) => Number(result['ms']));
    const samples = results.find(({ task }) => task === 'join')?.result['samples'];
    return {
      job,
      spoken: times.filter((ms) => ms > 0).length,
      found: times.filter((ms) => ms === 0).length,
      samples: Number(samples),
    };
  };

  it('is another job, of which only what sounds otherwise is spoken anew', { timeout: TEST_MS }, async () => {
    const usual = await converted({ speed: 1, pauses: {} });
    expect(usual).toMatchObject({ found: 0 });
    const paused = await converted({ speed: 1, pauses: { paragraph: 2, sentence: 1 } });
    expect(paused).toMatchObject({ spoken: 0, found: usual.spoken });
    expect(paused.job).not.toBe(usual.job);
    expect(paused.samples).toBeGreaterThan(usual.samples);
    const fast = await converted({ speed: 2, pauses: {} });
    expect(fast).toMatchObject({ spoken: usual.spoken, found: 0 });
    expect(fast.samples / usual.samples).toBeCloseTo(0.5, 1);
  });
});
