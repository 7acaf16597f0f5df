/** Names of files in a folder that are taken for e-books, in lower case; a file that is named itself is read whatever it is called. */
export const BOOK_EXTENSIONS: readonly string[] = ['.epub'];
