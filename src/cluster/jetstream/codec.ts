import type { ActorEvent, Instant, Json, JsonObject, Result, WorkItem } from '../../core/index.js';
import {
  err,
  isJsonObject,
  isTraceparent,
  ok,
  PRIORITIES,
  parseAddress,
  parseJson,
  formatAddress,
} from '../../core/index.js';
import { workClassOf } from './subjects.js';
import type { Checkpoint, DeadLetter, Envelope, PublishedEvent } from '../ports/index.js';

/** What stands on the wire: readable JSON, the words an operator looks for first. */
const TEXT = new TextDecoder();
const BYTES = new TextEncoder();

const encode = (value: unknown): Uint8Array => BYTES.encode(JSON.stringify(value));

export function decodeObject(bytes: Uint8Array): Result<JsonObject> {
  const parsed = parseJson(TEXT.decode(bytes));
  if (!parsed.ok) return parsed;
  return isJsonObject(parsed.value) ? ok(parsed.value) : err('not a JSON object');
}

const iso = (at: Instant): string => new Date(at).toISOString();
const instantOf = (text: Json | undefined): Instant => (typeof text === 'string' ? Date.parse(text) : Number.NaN);

/** As it is; the runtime decodes it. */
export const encodeEnvelope = (envelope: Envelope): Uint8Array => encode(envelope);

export function encodeWorkItem(item: WorkItem): Uint8Array {
  const { replyTo, task, ...rest } = item;
  return encode({ ...rest, replyTo: formatAddress(replyTo), task });
}

export function decodeWorkItem(bytes: Uint8Array): Result<WorkItem> {
  const decoded = decodeObject(bytes);
  if (!decoded.ok) return decoded;
  const { class: workClass, priority, job, chapter, item, attempt, replyTo, task, traceparent } = decoded.value;
  const to = typeof replyTo === 'string' ? parseAddress(replyTo) : err('no reply address');
  if (!to.ok) return to;
  if (!isWorkClass(workClass) || !isPriority(priority)) return err('work class or priority is not one of ours');
  if (typeof job !== 'string' || typeof chapter !== 'string' || typeof item !== 'string')
    return err('job, chapter or item is missing');
  if (typeof attempt !== 'number' || !isJsonObject(task) || typeof task['type'] !== 'string')
    return err('attempt or task is missing');
  return ok({
    class: workClass,
    priority,
    job,
    chapter,
    item,
    attempt,
    replyTo: to.value,
    task: { ...task, type: task['type'] },
    ...(typeof traceparent === 'string' && isTraceparent(traceparent) ? { traceparent } : {}),
  });
}

const isWorkClass = (value: Json | undefined): value is WorkItem['class'] =>
  typeof value === 'string' && workClassOf(value) !== null;
const isPriority = (value: Json | undefined): value is WorkItem['priority'] =>
  PRIORITIES.some((priority) => priority === value);

/** The summary's words stand first and on top, so that `nats kv get` shows title, phase and counts. */
export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  const { summary, ...rest } = checkpoint;
  return encode({ ...summary, checkpoint: rest });
}

export function decodeCheckpoint(bytes: Uint8Array): Result<Checkpoint> {
  const decoded = decodeObject(bytes);
  if (!decoded.ok) return decoded;
  const { checkpoint, ...summary } = decoded.value;
  if (!isJsonObject(checkpoint)) return err('no checkpoint in it');
  const { kind, schemaVersion, born = 0, turn, wakeAt, updatedAt, state, recent } = checkpoint;
  const whole =
    typeof kind === 'string' &&
    typeof schemaVersion === 'number' &&
    typeof born === 'number' &&
    typeof turn === 'number' &&
    (wakeAt === null || typeof wakeAt === 'number') &&
    typeof updatedAt === 'number' &&
    state !== undefined &&
    Array.isArray(recent);
  // The fields are checked above; effects were written by this product and are read by the same version or a newer one.
  return whole ? ok({ summary, ...checkpoint, born } as unknown as Checkpoint) : err('the checkpoint is not whole');
}

export const encodeEvent = (event: ActorEvent, at: Instant): Uint8Array =>
  encode({ text: event.text, type: event.type, job: event.job, at: iso(at) });

/** What stands in it; its place in the stream stands beside it. */
export function decodeEvent(bytes: Uint8Array): Omit<PublishedEvent, 'seq'> | null {
  const decoded = decodeObject(bytes);
  if (!decoded.ok) return null;
  const { text, type, job, at } = decoded.value;
  if (typeof text !== 'string' || typeof type !== 'string' || typeof job !== 'string') return null;
  const instant = instantOf(at);
  return Number.isNaN(instant) ? null : { text, type, job, at: instant };
}

export const encodeDeadLetter = (letter: DeadLetter): Uint8Array => {
  const { reason, at, ...rest } = letter;
  return encode({ reason, at: iso(at), ...rest });
};

export function decodeDeadLetter(bytes: Uint8Array): DeadLetter | null {
  const decoded = decodeObject(bytes);
  if (!decoded.ok) return null;
  const { reason, at, origin, job, chapter, item, detail } = decoded.value;
  const instant = instantOf(at);
  if (typeof reason !== 'string' || typeof job !== 'string' || typeof chapter !== 'string') return null;
  if (typeof item !== 'string' || (origin !== 'work' && origin !== 'mail') || Number.isNaN(instant)) return null;
  return { origin, job, chapter, item, reason, detail: isJsonObject(detail) ? detail : {}, at: instant };
}
