/**
 * The places a voice's files can be got from, all behind one small interface.
 *
 * A source copies bytes; whether they are the right ones is not its business.
 */
export * from './folder-source.js';
export * from './http-source.js';
export type { Starters } from './package-download.js';
export * from './source.js';
export * from './stream-source.js';
export * from './tarball-source.js';
export * from './wheel-source.js';
