import type { Instant } from './clock.js';
import type { Failure } from './errors.js';
import type { Address, ChapterId, JobId } from './ids.js';
import { isJsonObject, type Json, type JsonObject } from './json.js';
import type { Result } from './result.js';

/** What an actor is told: a command (`StartChapter`) or an event (`SegmentSpoken`), as plain JSON. */
export type Message = JsonObject & { readonly type: string };

export const isMessage = (value: Json | undefined): value is Message =>
  isJsonObject(value) && typeof value['type'] === 'string';

/** p0 preview, p1 normal, p2 bulk. */
export const PRIORITIES = ['p0', 'p1', 'p2'] as const;
export type Priority = (typeof PRIORITIES)[number];

/**
 * Which workers may take an item: `read` (plans a book), `media` (needs ffmpeg), `verify` (needs a recogniser), or `speech-<profile id>`. Reading has
 * workers of its own, so that a new book need not wait for the joins of others, nor these for a shelf of new books.
 */
export type WorkClass = 'read' | 'media' | 'verify' | `speech-${string}`;

/** One piece of long work. Idempotent: doing it twice gives the same bytes under the same names. */
export interface WorkItem {
  readonly class: WorkClass;
  readonly priority: Priority;
  readonly job: JobId;
  /** `book` for items of the whole book. */
  readonly chapter: ChapterId | 'book';
  /** `0042` for a segment, else the verb: `read`, `join`, `encode`, `assemble`. */
  readonly item: string;
  /** From 1; numbered by the actor that asks. */
  readonly attempt: number;
  /** The actor that is told the outcome. */
  readonly replyTo: Address;
  /** What to do; `type` names the performer (`speak`, `join`, …). */
  readonly task: Message;
  /** W3C trace context, put there by the runtime; actors never see it. */
  readonly traceparent?: string | undefined;
}

/** `<job>/<chapter>/<item>/<attempt>`: names the item in subjects, logs and publish ids. */
export const workId = (item: Pick<WorkItem, 'job' | 'chapter' | 'item' | 'attempt'>): string =>
  `${item.job}/${item.chapter}/${item.item}/${item.attempt}`;

/** Something worth showing to people; carries a sentence. */
export interface ActorEvent {
  readonly job: JobId;
  /** kebab-case: `chapter-joined`. */
  readonly type: string;
  /** One sentence for `nats sub`. */
  readonly text: string;
  /** What metrics are made of, on the host that announces it: `since` (an instant), `silent` (a count). */
  readonly facts?: JsonObject;
}

/** A value that asks the runtime to do something once the state is safe. Order is kept. */
export type Effect =
  | { readonly type: 'tell'; readonly to: Address; readonly message: Message }
  | { readonly type: 'enqueueWork'; readonly item: WorkItem }
  | { readonly type: 'announce'; readonly event: ActorEvent }
  /** The actor is told `{type:'Wake'}` at or after this time; `null` takes the alarm away. */
  | { readonly type: 'wakeAt'; readonly at: Instant | null }
  /** Takes the work of a job, or of one chapter of it, out of the queue. What is leased is finished by whoever has it; asked for again, it is done twice. */
  | { readonly type: 'withdraw'; readonly job: JobId; readonly chapter?: ChapterId | undefined }
  /** A short idempotent action of the host, by name (`writeControl`, `recordDeadLetter`). */
  | { readonly type: 'perform'; readonly action: string; readonly args: JsonObject };

export interface Transition<State> {
  readonly state: State;
  readonly effects: readonly Effect[];
}

/** An actor kind: pure rules, no I/O, no clock. `State` must be plain JSON. */
export interface Behavior<State = Json, M extends Message = Message> {
  readonly kind: string;
  /** Of state and messages; a host meets a newer one with standing aside. */
  readonly schemaVersion: number;
  initial(address: Address): State;
  /** Checks a message from the wire. */
  decode(message: Json): Result<M>;
  /** Total and pure: every message in every state has an answer. */
  receive(state: State, message: M, at: Instant): Transition<State>;
  /** The state after a message of this actor could not be understood or handled. */
  fail(state: State, failure: Failure): Transition<State>;
  /** Put first in the stored JSON, so that `nats kv get` shows what matters: title, phase, counts. */
  summary(state: State): JsonObject;
  migrate?(stored: Json, fromVersion: number): State;
}

/** A state as it was stored, in the words of today's rules; null when a newer program wrote it. */
export function readState<State>(
  behavior: Pick<Behavior<State>, 'schemaVersion' | 'migrate'>,
  stored: { readonly state: Json; readonly schemaVersion: number },
): State | null {
  const { state, schemaVersion } = stored;
  if (schemaVersion > behavior.schemaVersion) return null;
  const isOlder = schemaVersion < behavior.schemaVersion;
  return isOlder && behavior.migrate ? behavior.migrate(state, schemaVersion) : (state as State);
}
