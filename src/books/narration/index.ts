/**
 * From blocks and contents to chapters: where a chapter begins and what it is called, what a narrator leaves out.
 *
 * No file format comes in here; every adapter gives the same manuscript.
 */
export * from './narrate.js';
export type { Ledger } from './report.js';
export { partOf } from './wishes.js';
