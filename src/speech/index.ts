/**
 * Utterances in, sound out: engines behind one port, voices and where they come from, text as a voice needs it.
 *
 * No book, no chapter, no server comes in here.
 */
export * from './speech-engine.js';
