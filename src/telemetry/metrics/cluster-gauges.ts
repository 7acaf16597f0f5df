import type { KeptLetter, NodeRecord, QueueDepth } from '../../cluster/ports/index.js';
import type { Instant, JsonObject } from '../../core/index.js';
import { reasonOf } from './from-events.js';
import type { Metrics, ScrapeSource } from './metrics.js';

/** A cluster at one moment, as a process with a page asks for it. */
export interface ClusterMoment {
  /** The cluster's time. */
  readonly at: Instant;
  /** State of each job; `paused` for those a person paused. */
  readonly jobStates: readonly string[];
  readonly queues: readonly QueueDepth[];
  readonly letters: readonly Pick<KeptLetter, 'origin' | 'detail'>[];
  readonly nodes: readonly Pick<NodeRecord, 'state' | 'slots' | 'busy' | 'profiles'>[];
  /** Of each stream that keeps something; empty where the server does not tell. */
  readonly stores: readonly { readonly stream: string; readonly usedBytes: number; readonly limitBytes: number }[];
}

const MS = 1_000;

/** The gauges of the cluster; where it does not answer there are none but `e2a_cluster_answers` 0. */
export const clusterGauges =
  (moment: () => Promise<ClusterMoment>): ScrapeSource =>
  async (metrics) => {
    const now = await moment().catch(() => null);
    metrics.set('e2a_cluster_answers', {}, now === null ? 0 : 1);
    showJobs(now, metrics);
    showQueues(now, metrics);
    showNodes(now, metrics);
    const stores = now?.stores ?? [];
    metrics.replace(
      'e2a_store_used_bytes',
      stores.map(({ stream, usedBytes }) => ({ labels: { stream }, value: usedBytes })),
    );
    metrics.replace(
      'e2a_store_limit_bytes',
      stores.map(({ stream, limitBytes }) => ({ labels: { stream }, value: limitBytes })),
    );
  };

function showJobs(now: ClusterMoment | null, metrics: Metrics): void {
  const states = counted(now?.jobStates ?? [], (state) => state);
  metrics.replace(
    'e2a_jobs',
    states.map(([state, value]) => ({ labels: { state }, value })),
  );
  const reasons = counted(now?.letters ?? [], ({ origin, detail }) => letterReason(origin, detail));
  metrics.replace(
    'e2a_dead_letters',
    reasons.map(([reason, value]) => ({ labels: { reason }, value })),
  );
}

const letterReason = (origin: string, detail: JsonObject): string =>
  origin === 'mail' ? 'mail' : reasonOf(detail['code']);

function showQueues(now: ClusterMoment | null, metrics: Metrics): void {
  const show = (value: (depth: QueueDepth) => number) =>
    (now?.queues ?? []).map((depth) => ({
      labels: { queue: `${depth.class}-${depth.priority}` },
      value: value(depth),
    }));
  metrics.replace(
    'e2a_queue_pending',
    show(({ waiting }) => waiting),
  );
  metrics.replace(
    'e2a_queue_in_work',
    show(({ leased }) => leased),
  );
  metrics.replace(
    'e2a_queue_redelivered',
    show(({ redelivered }) => redelivered),
  );
  metrics.replace(
    'e2a_queue_oldest_age_seconds',
    show(({ oldestAt }) => (oldestAt === null || now === null ? 0 : Math.max(0, now.at - oldestAt) / MS)),
  );
}

function showNodes(now: ClusterMoment | null, metrics: Metrics): void {
  const nodes = now?.nodes ?? [];
  const states = counted(nodes, ({ state }) => state);
  metrics.replace(
    'e2a_nodes',
    states.map(([state, value]) => ({ labels: { state }, value })),
  );
  const speaking = nodes.filter(({ slots }) => slots > 0);
  const slots = counted(speaking, engineOf, (node) => node.slots);
  metrics.replace(
    'e2a_fleet_slots',
    slots.map(([engine, value]) => ({ labels: { engine }, value })),
  );
  const busy = counted(speaking, engineOf, (node) => node.busy);
  metrics.replace(
    'e2a_fleet_slots_busy',
    busy.map(([engine, value]) => ({ labels: { engine }, value })),
  );
}

function engineOf({ profiles: [profile] }: Pick<NodeRecord, 'profiles'>): string {
  const engine = profile?.['engine'];
  return typeof engine === 'string' ? engine : 'other';
}

function counted<T>(
  things: readonly T[],
  keyOf: (thing: T) => string,
  weightOf: (thing: T) => number = () => 1,
): readonly (readonly [key: string, value: number])[] {
  const sums = new Map<string, number>();
  for (const thing of things) sums.set(keyOf(thing), (sums.get(keyOf(thing)) ?? 0) + weightOf(thing));
  return [...sums];
}
