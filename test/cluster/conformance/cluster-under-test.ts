import { afterAll, beforeAll, expect } from 'vitest';
import type { Cluster, Envelope, MailDelivery, WorkLease } from '../../../src/cluster/ports/index.js';
import type { Address, Instant, Message, WorkClass, WorkItem } from '../../../src/core/index.js';

/** What a port suite needs to know of the cluster it examines. */
export interface ClusterFacts {
  /** Mail not settled for this long is delivered again. */
  readonly mailLeaseMs: number;
  /** Work not beaten for this long is delivered again. */
  readonly workLeaseMs: number;
  /** Lets that much time pass: really, or on a manual clock. */
  readonly pass: (ms: number) => Promise<void>;
  /** The clock the cluster under test lives by. */
  readonly now: () => Instant;
}

export const REAL_TIME = {
  pass: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  now: () => Date.now(),
};

/** The stated leases of the JetStream topology, in real time. */
export const TOPOLOGY_FACTS: ClusterFacts = { mailLeaseMs: 15_000, workLeaseMs: 20_000, ...REAL_TIME };

export interface ClusterUnderTest {
  readonly cluster: Cluster;
  stop(): Promise<void>;
}

/** Makes a fresh cluster with mailboxes and checkpoints for the kinds `counter`, `book` and `chapter`. */
export type MakeCluster = (facts: ClusterFacts) => Promise<ClusterUnderTest>;

/** Long enough for an answer of a busy machine, short enough to wait for a silence. */
export const SILENCE_MS = 400;
export const PATIENCE_MS = 8_000;
/** Leases end a little late on a real server. */
const LEASE_SLACK_MS = 1_500;
export const leaseTestTimeout = (leaseMs: number): number => 20_000 + 3 * leaseMs;

/** One cluster for a suite; tests keep apart by their job ids. */
export function useCluster(makeCluster: MakeCluster, facts: ClusterFacts): () => Cluster {
  let underTest: ClusterUnderTest | undefined;
  beforeAll(async () => {
    underTest = await makeCluster(facts);
  });
  afterAll(async () => underTest?.stop());
  return () => {
    if (underTest === undefined) throw new Error('the cluster is not up yet');
    return underTest.cluster;
  };
}

const counts = new Map<string, number>();

/** `sum-0001`, `sum-0002`, …: a job id no other test uses. */
export function freshJob(word = 'sum'): string {
  const count = (counts.get(word) ?? 0) + 1;
  counts.set(word, count);
  return `${word}-${String(count).padStart(4, '0')}`;
}

export const freshClass = (): WorkClass => `speech-${freshJob('profile')}`;

export const until = () => new AbortController().signal;

export const leaseRunsOut = (facts: ClusterFacts, leaseMs: number) => facts.pass(leaseMs + LEASE_SLACK_MS);

/** Asks again and again until `probe` gives something, for as long as `PATIENCE_MS`. */
export async function eventually<T>(facts: ClusterFacts, probe: () => Promise<T | null> | T | null): Promise<T> {
  const deadline = facts.now() + PATIENCE_MS;
  for (;;) {
    const found = await probe();
    if (found !== null && found !== false) return found;
    if (facts.now() > deadline) throw new Error('it did not come to pass');
    await facts.pass(20);
  }
}

export function envelopeTo(to: Address, message: Message, id: string, at: Instant = 0): Envelope {
  return { id, to, schemaVersion: 1, sentAt: at, message };
}

export function readEnvelope(delivery: MailDelivery | null): Envelope {
  if (delivery === null) throw new Error('no mail came');
  return JSON.parse(new TextDecoder().decode(delivery.payload)) as Envelope;
}

/** One actor's mailbox, seen from its partition. */
export interface MailboxProbe {
  readonly address: Address;
  readonly partition: number;
  post(id: string, message?: Message): Promise<void>;
  /** The next mail within `PATIENCE_MS`. */
  take(): Promise<MailDelivery>;
  /** Fails when mail comes within `SILENCE_MS`. */
  expectSilence(): Promise<void>;
}

/** Finds the partition of an actor by sending it a letter and looking where it comes out. */
export async function openMailbox(cluster: Cluster, address: Address): Promise<MailboxProbe> {
  const { mail } = cluster;
  await mail.post(envelopeTo(address, { type: 'Probe' }, `probe-${address.job}-${address.chapter ?? ''}`));
  const found = new AbortController();
  const takes = Array.from({ length: mail.partitions }, async (_, partition) => {
    const delivery = await mail.take(address.kind, partition, PATIENCE_MS, found.signal);
    if (delivery === null) return null;
    found.abort();
    expect(readEnvelope(delivery).to).toEqual(address);
    await delivery.ack();
    return partition;
  });
  const partition = (await Promise.all(takes)).find((number) => number !== null);
  if (partition === undefined || partition === null) throw new Error('the probe was not delivered');
  return {
    address,
    partition,
    post: (id, message = { type: 'Add', n: 1 }) => mail.post(envelopeTo(address, message, id)),
    async take() {
      const delivery = await mail.take(address.kind, partition, PATIENCE_MS, until());
      if (delivery === null) throw new Error('no mail came');
      return delivery;
    },
    async expectSilence() {
      expect(await mail.take(address.kind, partition, SILENCE_MS, until())).toBeNull();
    },
  };
}

export function itemOf(change: Partial<WorkItem> & Pick<WorkItem, 'job' | 'class'>): WorkItem {
  return {
    priority: 'p1',
    chapter: 'ch-001',
    item: '0001',
    attempt: 1,
    replyTo: { kind: 'counter', job: change.job },
    task: { type: 'count' },
    ...change,
  };
}

export async function pullOne(cluster: Cluster, workClass: WorkClass): Promise<WorkLease> {
  const lease = await cluster.work.pull(workClass, PATIENCE_MS, until());
  if (lease === null) throw new Error('no work came');
  return lease;
}

/** Items queued or leased, of all classes. */
export async function queued({ work }: Pick<Cluster, 'work'>): Promise<number> {
  return (await work.depths()).reduce((sum, { waiting, leased }) => sum + waiting + leased, 0);
}

export async function expectNoWork(cluster: Cluster, workClass: WorkClass): Promise<void> {
  expect(await cluster.work.pull(workClass, SILENCE_MS, until())).toBeNull();
}
