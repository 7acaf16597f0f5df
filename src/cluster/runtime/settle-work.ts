import {
  assertNever,
  type Failure,
  HostBrokenError,
  type Message,
  OutageError,
  toError,
  toFailure,
  UserError,
  type WorkItem,
} from '../../core/index.js';
import type { Cluster } from '../ports/index.js';
import { aboutWork } from './about.js';
import type { Ending } from './attempt.js';
import { type Behaviors, seal } from './behaviors.js';
import type { FailureCounts } from './failure-counts.js';
import type { HeldWork } from './held-work.js';
import { insist, type LoopCare } from './port-errors.js';
import { decide, type SupervisionPolicy } from './supervision.js';

export interface SettleHouse extends LoopCare {
  readonly cluster: Pick<Cluster, 'mail'>;
  readonly behaviors: Behaviors;
}

/** How a class of work fails. */
export interface FailureRules {
  readonly policy: SupervisionPolicy;
  /** What the owner is told when an item is given up. */
  failureMessage(item: WorkItem, failure: Failure): Message;
  /** Shared by all slots of a host that take the same items. */
  readonly failures: FailureCounts;
}

/** Does what the ending of an attempt asks for. Rejects with `HostBrokenError` when this host must stop. */
export async function settleWork(
  held: HeldWork,
  ending: Ending,
  rules: FailureRules,
  house: SettleHouse,
): Promise<void> {
  const { id, item } = held;
  const task = item.task.type;
  switch (ending.type) {
    case 'done':
      rules.failures.forget(id);
      await report(held, ending.message, house);
      return house.telemetry.emit({
        type: 'work-finished',
        id,
        task,
        ms: ending.ms,
        result: ending.message,
        ...aboutWork(item),
      });
    case 'failed':
      return settleFailure(held, ending.error, rules, house);
    case 'cancelled':
      return drop(held, 'the job was cancelled', house);
    case 'host-stops':
      return giveBack(held, 0, 'the host stops', house);
    default:
      return assertNever(ending, 'an ending nobody knows');
  }
}

/** Hands an item back, for others or for later. */
export async function giveBack(held: HeldWork, delayMs: number, reason: string, house: SettleHouse): Promise<void> {
  await held.lease.nak(delayMs);
  tellReturned(held, reason, house);
}

/** Takes an item out of the queue undone, because nobody wants it any more. */
export async function drop(held: HeldWork, reason: string, house: SettleHouse): Promise<void> {
  await held.lease.ack();
  tellReturned(held, reason, house);
}

const tellReturned = ({ id, item }: HeldWork, reason: string, house: SettleHouse): void =>
  house.telemetry.emit({ type: 'work-returned', id, task: item.task.type, reason, ...aboutWork(item) });

async function settleFailure(held: HeldWork, error: unknown, rules: FailureRules, house: SettleHouse): Promise<void> {
  const { id, item } = held;
  const task = item.task.type;
  const verdict = decide(error, error instanceof OutageError ? 0 : rules.failures.note(id), rules.policy);
  switch (verdict.type) {
    case 'retry': {
      const { delayMs } = verdict;
      await held.lease.nak(delayMs);
      const reason = toError(error).message;
      const code = codeOf(error);
      return house.telemetry.emit({ type: 'work-retried', id, task, delayMs, reason, code, ...aboutWork(item) });
    }
    case 'giveUp':
      rules.failures.forget(id);
      await report(held, rules.failureMessage(item, verdict.failure), house);
      return house.telemetry.emit({ type: 'work-given-up', id, task, failure: verdict.failure, ...aboutWork(item) });
    case 'stopHost':
      await giveBack(held, 0, verdict.reason, house);
      // An error for a person ends the host with its own words.
      throw error instanceof UserError ? error : new HostBrokenError(verdict.reason, { cause: error });
    default:
      return assertNever(verdict, 'a verdict nobody knows');
  }
}

/** Few enough to count by. */
const codeOf = (error: unknown): string => (error instanceof OutageError ? 'outage' : toFailure(error, 'error').code);

/** Post, then ack: what crashes in between is done again and told under the same id. */
async function report(held: HeldWork, message: Message, house: SettleHouse): Promise<void> {
  const id = `work:${held.id}:${message.type}`;
  const { replyTo, traceparent } = held.item;
  const envelope = seal(house.behaviors, replyTo, message, id, house.clock.now(), traceparent);
  await insist(() => house.cluster.mail.post(envelope), `outcome of ${held.id}`, house);
  await held.lease.ack();
}
