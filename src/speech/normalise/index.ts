/**
 * Text as a voice needs it: numbers, abbreviations and signs as words, per language; sentences cut to what one call can say.
 *
 * Pure tables beside pure functions. No phonemes, no engine, no file comes in here.
 */
export { normaliseForSpeech, traceForSpeech } from './normalise.js';
export { romanValue, type SpokenChange } from './shared/index.js';
export { splitUtterances } from './split-utterances.js';
