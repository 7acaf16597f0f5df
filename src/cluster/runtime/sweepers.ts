import { type Address, formatAddress, type Instant, type JobId } from '../../core/index.js';
import type { Checkpoint, Envelope } from '../ports/index.js';
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
  return async ({ address, checkpoint }, { at }) => {
    const { wakeAt, turn } = checkpoint;
    if (wakeAt === null || wakeAt > at) return [];
    return [seal(behaviors, address, { type: 'Wake' }, `wake:${formatAddress(address)}#${turn}@${wakeAt}`, at)];
  };
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
    return [seal(behaviors, address, message, `reconcile:${formatAddress(address)}#${checkpoint.turn}`, at)];
  };
}

interface FleetRules {
  readonly kind: string;
  /** Whether the actor still cares how many slots there are. */
  isOpen(checkpoint: Checkpoint): boolean;
  /** Slots of living hosts that count for this actor. */
  slots(checkpoint: Checkpoint): number;
}

/** `{type:'FleetChanged', slots}` to open actors of a kind, when the number is not the one this host told them last. */
export function fleetSweeper(behaviors: Behaviors, rules: FleetRules): Sweeper {
  const told = new Map<string, number>();
  return async ({ address, checkpoint }, { at }) => {
    if (address.kind !== rules.kind) return [];
    const key = formatAddress(address);
    if (!rules.isOpen(checkpoint)) {
      told.delete(key);
      return [];
    }
    const slots = rules.slots(checkpoint);
    if (told.get(key) === slots) return [];
    told.set(key, slots);
    return [seal(behaviors, address, { type: 'FleetChanged', slots }, `fleet:${key}:${slots}@${at}`, at)];
  };
}
