/**
 * Finished books onto the shelf that the settings name, as `get --library` puts them there.
 *
 * When that is done, and for which books, does not come in here.
 */
export { filesDigest } from './files-digest.js';
export { putOnShelf, type ShelfSettings } from './put-on-shelf.js';
