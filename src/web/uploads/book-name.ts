import { safeFileName } from '../../core/index.js';

const ENDING = /\.[a-z0-9]{1,10}$/i;

/** What a sender calls a book, as the name of a file: no path, whole characters, its ending kept however long it is. */
export function bookName(given: string): string {
  const ending = ENDING.exec(given)?.[0] ?? '';
  return `${safeFileName(given.slice(0, given.length - ending.length))}${ending}`;
}
