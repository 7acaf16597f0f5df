import {
  type Address,
  type Behavior,
  type Effect,
  formatAddress,
  type Instant,
  type Json,
  readState,
  type Transition,
} from '../../core/index.js';
import type { Checkpoint, Envelope, StoredCheckpoint } from '../ports/index.js';

/** An actor as loaded: its state, and what its store knows of its last turns. */
export interface ActorRecord {
  readonly address: Address;
  readonly behavior: Behavior;
  readonly state: Json;
  /** Of an actor that is not born yet: now. */
  readonly born: Instant;
  readonly turn: number;
  readonly wakeAt: Instant | null;
  readonly last: Checkpoint['last'];
  readonly recent: readonly string[];
  /** Null: not born yet. */
  readonly revision: number | null;
  /** Of the turn in hand, else of the last one that had a trace. */
  readonly traceparent: string | undefined;
}

/** The effects of one turn, under the name that makes their ids. */
export interface Outbox {
  readonly address: Address;
  readonly born: Instant;
  readonly turn: number;
  readonly effects: readonly Effect[];
  /** W3C trace context of the message that caused them. */
  readonly traceparent?: string | undefined;
}

export type Known =
  | { readonly type: 'new' }
  /** Saved, perhaps not performed: the effects are done once more, under the same ids. */
  | { readonly type: 'last'; readonly outbox: Outbox }
  /** Acknowledged long ago, so performed. */
  | { readonly type: 'older' };

/** A partition has one message unacknowledged, so that one id would do for redelivery; the others catch senders that repeat themselves after the duplicate window. */
export const RECENT_MAX = 32;

/**
 * An actor as its store knows it, or as it is born.
 * @param at now
 * @returns null when the checkpoint was written by a newer host
 */
export function recordOf(
  address: Address,
  behavior: Behavior,
  stored: StoredCheckpoint | null,
  at: Instant,
): ActorRecord | null {
  if (stored === null) return unborn(address, behavior, at);
  const { born, turn, wakeAt, last, recent, traceparent } = stored.checkpoint;
  const state = readState(behavior, stored.checkpoint);
  if (state === null) return null;
  return { address, behavior, state, born, turn, wakeAt, last, recent, revision: stored.revision, traceparent };
}

const unborn = (address: Address, behavior: Behavior, at: Instant): ActorRecord => ({
  address,
  behavior,
  state: behavior.initial(address),
  born: at,
  turn: 0,
  wakeAt: null,
  last: null,
  recent: [],
  revision: null,
  traceparent: undefined,
});

export function knownOf(actor: ActorRecord, messageId: string): Known {
  if (actor.last?.messageId === messageId) return { type: 'last', outbox: outboxOf(actor, actor.last.effects) };
  return actor.recent.includes(messageId) ? { type: 'older' } : { type: 'new' };
}

export const outboxOf = (
  actor: Pick<ActorRecord, 'address' | 'born' | 'turn' | 'traceparent'>,
  effects: readonly Effect[],
): Outbox => ({
  address: actor.address,
  born: actor.born,
  turn: actor.turn,
  effects,
  traceparent: actor.traceparent,
});

/** `<address>@<born, base 36>#<turn>`: names a turn of an actor, and of no other that had this address. */
export const turnId = ({ address, born, turn }: Pick<ActorRecord, 'address' | 'born' | 'turn'>): string =>
  `${formatAddress(address)}@${born.toString(36)}#${turn}`;

/** What is saved after a turn: the new state together with its outbox, in one write. */
export function checkpointAfter(
  actor: ActorRecord,
  envelope: Pick<Envelope, 'id' | 'message'>,
  transition: Transition<Json>,
  at: Instant,
): Checkpoint {
  return {
    summary: actor.behavior.summary(transition.state),
    kind: actor.behavior.kind,
    schemaVersion: actor.behavior.schemaVersion,
    born: actor.born,
    turn: actor.turn + 1,
    wakeAt: alarmAfter(actor, envelope.message.type, transition.effects, at),
    updatedAt: at,
    state: transition.state,
    last: { messageId: envelope.id, effects: transition.effects },
    recent: [...actor.recent, envelope.id].slice(-RECENT_MAX),
    ...(actor.traceparent === undefined ? {} : { traceparent: actor.traceparent }),
  };
}

/** The alarm that the actor set last; one that has rung is taken away. */
function alarmAfter(actor: ActorRecord, message: string, effects: readonly Effect[], at: Instant): Instant | null {
  const set = effects.findLast((effect) => effect.type === 'wakeAt');
  if (set !== undefined) return set.at;
  const rung = message === 'Wake' && actor.wakeAt !== null && actor.wakeAt <= at;
  return rung ? null : actor.wakeAt;
}
