import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setTimeout as pass } from 'node:timers/promises';
import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { encodeFlac, timingsName } from '../../../src/audio/index.js';
import type { Cluster } from '../../../src/cluster/ports/index.js';
import type { Address, Message, WorkItem } from '../../../src/core/index.js';
import type { ChapterPlan, PlannedSegment } from '../../../src/planning/index.js';
import { type HostProcess, startScript } from '../../support/host-process.js';
import { seededRandom } from '../../support/random.js';
import type { WorkCrashOrders } from './work-crash-child.js';
import type { WorkAftermath, WorkLine } from './work-crash-table.js';
import type { WorkProtection } from './work-protections.js';

/** A server of its own for one scene, and our own connection to it. */
export interface WorkStage {
  readonly servers: string;
  readonly cluster: Cluster;
  readonly leases: WorkCrashOrders['leases'];
  /** The compiled `work-crash-child.ts`. */
  readonly script: string;
}

const CHAPTER: Address = { kind: 'chapter', job: 'crash-0001', chapter: 'ch-001' };
const PLAN = 'crash-0001/plan.json';
const TEXT = 'The keeper counted the hours.';
/** Noise does not shrink: three clips make a chapter of three chunks. */
const CLIPS = 3;
const CLIP_SAMPLES = 240_000;
const POLL_MS = 50;
/** A scene in which something is missing ends after so many leases. */
const PATIENCE_LEASES = 3;
const TAKE_MS = 1_000;

/** Plays one line of the table, with one protection taken away or with all of them. */
export async function playWorkCrash(
  line: WorkLine,
  without: WorkProtection | null,
  stage: WorkStage,
): Promise<WorkAftermath> {
  const base = { servers: stage.servers, leases: stage.leases, how: line.how, without };
  const hosts: HostProcess[] = [];
  const start = (point: WorkCrashOrders['point']): HostProcess => {
    const host = startScript(stage.script, { WORK_CRASH_CHILD: JSON.stringify({ ...base, point }) });
    hosts.push(host);
    return host;
  };
  try {
    await prepare(line, stage.cluster);
    const doomed = start(line.after);
    await doomed.said((said) => said.type === 'at');
    if (line.how === 'kill') await doomed.ended;
    const heir = start(null);
    await heir.said((said) => said.type === 'ready');
    await untilSettled(stage);
    if (line.how === 'freeze') await thaw(doomed);
    await pass(stage.leases.workMs);
    return await lookAround(stage, without, hosts);
  } finally {
    await Promise.all(hosts.map(end));
  }
}

async function end(host: HostProcess): Promise<void> {
  host.kill('SIGKILL');
  await host.ended;
  const folder = host.lines.find(({ type }) => type === 'ready')?.['workFolder'];
  if (typeof folder === 'string') rmSync(folder, { recursive: true, force: true });
}

/** The plan, the clips where there must be some, and the item. */
async function prepare({ work }: WorkLine, cluster: Cluster): Promise<void> {
  const segments = work === 'speak' ? [segment('spoken')] : await storedSegments(cluster);
  const plan: ChapterPlan = {
    v: 1,
    chapter: 'ch-001',
    title: 'Crash',
    kind: 'chapter',
    language: 'en',
    leadSamples: 0,
    tailSamples: 0,
    segments,
  };
  await cluster.books.put(PLAN, Buffer.from(JSON.stringify(plan)), 'a plan');
  const item = itemFor(work);
  await cluster.work.offer(item.class);
  await cluster.work.enqueue(item, 'the-item');
}

function itemFor(work: WorkLine['work']): WorkItem {
  const shared = { priority: 'p1', job: CHAPTER.job, chapter: 'ch-001', attempt: 1, replyTo: CHAPTER } as const;
  const speak = { type: 'speak', plan: PLAN, segment: 1, attempt: 1, after: 0 };
  const join = { type: 'join', plan: PLAN, silent: [], attempt: 1 };
  return work === 'speak'
    ? { ...shared, class: 'speech-test', item: '0001', task: speak }
    : { ...shared, class: 'media', item: 'join', task: join };
}

const segment = (key: string): PlannedSegment => ({
  key,
  characters: TEXT.length,
  utterances: [{ text: TEXT, spoken: TEXT, pauseAfter: 0 }],
});

async function storedSegments(cluster: Cluster): Promise<readonly PlannedSegment[]> {
  const random = seededRandom(1);
  const segments = Array.from({ length: CLIPS }, (_, n) => segment(`clip-${n}`));
  for (const { key } of segments) {
    const bytes = await encodeFlac(
      Int16Array.from({ length: CLIP_SAMPLES }, () => Math.round((random() - 0.5) * 20_000)),
    );
    const digest = createHash('sha256').update(bytes).digest('hex');
    await cluster.clips.put(key, bytes, { digest, samples: CLIP_SAMPLES, utterances: [CLIP_SAMPLES] });
  }
  return segments;
}

/** Until the queue is empty, or nothing more is to be hoped for. */
async function untilSettled({ cluster, leases }: WorkStage): Promise<void> {
  const lastBell = Date.now() + PATIENCE_LEASES * leases.workMs;
  while (Date.now() < lastBell && (await cluster.work.present(CHAPTER.job)).size > 0) await pass(POLL_MS);
}

/** Lets the frozen host go on, and waits until it has settled its item. */
async function thaw(host: HostProcess): Promise<void> {
  host.kill('SIGCONT');
  await host.said(({ type }) => type === 'work-finished');
}

async function lookAround(
  { cluster, servers }: WorkStage,
  without: WorkProtection | null,
  hosts: readonly HostProcess[],
): Promise<WorkAftermath> {
  await Promise.all(hosts.map(end));
  const left = (await cluster.work.present(CHAPTER.job)).size;
  const outcomes = await takeOutcomes(cluster);
  if (without !== 'sweep') await cluster.audio.sweep(Date.now() + POLL_MS);
  return {
    done: hosts.flatMap((host) => host.lines).filter(({ type }) => type === 'done').length,
    outcomes: outcomes.length,
    agree: (await Promise.all(outcomes.map((outcome) => isTrue(outcome, cluster)))).every(Boolean),
    strays: await countStrays(servers, outcomes),
    left,
  };
}

async function takeOutcomes(cluster: Cluster): Promise<Message[]> {
  const outcomes: Message[] = [];
  const never = new AbortController().signal;
  const empty = async (partition: number): Promise<void> => {
    for (;;) {
      const delivery = await cluster.mail.take('chapter', partition, TAKE_MS, never);
      if (delivery === null) return;
      const envelope = JSON.parse(Buffer.from(delivery.payload).toString('utf8')) as { message: Message };
      outcomes.push(envelope.message);
      await delivery.ack();
    }
  };
  await Promise.all(Array.from({ length: cluster.mail.partitions }, (_, partition) => empty(partition)));
  return outcomes;
}

/** What the outcome says of the sound is what the store holds. */
async function isTrue(outcome: Message, cluster: Cluster): Promise<boolean> {
  if (outcome.type === 'SegmentSpoken') return (await cluster.clips.get('spoken'))?.digest === outcome['digest'];
  const object = String(outcome['object']);
  const hash = createHash('sha256');
  for await (const part of (await cluster.audio.get(object)) ?? []) hash.update(part);
  return object.includes(hash.digest('hex').slice(0, 12));
}

async function countStrays(servers: string, outcomes: readonly Message[]): Promise<number> {
  const nc = await connect({ servers });
  try {
    const sounds = outcomes.map((outcome) => String(outcome['object']));
    return await straysOf(await jetstreamManager(nc), new Set([...sounds, ...sounds.map(timingsName)]));
  } finally {
    await nc.close();
  }
}

async function straysOf(jsm: JetStreamManager, named: ReadonlySet<unknown>): Promise<number> {
  const { state } = await jsm.streams.info('OBJ_e2a_audio', { subjects_filter: '>' });
  const subjects = Object.keys(state.subjects ?? {});
  const records = await Promise.all(
    subjects
      .filter((subject) => subject.includes('.M.'))
      .map((subject) => jsm.streams.getMessage('OBJ_e2a_audio', { last_by_subj: subject })),
  );
  const objects = records.flatMap((record) => record?.json<{ name: string; nuid: string }>() ?? []);
  const whole = new Set(objects.map(({ nuid }) => nuid));
  const pieces = subjects.filter((subject) => subject.includes('.C.') && !whole.has(subject.split('.')[3] ?? ''));
  return pieces.length + objects.filter(({ name }) => !named.has(name)).length;
}
