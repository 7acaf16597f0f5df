/**
 * A folder whose books are ordered as they arrive: each content once, with a note beside it of what became of it.
 *
 * The only place that watches folders. Books in it are read and never changed, moved or deleted; how a book is read and
 * ordered does not come in here.
 */
export type { WatchLog, WatchOptions } from './options.js';
export { demandWatchable, watchFolder } from './watch-folder.js';
