import type { Client, JobStatus, PublishedEvent } from '../../client/index.js';
import { UserError } from '../../core/index.js';

/** How the job of an event stands now. Null: it cannot be read, today or tomorrow, and holds up no other event. */
export async function statusOf(
  { job }: Pick<PublishedEvent, 'job'>,
  client: Pick<Client, 'current'>,
): Promise<JobStatus | null> {
  try {
    return await client.current(job);
  } catch (error) {
    if (error instanceof UserError && !error.retryable) return null;
    throw error;
  }
}
