import { isFinalPhase, type JobStatus } from '../actors/index.js';
import type { Cluster } from '../cluster/ports/index.js';

/** Who takes mail for Books and Chapters. */
const BOOK_ROLE = 'book';
/** In the words of every screen. */
export const BOOK_NODE = 'a node with the role book';

/** Without a book host no job goes on, and its checkpoint, which a book host wrote, cannot say so. */
export async function withMissingHost(cluster: Pick<Cluster, 'nodes'>, status: JobStatus): Promise<JobStatus> {
  if (isFinalPhase(status.state) || status.waitingFor === BOOK_NODE) return status;
  const nodes = await cluster.nodes.list();
  return nodes.some(({ roles }) => roles.includes(BOOK_ROLE)) ? status : { ...status, waitingFor: BOOK_NODE };
}
