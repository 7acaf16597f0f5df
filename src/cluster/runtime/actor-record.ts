import type { Address, Behavior, Effect, Instant, Json, Transition } from '../../core/index.js';
import type { Checkpoint, Envelope, StoredCheckpoint } from '../ports/index.js';

/** An actor as loaded: its state, and what its store knows of its last turns. */
export interface ActorRecord {
  readonly address: Address;
  readonly behavior: Behavior;
  readonly state: Json;
  readonly turn: number;
  readonly wakeAt: Instant | null;
  readonly last: Checkpoint['last'];
  readonly recent: readonly string[];
  /** Null: not born yet. */
  readonly revision: number | null;
}

/** The effects of one turn, under the name that makes their ids. */
export interface Outbox {
  readonly address: Address;
  readonly turn: number;
  readonly effects: readonly Effect[];
}

export type Known =
  | { readonly type: 'new' }
  /** Saved, perhaps not performed: the effects are done once more, under the same ids. */
  | { readonly type: 'last'; readonly outbox: Outbox }
  /** Acknowledged long ago, so performed. */
  | { readonly type: 'older' };

/** A partition has one message unacknowledged, so that one id would do for redelivery; the others catch senders that repeat themselves after the duplicate window. */
export const RECENT_MAX = 32;

/** Null when the checkpoint was written by a newer host. */
export function recordOf(address: Address, behavior: Behavior, stored: StoredCheckpoint | null): ActorRecord | null {
  if (stored === null) return unborn(address, behavior);
  const { state, schemaVersion, turn, wakeAt, last, recent } = stored.checkpoint;
  if (schemaVersion > behavior.schemaVersion) return null;
  const migrated =
    schemaVersion < behavior.schemaVersion && behavior.migrate ? behavior.migrate(state, schemaVersion) : state;
  return { address, behavior, state: migrated, turn, wakeAt, last, recent, revision: stored.revision };
}

const unborn = (address: Address, behavior: Behavior): ActorRecord => ({
  address,
  behavior,
  state: behavior.initial(address),
  turn: 0,
  wakeAt: null,
  last: null,
  recent: [],
  revision: null,
});

export function knownOf(actor: ActorRecord, messageId: string): Known {
  if (actor.last?.messageId === messageId) return { type: 'last', outbox: outboxOf(actor, actor.last.effects) };
  return actor.recent.includes(messageId) ? { type: 'older' } : { type: 'new' };
}

export const outboxOf = (actor: Pick<ActorRecord, 'address' | 'turn'>, effects: readonly Effect[]): Outbox => ({
  address: actor.address,
  turn: actor.turn,
  effects,
});

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
    turn: actor.turn + 1,
    wakeAt: alarmAfter(actor, envelope.message.type, transition.effects, at),
    updatedAt: at,
    state: transition.state,
    last: { messageId: envelope.id, effects: transition.effects },
    recent: [...actor.recent, envelope.id].slice(-RECENT_MAX),
  };
}

/** The alarm that the actor set last; one that has rung is taken away. */
function alarmAfter(actor: ActorRecord, message: string, effects: readonly Effect[], at: Instant): Instant | null {
  const set = effects.findLast((effect) => effect.type === 'wakeAt');
  if (set !== undefined) return set.at;
  const rung = message === 'Wake' && actor.wakeAt !== null && actor.wakeAt <= at;
  return rung ? null : actor.wakeAt;
}
