/**
 * What holds in every language: characters, dashes and dots, web addresses, Roman numerals as numbers.
 *
 * No word of any language stands here, but for the marks every eSpeak voice is given.
 */
export * from './addresses.js';
export * from './characters.js';
export * from './marks.js';
export * from './replace.js';
export * from './roman.js';
