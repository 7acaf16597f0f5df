/**
 * A node's life as its status server and its metrics tell of it, composed from the host, the client and this machine.
 *
 * Loaded when a node starts, not with the command line; what the routes say is telemetry's business, not this folder's.
 */
export { deviceMemoryLately } from './gpu-memory.js';
export { type LifeFacts, NodeLife } from './node-life.js';
export { serveStatus, type StatusHouse, statusSource } from './serve-status.js';
