/**
 * Books that people send: streamed to files under a limit, whole or in pieces, kept for a day under their digest.
 *
 * Nobody looks into a book here: that is done by the planning process, which may fail. No route comes in here.
 */
export { createShelf, type KeptBook, type Shelf } from './shelf.js';
export { KEPT_MS } from './limits.js';
export { MOST_PIECE_BYTES, type PieceEnd } from './pieces.js';
