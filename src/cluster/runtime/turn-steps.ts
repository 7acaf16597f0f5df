import {
  type Address,
  type Clock,
  CODES,
  type Failure,
  fnv1a,
  formatAddress,
  type Instant,
  type Json,
  type JsonObject,
  toError,
  type Transition,
} from '../../core/index.js';
import type { Cluster, MailDelivery } from '../ports/index.js';
import type { Alarms } from './alarms.js';
import { type ActorRecord, checkpointAfter, type Known, knownOf, type Outbox, recordOf } from './actor-record.js';
import { type DecodedMail, decodeMail, type Letter } from './decode-mail.js';
import { type EffectHouse, performEffects } from './effects.js';

/** What turns are taken with. */
export interface TurnHouse extends EffectHouse {
  readonly cluster: Pick<Cluster, 'mail' | 'work' | 'events' | 'checkpoints' | 'deadLetters'>;
  readonly clock: Clock;
  readonly alarms: Pick<Alarms, 'arm'>;
}

export type Saved = { readonly saved: true; readonly wakeAt: Instant | null } | { readonly saved: false };

export type Received =
  | { readonly type: 'changed'; readonly transition: Transition<Json> }
  /** An actor that is not born and does not answer its first letter stays unborn. */
  | { readonly type: 'ignored' }
  /** Nobody there to say that it failed. */
  | { readonly type: 'refused'; readonly reason: string };

/** The steps of a turn, one function each: the order is in `turn.ts`, a test may put another in a step's place. */
export interface TurnSteps {
  decode(payload: Uint8Array): DecodedMail;
  /** Null: the checkpoint is a newer host's. */
  load(letter: Letter): Promise<ActorRecord | null>;
  known(actor: ActorRecord, messageId: string): Known;
  receive(actor: ActorRecord, letter: Letter): Promise<Received>;
  save(actor: ActorRecord, letter: Letter, transition: Transition<Json>): Promise<Saved>;
  /** Has the alarm of the saved state rung on time; harmless to repeat. */
  arm(address: Address, wakeAt: Instant | null): void;
  perform(outbox: Outbox, afterOne: () => Promise<void> | void): Promise<void>;
  ack(delivery: MailDelivery): Promise<void>;
  /** Buries what was not understood. */
  bury(payload: Uint8Array, letter: Letter | null, reason: string): Promise<void>;
}

/** Characters of a refused message kept in its dead letter. */
const EVIDENCE_MAX = 2_000;

/** The steps as the product takes them. */
export function turnSteps(house: TurnHouse): TurnSteps {
  const { checkpoints } = house.cluster;
  return {
    decode: (payload) => decodeMail(payload, house.behaviors),
    load: async ({ envelope, behavior }) => {
      const record = recordOf(envelope.to, behavior, await checkpoints.load(envelope.to), house.clock.now());
      return record && { ...record, traceparent: envelope.traceparent ?? record.traceparent };
    },
    known: knownOf,
    receive: (actor, letter) => receive(actor, letter, house),
    save: async (actor, { envelope }, transition) => {
      const checkpoint = checkpointAfter(actor, envelope, transition, house.clock.now());
      const { saved } = await checkpoints.save(actor.address, checkpoint, actor.revision);
      return saved ? { saved, wakeAt: checkpoint.wakeAt } : { saved };
    },
    arm: (address, wakeAt) => house.alarms.arm(address, wakeAt),
    perform: (outbox, afterOne) => performEffects(outbox, house, afterOne),
    ack: (delivery) => delivery.ack(),
    bury: (payload, letter, reason) => bury(payload, letter, reason, house),
  };
}

async function receive(actor: ActorRecord, letter: Letter, house: TurnHouse): Promise<Received> {
  if (!letter.message.ok) return failed(actor, letter, letter.message.error, house);
  const transition = tryReceive(actor, letter.message.value, house);
  if (transition instanceof Error) return failed(actor, letter, transition.message, house);
  const ignored = actor.revision === null && transition.state === actor.state && transition.effects.length === 0;
  return ignored ? { type: 'ignored' } : { type: 'changed', transition };
}

function tryReceive(actor: ActorRecord, message: Letter['envelope']['message'], house: TurnHouse) {
  try {
    return actor.behavior.receive(actor.state, message, house.clock.now());
  } catch (error) {
    return toError(error);
  }
}

/** The actor says that it failed; the letter is kept for whoever looks into it. */
async function failed(actor: ActorRecord, letter: Letter, reason: string, house: TurnHouse): Promise<Received> {
  if (actor.revision === null && !letter.message.ok) return { type: 'refused', reason };
  await bury(new Uint8Array(), letter, reason, house);
  return { type: 'changed', transition: tryFail(actor, failureOf(letter, reason)) };
}

/** An actor that cannot even fail keeps its state: one bad letter must not stop its partition for ever. */
function tryFail(actor: ActorRecord, failure: Failure): Transition<Json> {
  try {
    return actor.behavior.fail(actor.state, failure);
  } catch {
    return { state: actor.state, effects: [] };
  }
}

const failureOf = ({ envelope }: Letter, reason: string): Failure => ({
  code: CODES.actorFailed,
  what: `${formatAddress(envelope.to)} could not take the message ${envelope.message.type}`,
  why: reason,
});

async function bury(payload: Uint8Array, letter: Letter | null, reason: string, house: TurnHouse): Promise<void> {
  const text = new TextDecoder().decode(payload);
  const { job, chapter } = letter?.envelope.to ?? { job: 'unknown', chapter: 'unknown' };
  const item = letter?.envelope.id ?? `unreadable-${fnv1a(text).toString(16)}`;
  const detail = letter === null ? { payload: text.slice(0, EVIDENCE_MAX) } : evidenceOf(letter);
  await house.cluster.deadLetters.record(
    { origin: 'mail', job, chapter: chapter ?? 'book', item, reason, detail, at: house.clock.now() },
    `dead:mail:${item}`,
  );
}

const evidenceOf = ({ envelope }: Letter): JsonObject => ({ envelope: { ...envelope, to: { ...envelope.to } } });
