import type { Cluster, Telemetry } from '../cluster/ports/index.js';
import { type Clock, toError } from '../core/index.js';

/** What a broken upload leaves costs only room: seldom is often enough. */
const TIDY_EVERY_MS = 10 * 60_000;
/** Far longer than the longest upload takes, by anybody's clock. */
const ABANDONED_MS = 60 * 60_000;
const TIDY_LEASE = 'tidy';

/** Removes what broken uploads have left in the object stores, now and then, on one host at a time, until `signal` aborts. */
export async function keepTidy(
  cluster: Pick<Cluster, 'books' | 'audio' | 'leases'>,
  node: string,
  clock: Clock,
  telemetry: Telemetry,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      if (await cluster.leases.acquire(TIDY_LEASE, node, TIDY_EVERY_MS, clock.now())) {
        for (const store of [cluster.books, cluster.audio]) await store.sweep(clock.now() - ABANDONED_MS);
      }
    } catch (error) {
      telemetry.emit({ type: 'trouble', where: 'tidying', reason: toError(error).message });
    }
    await clock.sleep(TIDY_EVERY_MS, signal);
  }
}
