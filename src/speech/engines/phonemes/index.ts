/**
 * From text to what a Piper voice is fed: clauses, phonemes by the espeak-ng program, ids.
 *
 * No model and no sound comes in here; eSpeak stays a program of its own, spoken to in lines.
 */
export * from './clauses.js';
export * from './model-calls.js';
export * from './phoneme-ids.js';
export * from './phonemiser.js';
export * from './phonemiser-version.js';
export * from './word-symbols.js';
