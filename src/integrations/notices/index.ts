/**
 * Those who are told when something becomes of a book: ntfy and webhooks, each event once, also after an outage.
 *
 * What happened is read from the cluster's history; nothing is decided by it here.
 */
export type { Delivery } from './deliveries.js';
export { type NoticeDesk, type NoticeOptions, startNotices } from './start-notices.js';
