import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { expect } from 'vitest';
import { type Client, createClient, systemClock } from '../../src/client/index.js';
import { eventually } from '../support/eventually.js';
import { type Checker, startChecker } from './checker.js';
import { audioOf, openCluster, type Sound, submitAll, type TestBook, untilAllDone } from './orders.js';
import { type Fleet, LEASES, type StormyCluster, startStormyCluster } from './stormy-cluster.js';

/** One book under way on a cluster of its own. */
export interface Scene {
  readonly cluster: StormyCluster;
  readonly client: Client;
  readonly job: string;
  readonly checker: Checker;
  /** The plain client, past all our code; reconnects for ever. */
  readonly jsm: JetStreamManager;
  /** Resolves when so much of the book is done, in percent. */
  reached(percent: number): Promise<void>;
  sound(): Promise<Sound | undefined>;
}

const FLEET: Fleet = { books: 1, synths: 1, slotsEach: 2, msPerCharacter: 10 };
const REACH_MS = 60_000;

/** Starts a cluster with one book, and ends everything after `play`, however that ends. */
export async function withBook(
  book: TestBook,
  fleet: Partial<Fleet>,
  play: (scene: Scene) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'e2a-scene-'));
  const cluster = await startStormyCluster(folder, { ...FLEET, ...fleet });
  const ends: (() => Promise<unknown>)[] = [];
  try {
    const job = await submitAndLeave(book, cluster.server.url, folder);
    const checker = await startChecker(cluster.server.url);
    ends.push(() => checker.close());
    const nc = await connect({ servers: cluster.server.url, maxReconnectAttempts: -1, reconnectTimeWait: 250 });
    ends.push(() => nc.close());
    for (const member of cluster.members) cluster.raise(member);
    const us = await openCluster(cluster.server.url);
    ends.push(() => us.close());
    const client = createClient(us, systemClock);
    await play({
      cluster,
      client,
      job,
      checker,
      jsm: await jetstreamManager(nc, { checkAPI: false }),
      reached: (percent) => reached(client, job, percent),
      sound: async () => (await audioOf(client, [job], join(folder, 'done')))[0],
    });
  } catch (error) {
    throw new Error(whatHappened(cluster), { cause: error });
  } finally {
    await Promise.allSettled(ends.map((end) => end()));
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Nobody who made the order is connected while it is carried out. */
async function submitAndLeave(book: TestBook, url: string, folder: string): Promise<string> {
  const customer = await openCluster(url);
  try {
    const [job = ''] = await submitAll(createClient(customer, systemClock), [book], folder);
    return job;
  } finally {
    await customer.close();
  }
}

/** Second copies of messages and thawed hosts' last words may take some leases to be settled. */
const SETTLE_MS = 3 * LEASES.workMs;
const LOOK_MS = 500;

/** What is still not as it must be after a while. @param tidy before each look */
export async function settledFindings(
  checker: Checker,
  tidy: () => Promise<unknown> = async () => undefined,
): Promise<readonly string[]> {
  for (const until = Date.now() + SETTLE_MS; ; await wait(LOOK_MS)) {
    await tidy();
    const findings = await checker.findings();
    if (findings.length === 0 || Date.now() > until) return findings;
  }
}

const DONE_MS = 240_000;

/** The book is whole and sounds as it must, the hosts live, and nothing is left behind. */
export async function expectUnharmed(scene: Scene, calm: Sound | undefined): Promise<void> {
  await untilAllDone(scene.client, [scene.job], DONE_MS);
  expect(await scene.sound()).toEqual(calm);
  expect(scene.cluster.deaths).toEqual([]);
  expect(await settledFindings(scene.checker)).toEqual([]);
}

/** Lines of trouble that are shown with a failure. */
const LAST_LINES = 20;

/** What went wrong in the eyes of the hosts. */
export const troubleOf = (cluster: StormyCluster): readonly string[] =>
  cluster.lines().flatMap((line) => (TROUBLE.has(line.type) ? [JSON.stringify(line)] : []));

const TROUBLE = new Set(['trouble', 'work-retried', 'work-given-up', 'mail-refused', 'host-stopping']);

const whatHappened = (cluster: StormyCluster): string =>
  ['The hosts said:', ...cluster.deaths, ...troubleOf(cluster).slice(-LAST_LINES)].join('\n  ');

async function reached(client: Client, job: string, percent: number): Promise<void> {
  await eventually(
    `${percent} % of the book`,
    REACH_MS,
    async () => ((await client.status(job))?.percent ?? 0) >= percent,
  );
}
