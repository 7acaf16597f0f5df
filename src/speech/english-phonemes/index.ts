/**
 * English text to phonemes in the alphabet of Kokoro's voices, by dictionaries, a tagger and rules; no other program helps.
 *
 * The dictionaries belong to a voice and are read from its folder. No model and no sound comes in here: the network that
 * reads strange words is asked through a port.
 */
export { type EnglishFiles, englishDataFiles, spellingNetFile } from './data/voice-files.js';
export * from './english-phonemes.js';
export type { Accent } from './sounds.js';
