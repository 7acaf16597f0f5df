import type { Cluster } from '../cluster/ports/index.js';
import type { JobId } from '../core/index.js';
import type { BookPlan } from '../planning/index.js';
import { bookCheckpoint, bookStateOf } from './jobs.js';

/** What of a book is not spoken and why, the largest first, and what is odd about it. */
export type ReadingReport = Pick<BookPlan, 'leftOut' | 'warnings'>;

/** Null while the book has not been read. */
export async function readingReport(cluster: Cluster, job: JobId): Promise<ReadingReport | null> {
  const checkpoint = await bookCheckpoint(cluster, job);
  const book = checkpoint && bookStateOf(checkpoint);
  const object = book !== null && 'summary' in book ? book.summary?.report : undefined;
  const content = object === undefined ? null : await cluster.books.get(object);
  if (content === null) return null;
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  const { leftOut, warnings } = JSON.parse(Buffer.concat(parts).toString('utf8')) as ReadingReport;
  return { leftOut, warnings };
}
