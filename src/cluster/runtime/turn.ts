import { backoffMs, type BackoffPolicy } from '../../core/index.js';
import type { MailDelivery } from '../ports/index.js';
import { type ActorRecord, outboxOf } from './actor-record.js';
import type { Letter } from './decode-mail.js';
import type { TurnSteps } from './turn-steps.js';

export type TurnStep =
  | 'take'
  | 'decode'
  | 'load'
  | 'receive'
  | 'save'
  | 'perform-partial'
  | 'perform'
  | 'ack'
  /** Later: an alarm that the turn has set is due; and it is told. */
  | 'ring'
  | 'rung';

/** Where a test may look in, or kill the process; `perform-partial` is after each effect but the last. */
export interface TurnHooks {
  after(step: TurnStep): Promise<void> | void;
}

export const NO_HOOKS: TurnHooks = { after: () => {} };

export type TurnOutcome =
  | { readonly type: 'taken' | 'repeated' | 'ignored' | 'conflict'; readonly letter: Letter }
  /** Not understood: a dead letter now. */
  | { readonly type: 'refused'; readonly letter: Letter | null; readonly reason: string }
  /** For a newer host; this one must leave the partition alone for a while. */
  | { readonly type: 'newer'; readonly what: string };

/** Somebody else wrote the checkpoint: it is read again after 50 to 500 ms. */
const CONFLICT_BACKOFF: BackoffPolicy = { firstMs: 65, maxMs: 400 };
/** Short: mail held back stops its partition, for the newer host too. */
const NEWER_NAK_MS = 1_000;

/**
 * One message: take → decode → load → known? → receive → save (and arm the alarm) → perform → ack.
 * Errors of the ports are thrown; the message is then still unacknowledged and comes again.
 */
export async function takeTurn(delivery: MailDelivery, steps: TurnSteps, hooks: TurnHooks): Promise<TurnOutcome> {
  await hooks.after('take');
  const mail = steps.decode(delivery.payload);
  await hooks.after('decode');
  switch (mail.type) {
    case 'unreadable':
      return refuse(delivery, null, mail.reason, steps);
    case 'newer':
      return standAside(delivery, `mail of schema ${mail.envelope.schemaVersion} for ${mail.envelope.to.kind}`);
    case 'letter':
      return takeLetter(delivery, mail, steps, hooks);
  }
}

async function takeLetter(
  delivery: MailDelivery,
  letter: Letter,
  steps: TurnSteps,
  hooks: TurnHooks,
): Promise<TurnOutcome> {
  const actor = await steps.load(letter);
  await hooks.after('load');
  if (actor === null) return standAside(delivery, `a checkpoint of a newer ${letter.behavior.kind}`);
  const known = steps.known(actor, letter.envelope.id);
  if (known.type === 'last') steps.arm(actor.address, actor.wakeAt);
  if (known.type === 'new') return receiveLetter(delivery, letter, actor, steps, hooks);
  if (known.type === 'last') await steps.perform(known.outbox, () => hooks.after('perform-partial'));
  await hooks.after('perform');
  return acknowledge(delivery, { type: 'repeated', letter }, steps, hooks);
}

async function receiveLetter(
  delivery: MailDelivery,
  letter: Letter,
  actor: ActorRecord,
  steps: TurnSteps,
  hooks: TurnHooks,
): Promise<TurnOutcome> {
  const received = await steps.receive(actor, letter);
  await hooks.after('receive');
  if (received.type === 'refused') return refuse(delivery, letter, received.reason, steps);
  if (received.type === 'ignored') return acknowledge(delivery, { type: 'ignored', letter }, steps, hooks);
  const { transition } = received;
  const saved = await steps.save(actor, letter, transition);
  if (!saved.saved) return handBack(delivery, letter);
  steps.arm(actor.address, saved.wakeAt);
  await hooks.after('save');
  const outbox = outboxOf({ ...actor, turn: actor.turn + 1 }, transition.effects);
  await steps.perform(outbox, () => hooks.after('perform-partial'));
  await hooks.after('perform');
  return acknowledge(delivery, { type: 'taken', letter }, steps, hooks);
}

async function acknowledge(
  delivery: MailDelivery,
  outcome: TurnOutcome,
  steps: TurnSteps,
  hooks: TurnHooks,
): Promise<TurnOutcome> {
  await steps.ack(delivery);
  await hooks.after('ack');
  return outcome;
}

async function refuse(
  delivery: MailDelivery,
  letter: Letter | null,
  reason: string,
  steps: TurnSteps,
): Promise<TurnOutcome> {
  await steps.bury(delivery.payload, letter, reason);
  await delivery.terminate(reason);
  return { type: 'refused', letter, reason };
}

async function standAside(delivery: MailDelivery, what: string): Promise<TurnOutcome> {
  await delivery.nak(NEWER_NAK_MS);
  return { type: 'newer', what };
}

async function handBack(delivery: MailDelivery, letter: Letter): Promise<TurnOutcome> {
  await delivery.nak(backoffMs(delivery.deliveryCount, CONFLICT_BACKOFF, letter.envelope.id));
  return { type: 'conflict', letter };
}
