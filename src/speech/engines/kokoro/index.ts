/**
 * Kokoro-82M: symbols and orders on this side, the model in a child process of its own.
 *
 * Native code is loaded by the child program alone; how text becomes sounds is eSpeak's and the alphabet's business.
 */
export * from './kokoro-kind.js';
