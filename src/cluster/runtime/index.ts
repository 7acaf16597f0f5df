/**
 * A small actor runtime over the ports: turns, mail loops, work slots, supervision, reconciler, shutdown.
 *
 * It knows no book and no voice, and no NATS: it is proven with an actor that counts. What a host does with it
 * (which actors, which performers, which settings) is put together in `host`.
 */
export type { PerformContext, Performer } from './attempt.js';
export { behaviorsOf, seal } from './behaviors.js';
export type { Choice } from './choice.js';
export type { ActionRegistry } from './effects.js';
export { FailureCounts } from './failure-counts.js';
export type { Classify } from './port-errors.js';
export type { ReconcilerSpec } from './reconciler.js';
export { type Runtime, type RuntimePlan, type StopReason, startRuntime } from './start-runtime.js';
export type { SupervisionPolicy } from './supervision.js';
export { alarmSweeper, staleSweeper, type Sweep, type SweptActor } from './sweepers.js';
export type { SlotSpec } from './work-slot.js';
