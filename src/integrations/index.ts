/**
 * What works beside the page without being asked: folders that books are taken from, notices of what became of them, other programs' shelves.
 *
 * Callers of a cluster like any other: through the client only. What people see and click does not come in here.
 */
export { startAudiobookshelf } from './audiobookshelf/index.js';
export { type Delivery, type NoticeDesk, startNotices } from './notices/index.js';
export { demandWatchable, watchFolder } from './watch-folder/index.js';
