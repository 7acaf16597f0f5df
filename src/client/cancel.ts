import { bookBehavior, isFinalPhase } from '../actors/index.js';
import type { Cluster } from '../cluster/ports/index.js';
import type { Clock, JobId } from '../core/index.js';
import { bookCheckpoint, bookStateOf } from './jobs.js';

/** Tells the Book; its answer is seen by watching. */
export async function cancelJob(cluster: Cluster, clock: Clock, job: JobId): Promise<'asked' | 'finished'> {
  const checkpoint = await bookCheckpoint(cluster, job);
  if (checkpoint !== null && isFinalPhase(bookStateOf(checkpoint).phase)) return 'finished';
  await cluster.mail.post({
    id: `${job}/cancel/${checkpoint?.turn ?? 'new'}`,
    to: { kind: bookBehavior.kind, job },
    schemaVersion: bookBehavior.schemaVersion,
    sentAt: clock.now(),
    message: { type: 'CancelBook' },
  });
  return 'asked';
}
