/**
 * What happens, live: one follower of all events for the whole server, the statuses that change with their pace, and the
 * open streams.
 *
 * No page, no route and no command comes in here: whoever opens a stream gets bytes.
 */
export { createEventHub, type EventHub, type LiveCluster } from './event-hub.js';
