/**
 * A nats-server for one user on one machine: found, started, shared, and stopped when its last user is gone, however
 * that user died.
 *
 * A small guardian process owns the server; users hold a connection to it. No stream, no subject and no NATS client
 * come in here.
 */
export type { FoundServer, ServerSearch } from './find-server.js';
export { findServer } from './find-server.js';
export { claimPage, type PageClaim } from './page-claim.js';
export type { EmbeddedOptions, EmbeddedServer } from './start-embedded.js';
export { startEmbedded } from './start-embedded.js';
