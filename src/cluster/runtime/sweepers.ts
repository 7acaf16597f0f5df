import { type Address, formatAddress, type Instant, type JobId } from '../../core/index.js';
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
  return seal(behaviors, address, { type: 'Wake' }, id, at);
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
    return [seal(behaviors, address, message, `reconcile:${turnId({ address, ...checkpoint })}`, at)];
  };
}

interface FleetRules {
  readonly kind: string;
  /** Whether the actor still cares how many slots there are. */
  isOpen(checkpoint: Checkpoint): boolean;
  /** Slots of living hosts that count for this actor. */
  slots(checkpoint: Checkpoint): number;
  /** The hosts they are on. */
  nodes?(checkpoint: Checkpoint): number;
}

/** `{type:'FleetChanged', slots, nodes}` to open actors of a kind, when the numbers are not those this host told them last. */
export function fleetSweeper(behaviors: Behaviors, rules: FleetRules): Sweeper {
  const told = new Map<string, string>();
  return async ({ address, checkpoint }, { at }) => {
    if (address.kind !== rules.kind) return [];
    const key = formatAddress(address);
    if (!rules.isOpen(checkpoint)) {
      told.delete(key);
      return [];
    }
    const slots = rules.slots(checkpoint);
    const nodes = rules.nodes?.(checkpoint);
    const news = `${slots}/${nodes ?? ''}`;
    if (told.get(key) === news) return [];
    told.set(key, news);
    const message = { type: 'FleetChanged', slots, ...(nodes === undefined ? {} : { nodes }) };
    return [seal(behaviors, address, message, `fleet:${key}:${news}@${at}`, at)];
  };
}
