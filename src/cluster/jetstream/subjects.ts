import type { ActorEvent, Address, ChapterId, JobId, Priority, WorkClass, WorkItem } from '../../core/index.js';
import { assert, fnv1a, PRIORITIES } from '../../core/index.js';

/** The names operators see. Public API: `nats` one-liners, KEDA and alarms are written against them. */
export const MAIL_STREAM = 'E2A_MAIL';
export const WORK_STREAM = 'E2A_WORK';
export const EVENT_STREAM = 'E2A_EVENTS';
export const DEAD_STREAM = 'E2A_DEAD';
export const CLIP_STREAM = 'E2A_CLIPS';
export const CONTROL_BUCKET = 'e2a_control';
export const NODE_BUCKET = 'e2a_nodes';
export const LEASE_BUCKET = 'e2a_leases';
export const RATE_BUCKET = 'e2a_rates';
export const RECORD_BUCKET = 'e2a_records';
export const BOOK_OBJECTS = 'e2a_books';
export const AUDIO_OBJECTS = 'e2a_audio';
export const VOICE_OBJECTS = 'e2a_voices';

export const DEAD_SUBJECTS = 'e2a.dead.>';
const TOKEN = /^[A-Za-z0-9_-]+$/;
const CONTROL_KEY = /^(node\.)?[A-Za-z0-9_-]+$/;
/** Two digits keep `nats consumer ls` in order up to 100 partitions. */
const PARTITION_DIGITS = 2;

/** A part of a subject or key: one word without dots, blanks or wildcards. */
function token(text: string, what: string): string {
  assert(TOKEN.test(text), `${what} cannot stand in a subject: ${JSON.stringify(text)}`);
  return text;
}

/** A readable stand-in where the exact text stands in the message itself. */
const looseToken = (text: string): string => text.replace(/[^A-Za-z0-9_-]+/g, '_') || '_';

/** A node's name where only a word may stand; the node's own records have the exact name. */
export const nodeToken = (node: string): string => looseToken(node);

const actorKey = (address: Address): string => {
  const job = token(address.job, 'job id');
  return address.chapter === undefined ? job : `${job}.${token(address.chapter, 'chapter id')}`;
};

/** Which partition serves an actor; the same everywhere, for ever (or mail would overtake mail). */
export const partitionOf = (address: Address, partitions: number): number => fnv1a(actorKey(address)) % partitions;

export const mailSubject = (address: Address, partitions: number): string =>
  `e2a.mail.${token(address.kind, 'actor kind')}.${partitionOf(address, partitions)}.${actorKey(address)}`;

export const mailFilter = (kind: string, partition: number): string =>
  `e2a.mail.${token(kind, 'actor kind')}.${partition}.>`;

/** All mail of a kind, or of one of its jobs and their chapters. */
export const mailOfKind = (kind: string, job?: JobId): readonly string[] => {
  const ofKind = `e2a.mail.${token(kind, 'actor kind')}.*`;
  return job === undefined ? [`${ofKind}.>`] : [`${ofKind}.${token(job, 'job id')}`, `${ofKind}.${job}.>`];
};

/** The actor whose mail has this subject; null for subjects of other people's making. */
export function actorOfMail(subject: string): Address | null {
  const [, , kind, , job, chapter, ...rest] = subject.split('.');
  if (!kind || !job || rest.length > 0) return null;
  return chapter === undefined ? { kind, job } : { kind, job, chapter };
}

/** `chapter-07`: the durable consumer of one partition. */
export const mailConsumerName = (kind: string, partition: number): string =>
  `${token(kind, 'actor kind')}-${String(partition).padStart(PARTITION_DIGITS, '0')}`;

export const workSubject = (item: WorkItem): string =>
  [
    'e2a.work',
    token(item.class, 'work class'),
    item.priority,
    token(item.job, 'job id'),
    token(item.chapter, 'chapter id'),
    token(item.item, 'item'),
    item.attempt,
  ].join('.');

export const workFilter = (workClass: WorkClass, priority: Priority): string =>
  `e2a.work.${token(workClass, 'work class')}.${priority}.>`;

export const workOfClass = (workClass: WorkClass): string => `e2a.work.${token(workClass, 'work class')}.>`;

/** Every class and priority of a job, or of one chapter of it. */
export const workOfJob = (job: JobId, chapter?: ChapterId): string =>
  chapter === undefined
    ? `e2a.work.*.*.${token(job, 'job id')}.>`
    : `e2a.work.*.*.${token(job, 'job id')}.${token(chapter, 'chapter id')}.>`;

/** `media-p1`: the durable consumer of one class and priority. */
export const workConsumerName = (workClass: WorkClass, priority: Priority): string =>
  `${token(workClass, 'work class')}-${priority}`;

/** `<chapter>/<item>/<attempt>` of a work subject; null when it is not one. */
export function workKeyOf(subject: string): string | null {
  const [, , , , , chapter, item, attempt, ...rest] = subject.split('.');
  return chapter && item && attempt && rest.length === 0 ? `${chapter}/${item}/${attempt}` : null;
}

/** Class and priority of a work subject; null when it is not one. */
export function queueOfWork(subject: string): { readonly class: WorkClass; readonly priority: Priority } | null {
  const [, , className = '', priorityName] = subject.split('.');
  const priority = PRIORITIES.find((one) => one === priorityName);
  if (priority === undefined) return null;
  const workClass = workClassOf(className);
  return workClass === null ? null : { class: workClass, priority };
}

const SPEECH = 'speech-';

/** Null when it names no class of work. */
export function workClassOf(name: string): WorkClass | null {
  if (name === 'read' || name === 'media' || name === 'verify') return name;
  return name.startsWith(SPEECH) ? `${SPEECH}${name.slice(SPEECH.length)}` : null;
}

export const eventSubject = (event: Pick<ActorEvent, 'job' | 'type'>): string =>
  `e2a.event.${token(event.job, 'job id')}.${token(event.type, 'event type')}`;

export const eventFilter = (job: JobId | null): string =>
  job === null ? 'e2a.event.*.*' : `e2a.event.${token(job, 'job id')}.*`;

export const deadSubject = (letter: { origin: string; job: string; chapter: string; item: string }): string =>
  `e2a.dead.${letter.origin}.${looseToken(letter.job)}.${looseToken(letter.chapter)}.${looseToken(letter.item)}`;

/** Outside `e2a.>`, so that `nats sub 'e2a.>'` prints no audio. */
export const clipSubject = (key: string): string => `e2aclip.${token(key, 'clip key')}`;

export const CLIP_FILTER = 'e2aclip.*';

export const keyOfClip = (subject: string): string | null =>
  subject.startsWith('e2aclip.') ? subject.slice('e2aclip.'.length) : null;

/** The orders to nodes on the control board, beside the jobs' keys. */
export const NODE_ORDER_KEYS = 'node.*';
export const nodeOrderKey = (node: string): string => NODE_ORDER_KEYS.replace('*', nodeToken(node));

/** What a voice engine allows, set by people, and where its calls stand, kept by nodes. */
export const RATE_LIMIT_KEYS = 'limit.*';
export const rateLimitKey = (engine: string): string => RATE_LIMIT_KEYS.replace('*', token(engine, 'engine'));
export const rateStateKey = (engine: string): string => `state.${token(engine, 'engine')}`;

/** The key of an entry on the control board, `<job>` or `node.<node>`; null when somebody delivered something else to our subscription. */
export function keyOfControl(subject: string): string | null {
  const prefix = kvSubject(CONTROL_BUCKET, '');
  const key = subject.slice(prefix.length);
  return subject.startsWith(prefix) && CONTROL_KEY.test(key) ? key : null;
}

/** Bucket of an actor kind's checkpoints. */
export function checkpointBucket(kind: string): string {
  if (kind === 'book') return 'e2a_jobs';
  if (kind === 'chapter') return 'e2a_chapters';
  return `e2a_${token(kind, 'actor kind')}`;
}

export const checkpointKey = (address: Address): string => actorKey(address);

/** The address a checkpoint key stands for; null for keys of other people's making. */
export function addressOfKey(kind: string, key: string): Address | null {
  const [job, chapter, ...rest] = key.split('.');
  if (!job || rest.length > 0) return null;
  return chapter === undefined ? { kind, job } : { kind, job, chapter };
}

export const kvStream = (bucket: string): string => `KV_${bucket}`;
export const kvSubject = (bucket: string, key: string): string => `$KV.${bucket}.${key}`;
export const objectStream = (bucket: string): string => `OBJ_${bucket}`;
