/**
 * The words everything else is said in: results, errors, ids, time, and the shape of an actor.
 *
 * Nothing here imports another folder or does I/O. Whatever knows a book, a voice, a server or a file does not belong here.
 */
export * from './actor.js';
export * from './assert.js';
export * from './backoff.js';
export * from './clock.js';
export * from './error-codes.js';
export * from './errors.js';
export * from './file-name.js';
export * from './hash.js';
export * from './ids.js';
export * from './json.js';
export * from './nearest.js';
export * from './rate-limit.js';
export * from './result.js';
export * from './throw-away.js';
export * from './trace.js';
