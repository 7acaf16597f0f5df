/**
 * Chapters of text that has no headings: lines like `CHAPTER IV` become headings, lists of them become contents.
 *
 * No file format comes in here, and nothing of what is narrated is decided.
 */
export * from './find-headings.js';
export { type HeadingLine, headingLine } from './heading-line.js';
export { RANKS, type Rank } from './keywords.js';
export { numberValue } from './numbers.js';
