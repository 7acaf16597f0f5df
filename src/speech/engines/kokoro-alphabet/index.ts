/**
 * The alphabet of Kokoro and of what was distilled from it: symbols, their numbers, and the way there from eSpeak's IPA.
 *
 * Pure text and numbers. No program is started here, no model is known.
 */
export * from './from-ipa.js';
export * from './languages.js';
export * from './symbols.js';
