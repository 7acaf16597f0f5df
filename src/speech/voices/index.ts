/**
 * Voices as files: which there are, where they come from, whether they lie here whole, what their licences say.
 *
 * No engine and no model comes in here, and nothing that is downloaded is ever run.
 */
export * from './catalogue.js';
export { fileDigest } from './checked-file.js';
export { fileLength } from './file-length.js';
export * from './installed-voice.js';
export * from './licence.js';
export * from './list-voices.js';
export * from './own-catalogue.js';
export * from './pull-voice.js';
export * from './remove-voice.js';
export { type NamedSource, streamSource } from './sources/index.js';
export * from './voice-config.js';
export * from './voice-facts.js';
