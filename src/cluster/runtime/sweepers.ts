import type { Address, Instant, JobId } from '../../core/index.js';
import type { Checkpoint, Envelope } from '../ports/index.js';
import { turnId } from './actor-record.js';
import { type Behaviors, seal } from './behaviors.js';

/** An actor as the reconciler finds it. */
export interface SweptActor {
  readonly address: Address;
  readonly checkpoint: Checkpoint;
}

/** One round through all checkpoints. */
export interface Sweep {
  readonly at: Instant;
  /** `<chapter>/<item>/<attempt>` of what of a job is queued or leased. */
  present(job: JobId): Promise<readonly string[]>;
}

/** Looks at one actor and says what it must be told. Ids are such that telling twice is telling once. */
export type Sweeper = (actor: SweptActor, sweep: Sweep) => Promise<readonly Envelope[]>;

/** `{type:'Wake'}` to whom it may concern: an alarm that is due. */
export function alarmSweeper(behaviors: Behaviors): Sweeper {
  return async (actor, { at }) => {
    const { wakeAt } = actor.checkpoint;
    return wakeAt === null || wakeAt > at ? [] : [wakeCall(behaviors, actor, at)];
  };
}

/** The same for the same alarm, whoever rings it: the actor hears it once. */
export function wakeCall(behaviors: Behaviors, { address, checkpoint }: SweptActor, at: Instant): Envelope {
  const id = `wake:${turnId({ address, ...checkpoint })}@${checkpoint.wakeAt}`;
  return seal(behaviors, address, { type: 'Wake' }, id, at, checkpoint.traceparent);
}

interface StaleRules {
  /** Silence after which an actor's queue is compared with its plan, in milliseconds. */
  readonly staleMs: number;
  /** By kind: whether the actor waits for work to come back. */
  readonly isWaiting: Readonly<Record<string, (checkpoint: Checkpoint) => boolean>>;
}

/** `{type:'Reconcile', present}` to actors that wait for work and have heard nothing for long; once per turn of theirs. */
export function staleSweeper(behaviors: Behaviors, rules: StaleRules): Sweeper {
  return async ({ address, checkpoint }, { at, present }) => {
    const silent = at - checkpoint.updatedAt >= rules.staleMs;
    if (!silent || rules.isWaiting[address.kind]?.(checkpoint) !== true) return [];
    const message = { type: 'Reconcile', present: await present(address.job) };
    const id = `reconcile:${turnId({ address, ...checkpoint })}`;
    return [seal(behaviors, address, message, id, at, checkpoint.traceparent)];
  };
}
