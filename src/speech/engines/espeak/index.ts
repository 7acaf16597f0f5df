/**
 * Plain speech by the espeak-ng program: every language it knows, on any machine, without a model.
 *
 * One start of the program is one utterance; phonemes for other engines are made elsewhere (`phonemes/`).
 */
export * from './espeak-kind.js';
