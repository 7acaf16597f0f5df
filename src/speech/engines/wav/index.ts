/**
 * WAV as programs and servers really send it: with false sizes, odd chunks, any width of sample.
 *
 * Nothing here reads or asks: bytes in, samples out.
 */
export * from './parse-wav.js';
export * from './samples.js';
