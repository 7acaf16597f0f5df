/**
 * What languages have in common: rules and their order, numbers, money, units, dates, Roman numerals, each driven by a table.
 *
 * No word of any language stands here, but for the marks every eSpeak voice is given.
 */
export * from './abbreviations.js';
export * from './addresses.js';
export * from './arcs.js';
export * from './capitals.js';
export * from './characters.js';
export * from './dates.js';
export * from './digit-groups.js';
export * from './fractions.js';
export * from './initials.js';
export * from './marks.js';
export * from './money.js';
export * from './numbers.js';
export * from './redactions.js';
export * from './roman.js';
export * from './roman-numerals.js';
export * from './rules.js';
export * from './signs.js';
export * from './units.js';
