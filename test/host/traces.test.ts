import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../src/client/index.js';
import { connectCluster } from '../../src/cluster/jetstream/index.js';
import { createMemoryCluster } from '../../src/cluster/memory/index.js';
import type { Cluster, LifecycleEvent } from '../../src/cluster/ports/index.js';
import { isTraceparent, traceIdOf } from '../../src/core/index.js';
import { startHost, systemClock } from '../../src/host/index.js';
import { describeProfile } from '../../src/speech/index.js';
import { startNats, type TestServer } from '../support/nats.js';
import { writeNovel } from '../support/novel.js';

const TEST_MS = 120_000;
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const ASKED = `00-${TRACE}-00f067aa0ba902b7-01`;

describe('the trace of an order', () => {
  let workFolder = '';
  let book: Uint8Array = new Uint8Array();
  let server: TestServer;
  beforeAll(async () => {
    workFolder = await mkdtemp(join(tmpdir(), 'e2a-traces-'));
    book = await writeNovel({ title: 'A Traced Night', chapters: 1, paragraphs: 2 });
    server = await startNats();
  });
  afterAll(async () => {
    await server.stop();
    await rm(workFolder, { recursive: true, force: true });
  });

  /** What everything that was sent while a book was made says of its trace. */
  async function made(cluster: Cluster, traceparent?: string) {
    const sent: { readonly what: string; readonly traceparent: string | undefined }[] = [];
    const seen: LifecycleEvent[] = [];
    const note = (what: string, context: string | undefined) => void sent.push({ what, traceparent: context });
    const recording: Cluster = {
      ...cluster,
      mail: {
        partitions: cluster.mail.partitions,
        waiting: (kind, job) => cluster.mail.waiting(kind, job),
        take: (kind, partition, waitMs, signal) => cluster.mail.take(kind, partition, waitMs, signal),
        post: (envelope) => {
          note(envelope.message.type, envelope.traceparent);
          return cluster.mail.post(envelope);
        },
      },
    };
    const host = await startHost({
      cluster: recording,
      roles: ['book', 'synth'],
      slots: 1,
      engine: 'tone',
      voice: 'tone',
      voicesFolder: workFolder,
      workFolder,
      node: 'traced',
      clock: systemClock,
      telemetry: { emit: (event) => void seen.push(event) },
    });
    const client = createClient(recording, systemClock);
    const { id, engine, voice, licence } = await describeProfile({
      engine: 'tone',
      voice: 'tone',
      voicesFolder: workFolder,
    });
    const settings = { profile: id, engine, voice, licence, chapters: null };
    const order = { bytes: book, fileName: 'novel.epub', title: 'A Traced Night', settings, traceparent, force: false };
    const { job } = await client.submit(order);
    let state = '';
    for await (const { status } of client.watch(job, { signal: AbortSignal.timeout(TEST_MS) })) state = status.state;
    await host.stop(1_000);
    expect(state).toBe('completed');
    return { job, sent, seen };
  }

  const traces = (sent: readonly { readonly traceparent: string | undefined }[]) => [
    ...new Set(sent.map(({ traceparent }) => traceIdOf(traceparent))),
  ];

  it('is one from the order to the finished file, in memory', { timeout: TEST_MS }, async () => {
    const cluster = createMemoryCluster({ clock: systemClock });
    const { sent, seen } = await made(cluster, ASKED);
    expect(sent[0]?.what).toBe('SubmitBook');
    expect(sent.map(({ what }) => what)).toEqual(expect.arrayContaining(['BookRead', 'StartChapter', 'BookAssembled']));
    // What the reconciler tells on its own comes of no order.
    expect(traces(sent.filter(({ what }) => what !== 'FleetChanged'))).toEqual([TRACE]);
    expect(new Set(cluster.events.traceparents.map(traceIdOf))).toEqual(new Set([TRACE]));
    const work = seen.filter((event) => event.type === 'work-finished');
    expect(work.length).toBeGreaterThan(3);
    for (const event of work)
      expect(event).toMatchObject({ traceId: TRACE, job: expect.any(String), attempt: expect.any(Number) });
    const turns = seen.filter((event) => event.type === 'turn-taken' && event.chapter === 'ch-001');
    for (const event of turns) expect(event).toMatchObject({ traceId: TRACE });
    expect(turns.length).toBeGreaterThan(0);
  });

  it('is one on a real server, and stands in the headers that operators look at', { timeout: TEST_MS }, async () => {
    const cluster = await connectCluster({ servers: server.url, name: 'e2a/test/traces', embedded: true });
    const nc = await connect({ servers: server.url });
    const headers: (string | undefined)[] = [];
    nc.subscribe('e2a.>', { callback: (_error, message) => void headers.push(message.headers?.get('traceparent')) });
    await nc.flush();
    const { job, sent } = await made(cluster);
    const own = sent.filter(({ what }) => what !== 'FleetChanged');
    const [trace] = traces(own);
    expect(traces(own)).toEqual([trace]);
    expect(trace).toMatch(/^[0-9a-f]{32}$/);
    await nc.flush();
    const heard = headers.filter((header) => header !== undefined && header !== '');
    expect(heard.every((header) => isTraceparent(header ?? ''))).toBe(true);
    expect(new Set(heard.map(traceIdOf))).toEqual(new Set([trace]));
    const jsm = await jetstreamManager(nc);
    const last = await jsm.streams.getMessage('E2A_EVENTS', { last_by_subj: `e2a.event.${job}.*` });
    expect(traceIdOf(last?.header?.get('traceparent'))).toBe(trace);
    await nc.close();
    await cluster.close();
  });
});
