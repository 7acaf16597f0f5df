import { assert, type Instant, type WorkItem, workId } from '../../core/index.js';
import type { Cluster, WorkLease } from '../ports/index.js';
import type { LoopCare } from './port-errors.js';

/** Why an item in work is stopped from outside. */
export type StopCause = 'overdue' | 'cancelled' | 'host-stops';

/** A leased item while it is ours: beaten until it is let go. */
export interface HeldWork {
  readonly lease: WorkLease;
  readonly item: WorkItem;
  readonly id: string;
  /** When it became ours. */
  readonly since: Instant;
  /** Aborts when whoever works on it must stop at once. */
  readonly signal: AbortSignal;
  readonly stopCause: () => StopCause | null;
  /** The first cause counts. */
  stop(cause: StopCause): void;
  /** Stops the heartbeats and the look-out for a cancel. */
  letGo(): void;
}

/** Takes a lease into our hands. It is stopped as soon as the job is cancelled. */
export function holdWork(lease: WorkLease, cluster: Pick<Cluster, 'work' | 'control'>, care: LoopCare): HeldWork {
  const stopping = new AbortController();
  const held = new AbortController();
  const work: HeldWork = {
    lease,
    item: lease.item,
    id: workId(lease.item),
    since: care.clock.now(),
    signal: stopping.signal,
    stopCause: () => (stopping.signal.aborted ? causeOf(stopping.signal.reason) : null),
    stop: (cause) => stopping.abort(cause),
    letGo: () => {
      stopWatching();
      held.abort();
    },
  };
  const stopWatching = cluster.control.onChange(() => {
    if (cluster.control.current(work.item.job) === 'cancel') work.stop('cancelled');
  });
  void beat(work, held.signal, cluster, care);
  return work;
}

async function beat(work: HeldWork, letGo: AbortSignal, cluster: Pick<Cluster, 'work'>, care: LoopCare): Promise<void> {
  for (;;) {
    await care.clock.sleep(cluster.work.beatEveryMs, letGo);
    if (letGo.aborted) return;
    work.lease.beat();
  }
}

function causeOf(reason: unknown): StopCause {
  assert(reason === 'overdue' || reason === 'cancelled' || reason === 'host-stops', 'stopped for an unknown cause');
  return reason;
}
