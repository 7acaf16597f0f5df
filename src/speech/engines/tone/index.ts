/**
 * An engine that needs no model and no time: tones instead of words, for tests and trials of everything round it.
 *
 * Nothing here may become slow, random, or dependent on the machine.
 */
export * from './tone-engine.js';
export * from './tones.js';
