import { type Clock, HostBrokenError, toError } from '../../core/index.js';
import type { Cluster, Telemetry } from '../ports/index.js';
import { Alarms } from './alarms.js';
import { type AnyBehavior, behaviorsOf } from './behaviors.js';
import type { ActionRegistry } from './effects.js';
import { runMailLoop } from './mail-loop.js';
import type { Classify } from './port-errors.js';
import { type ReconcilerSpec, runReconciler } from './reconciler.js';
import { NO_HOOKS, type TurnHooks } from './turn.js';
import { type TurnHouse, turnSteps } from './turn-steps.js';
import { type SlotSpec, startSlot } from './work-slot.js';

/** What one host runs. */
export interface RuntimePlan {
  readonly cluster: Cluster;
  /** Name of the host. */
  readonly node: string;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly classify: Classify;
  /** All actor kinds this host runs or writes to. */
  readonly behaviors: readonly AnyBehavior[];
  /** The kinds whose mail it takes; none on a host that only works. */
  readonly mailKinds: readonly string[];
  readonly actions: ActionRegistry;
  readonly slots: readonly SlotSpec[];
  /** Left out on hosts that must not reconcile. */
  readonly reconciler?: ReconcilerSpec;
  readonly hooks?: TurnHooks;
}

export type StopReason =
  | { readonly type: 'stopped' }
  /** A slot of this host cannot work any more. */
  | { readonly type: 'broken'; readonly reason: string }
  /** An error that waiting does not mend. */
  | { readonly type: 'fatal'; readonly error: Error };

export interface Runtime {
  /** Drains: nothing new is begun, what runs may finish within `graceMs`, the rest goes back. Said again, the shorter grace holds. */
  stop(graceMs: number): Promise<void>;
  /** Why everything has ended, after it has. Never rejects. */
  readonly done: Promise<StopReason>;
}

/** Grace for the healthy slots of a host that stops because of another: about one segment. */
const BROKEN_GRACE_MS = 15_000;

/** Starts mail loops, slots and the reconciler of a host, and stops them all when one cannot go on. */
export function startRuntime(plan: RuntimePlan): Runtime {
  const running = startAll(plan);
  const ending = new ShutdownCall();
  for (const part of running.parts) part.catch((error: unknown) => ending.call(reasonOf(error), BROKEN_GRACE_MS));
  const done = ending.called.then(async ({ reason, graceMs }) => {
    plan.telemetry.emit({ type: 'host-stopping', reason: inWords(reason) });
    await running.shutDown(graceMs);
    return reason;
  });
  return {
    done,
    async stop(graceMs) {
      ending.call({ type: 'stopped' }, graceMs);
      await Promise.all([running.drainSlots(graceMs), done]);
    },
  };
}

interface Running {
  readonly parts: readonly Promise<void>[];
  drainSlots(graceMs: number): Promise<unknown>;
  shutDown(graceMs: number): Promise<void>;
}

function startAll(plan: RuntimePlan): Running {
  const behaviors = behaviorsOf(plan.behaviors);
  const alarms = new Alarms({ ...plan, behaviors }, plan.hooks);
  const house = { ...plan, behaviors, alarms };
  const mailEnd = new AbortController();
  const sweepEnd = new AbortController();
  const slots = plan.slots.map((spec) => startSlot(spec, house));
  const loops = startMailLoops(plan, house, mailEnd.signal);
  const sweeps = plan.reconciler ? [runReconciler(plan.reconciler, house, sweepEnd.signal)] : [];
  const drainSlots = (graceMs: number) => Promise.all(slots.map((slot) => slot.drain(graceMs)));
  return {
    drainSlots,
    parts: [...slots.map((slot) => slot.done), ...loops, ...sweeps],
    async shutDown(graceMs) {
      sweepEnd.abort();
      await drainSlots(graceMs);
      mailEnd.abort(); // last: outcomes of this host's own work may still be on their way to its actors
      await Promise.allSettled([...loops, ...sweeps]);
      await alarms.stop();
    },
  };
}

function startMailLoops(plan: RuntimePlan, house: TurnHouse, signal: AbortSignal): Promise<void>[] {
  const mailHouse = { ...plan, mail: plan.cluster.mail, steps: turnSteps(house), hooks: plan.hooks ?? NO_HOOKS };
  const partitions = Array.from({ length: plan.cluster.mail.partitions }, (_, partition) => partition);
  return plan.mailKinds.flatMap((kind) =>
    partitions.map((partition) => runMailLoop(kind, partition, mailHouse, signal)),
  );
}

/** Called once: the first reason counts. */
class ShutdownCall {
  call: (reason: StopReason, graceMs: number) => void = () => {};
  readonly called = new Promise<{ reason: StopReason; graceMs: number }>((resolve) => {
    this.call = (reason, graceMs) => resolve({ reason, graceMs });
  });
}

function reasonOf(error: unknown): StopReason {
  if (error instanceof HostBrokenError) return { type: 'broken', reason: error.message };
  return { type: 'fatal', error: toError(error) };
}

function inWords(reason: StopReason): string {
  switch (reason.type) {
    case 'stopped':
      return 'asked to';
    case 'broken':
      return reason.reason;
    case 'fatal':
      return reason.error.message;
  }
}
