/**
 * The history of a cluster read on and on by one process at a time: each wanted event is handled, over restarts and outages.
 *
 * What is done with an event does not come in here.
 */
export { type EventHandling, followEvents, type Handled } from './follow-events.js';
export { statusOf } from './status-of.js';
