/**
 * The composition root: a cluster, roles and settings become running actors, slots and performers.
 *
 * Decisions of actors, screens and words for people do not come in here; nobody but the command line imports it.
 */
export type { PlanInHand } from './reading/plan-in-hand.js';
export { type Host, type HostOptions, type HostRole, startHost } from './start-host.js';
export { systemClock } from './system-clock.js';
