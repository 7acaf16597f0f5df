import { FORMATS } from './formats.js';

/** Endings of the files that are books, lower case, with their dots: what a folder is searched for. */
export const BOOK_EXTENSIONS: readonly string[] = [
  ...FORMATS.flatMap(({ extensions }) => extensions.map((extension) => `.${extension}`)),
  '.fb2.zip',
];
