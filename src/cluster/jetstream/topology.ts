import type { ConsumerConfig, StreamConfig } from '@nats-io/jetstream';
import type { Priority, WorkClass } from '../../core/index.js';
import { NODE_STALE_MS } from '../ports/index.js';
import * as names from './subjects.js';

/** What is made on a server: a stream (buckets are streams, too) and its share of the store. */
export interface Asset {
  readonly config: Partial<StreamConfig> & { readonly name: string };
  /** Part of the storage budget, as a fraction; the fractions of all assets stay below 1. */
  readonly share: number;
  /** More than this many bytes are of no use to it. */
  readonly capBytes: number;
}

export interface TopologyOptions {
  /** Actor kinds with mailboxes and checkpoints. */
  readonly kinds: readonly string[];
  readonly partitions: number;
  /** Copies on a cluster of servers. */
  readonly replicas: number;
}

/** How long a delivered message is its taker's. */
export interface LeaseTimes {
  /** Of a mail turn: turns are short, so a longer silence means a dead host. */
  readonly mailMs: number;
  /** Of a work item, kept by heartbeats: three may be lost. */
  readonly workMs: number;
}

export const LEASE_TIMES: LeaseTimes = { mailMs: 15_000, workMs: 20_000 };
/** Of a work lease: 6 s of 20. */
const BEAT_SHARE = 0.3;
export const beatEveryMs = (leases: LeaseTimes): number => leases.workMs * BEAT_SHARE;

/** Of this layout; stands in every stream's metadata. */
const TOPOLOGY_VERSION = '1';
export const DEFAULT_KINDS: readonly string[] = ['book', 'chapter'];
export const CLUSTER_PARTITIONS = 16;
/** One machine needs no more; each is a consumer to make at the first start. */
export const EMBEDDED_PARTITIONS = 4;
export const PARTITIONS_KEY = 'e2a.partitions';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;
const NS_PER_MS = 1_000_000;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A repeated publish within this time is stored once; longer than any pause of a host we heal from. */
const DUPLICATE_WINDOW_MS = 30 * MINUTE_MS;
const BUCKET_DUPLICATE_WINDOW_MS = 2 * MINUTE_MS;
/** Bytes of one mail or work item; a message is a decision, never content. */
const MAX_MESSAGE_BYTES = 512 * 1024;
const EVENT_DAYS = 7;
const MAX_EVENTS = 100_000;
const DEAD_DAYS = 30;
/** Book checkpoints an operator can look back on with `nats kv history`. */
const BOOK_HISTORY = 5;

/** Items of one class and priority in work at once: more than any fleet has slots. */
const MAX_LEASED = 4_096;
/** Open pulls a consumer accepts: one per waiting slot. */
const MAX_WAITING = 4_096;
/** Longer than a reader believes a silent host, so that clocks that differ a little do no harm. */
const NODE_TTL_MS = 4 * NODE_STALE_MS;

const ms = (value: number): number => value * NS_PER_MS;
const meta = (role: string, more: Record<string, string> = {}): Record<string, string> => ({
  'e2a.topology': TOPOLOGY_VERSION,
  'e2a.role': role,
  ...more,
});

/** The whole topology, as data. */
export function topologyOf(options: TopologyOptions): readonly Asset[] {
  const assets = [mail(options), work(), events(), dead(), clips(), ...buckets(options), ...objects()];
  return assets.map((asset) => ({ ...asset, config: { ...asset.config, num_replicas: options.replicas } }));
}

const mail = (options: TopologyOptions): Asset => ({
  share: 0.02,
  capBytes: 256 * MIB,
  config: {
    name: names.MAIL_STREAM,
    description: 'e2a mailboxes: one message = one turn of an actor; empty when idle',
    subjects: ['e2a.mail.>'],
    retention: 'workqueue',
    discard: 'new',
    allow_direct: true,
    duplicate_window: ms(DUPLICATE_WINDOW_MS),
    max_msg_size: MAX_MESSAGE_BYTES,
    metadata: meta('mail', { [PARTITIONS_KEY]: String(options.partitions) }),
  },
});

const work = (): Asset => ({
  share: 0.04,
  capBytes: GIB,
  config: {
    name: names.WORK_STREAM,
    description: 'e2a work queue: one message = one segment or file waiting or being worked on; empty when idle',
    subjects: ['e2a.work.>'],
    retention: 'workqueue',
    discard: 'new',
    discard_new_per_subject: true,
    max_msgs_per_subject: 1,
    allow_direct: true,
    duplicate_window: ms(DUPLICATE_WINDOW_MS),
    max_msg_size: MAX_MESSAGE_BYTES,
    metadata: meta('work', {
      'io.nats.monitor.enabled': '1',
      'io.nats.monitor.subjects-warn': '20000',
      'io.nats.monitor.subjects-critical': '50000',
    }),
  },
});

const events = (): Asset => ({
  share: 0.02,
  capBytes: 256 * MIB,
  config: {
    name: names.EVENT_STREAM,
    description: `e2a events, ${EVENT_DAYS} days: what happened to which book, in sentences`,
    subjects: ['e2a.event.>'],
    retention: 'limits',
    discard: 'old',
    allow_direct: true,
    max_age: ms(EVENT_DAYS * DAY_MS),
    max_msgs: MAX_EVENTS,
    duplicate_window: ms(DUPLICATE_WINDOW_MS),
    metadata: meta('events'),
  },
});

const dead = (): Asset => ({
  share: 0.01,
  capBytes: 128 * MIB,
  config: {
    name: names.DEAD_STREAM,
    description: `e2a dead letters, ${DEAD_DAYS} days: what nobody could do, with the reason; worrying when it grows`,
    subjects: [names.DEAD_SUBJECTS],
    retention: 'limits',
    discard: 'old',
    allow_direct: true,
    max_age: ms(DEAD_DAYS * DAY_MS),
    duplicate_window: ms(DUPLICATE_WINDOW_MS),
    metadata: meta('dead-letters'),
  },
});

const clips = (): Asset => ({
  share: 0.28,
  capBytes: 64 * GIB,
  config: {
    name: names.CLIP_STREAM,
    description: 'e2a clips: the FLAC of one segment by content key; the oldest go when it is full',
    subjects: ['e2aclip.*'],
    retention: 'limits',
    discard: 'old',
    max_msgs_per_subject: 1,
    allow_direct: true,
    metadata: meta('clips'),
  },
});

function buckets(options: TopologyOptions): Asset[] {
  const checkpoints = options.kinds.map((kind) =>
    bucket({
      name: names.checkpointBucket(kind),
      description: `e2a ${kind} checkpoints: state and progress, key = ${kind === 'chapter' ? 'JOB.CHAPTER' : 'JOB'}`,
      share: kind === 'book' ? 0.03 : 0.05,
      capBytes: kind === 'book' ? 512 * MIB : 2 * GIB,
      history: kind === 'book' ? BOOK_HISTORY : 1,
    }),
  );
  return [
    ...checkpoints,
    bucket({
      name: names.CONTROL_BUCKET,
      description: 'e2a control: run, pause or cancel per job; workers look here before they speak',
      share: 0.01,
      capBytes: 32 * MIB,
    }),
    bucket({
      name: names.NODE_BUCKET,
      description: 'e2a nodes: living hosts; an entry vanishes when its host falls silent',
      ttlMs: NODE_TTL_MS,
      ...FLEETING,
    }),
    bucket({
      name: names.LEASE_BUCKET,
      description: 'e2a leases: who holds a right that only one host has at a time',
      ...FLEETING,
    }),
    bucket({
      name: names.RATE_BUCKET,
      description: 'e2a rates: how often a voice engine may be called, and where its calls stand',
      share: 0.01,
      capBytes: 8 * MIB,
    }),
    bucket({
      name: names.RECORD_BUCKET,
      description: 'e2a records: what screens and integrations keep: batches, cursors, ledgers',
      share: 0.01,
      capBytes: 128 * MIB,
    }),
  ];
}

/** On the disk like all the others: a server that comes back has to find its buckets, for a node's login makes none. */
const FLEETING = { share: 0, capBytes: 8 * MIB } as const;

interface BucketPlan {
  readonly name: string;
  readonly description: string;
  readonly share: number;
  readonly capBytes: number;
  readonly history?: number;
  readonly ttlMs?: number;
}

/** A KV bucket as the stream it is, in the layout every NATS client knows. */
function bucket(plan: BucketPlan): Asset {
  const window = Math.min(BUCKET_DUPLICATE_WINDOW_MS, plan.ttlMs ?? BUCKET_DUPLICATE_WINDOW_MS);
  return {
    share: plan.share,
    capBytes: plan.capBytes,
    config: {
      name: names.kvStream(plan.name),
      description: plan.description,
      subjects: [names.kvSubject(plan.name, '>')],
      retention: 'limits',
      discard: 'new',
      storage: 'file',
      max_msgs_per_subject: plan.history ?? 1,
      max_age: ms(plan.ttlMs ?? 0),
      duplicate_window: ms(window),
      allow_rollup_hdrs: true,
      allow_direct: true,
      deny_delete: true,
      metadata: meta('bucket'),
    },
  };
}

function objects(): Asset[] {
  const plans = [
    {
      name: names.BOOK_OBJECTS,
      share: 0.1,
      capBytes: 16 * GIB,
      description: 'e2a books: submitted e-books (SHA256.epub) and chapter plans',
    },
    {
      name: names.AUDIO_OBJECTS,
      share: 0.3,
      capBytes: 128 * GIB,
      description: 'e2a audio: chapters and finished files, JOB/NAME',
    },
    {
      name: names.VOICE_OBJECTS,
      share: 0.07,
      capBytes: 8 * GIB,
      description: 'e2a voices: files for nodes without internet, FOLDER/FILE (e2a voices push)',
    },
  ];
  return plans.map((plan) => ({
    share: plan.share,
    capBytes: plan.capBytes,
    config: {
      name: names.objectStream(plan.name),
      description: plan.description,
      subjects: [`$O.${plan.name}.C.>`, `$O.${plan.name}.M.>`],
      retention: 'limits',
      discard: 'new',
      allow_rollup_hdrs: true,
      allow_direct: true,
      metadata: meta('objects'),
    },
  }));
}

/** One at a time per partition: the server keeps the order, however many hosts pull. */
export const mailConsumer = (kind: string, partition: number, leases: LeaseTimes): Partial<ConsumerConfig> => ({
  durable_name: names.mailConsumerName(kind, partition),
  description: `mail of ${kind} actors, partition ${partition}`,
  filter_subject: names.mailFilter(kind, partition),
  ack_policy: 'explicit',
  ack_wait: ms(leases.mailMs),
  max_ack_pending: 1,
  max_deliver: -1,
  max_waiting: MAX_WAITING,
  metadata: meta('mail'),
});

const PRIORITY_WORDS: Readonly<Record<Priority, string>> = { p0: 'preview', p1: 'normal', p2: 'bulk' };

export const workConsumer = (
  workClass: WorkClass,
  priority: Priority,
  leases: LeaseTimes,
): Partial<ConsumerConfig> => ({
  durable_name: names.workConsumerName(workClass, priority),
  description: `${PRIORITY_WORDS[priority]} work of class ${workClass}`,
  filter_subject: names.workFilter(workClass, priority),
  ack_policy: 'explicit',
  ack_wait: ms(leases.workMs),
  max_ack_pending: MAX_LEASED,
  max_deliver: -1,
  max_waiting: MAX_WAITING,
  metadata: meta('work', { 'e2a.class': workClass, 'e2a.priority': priority }),
});
