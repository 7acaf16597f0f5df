/**
 * Piper voices: phonemes and orders on this side, the model in a child process of its own.
 *
 * Native code is loaded by the child program alone.
 */
export * from './piper-kind.js';
