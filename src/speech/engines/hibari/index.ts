/**
 * hibari's English voices: texts are read here, the two networks and the vocoder work in a child process.
 *
 * No other program is needed, and none comes in here; native code is loaded by the child program alone.
 */
export * from './hibari-kind.js';
