/**
 * The engines that speak: one registry, one folder for each, and what they share (phonemes, graphs of models).
 *
 * No book and no server comes in here. Native code runs in children of its own, never in this process.
 */
export * from './engines.js';
