/** A book is in the cluster once it is ordered; here it only waits for that. */
export const KEPT_MS = 24 * 3_600_000;
/** Of all books and pieces together, in largest books: one is looked at while others are chosen. */
export const MOST_BOOKS_OF_LIMIT = 8;
/** Books and begun uploads, however small. */
export const MOST_FILES = 1_000;
/** A whole upload that nothing was added to: its server is gone. */
export const ABANDONED_MS = 3_600_000;
/** A line that brings nothing for so long is dead. */
export const STALLED_MS = 60_000;
