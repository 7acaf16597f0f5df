import { isFinalPhase, type JobStatus } from '../actors/index.js';
import type { Cluster, PublishedEvent } from '../cluster/ports/index.js';
import type { Clock, Instant, JobId } from '../core/index.js';
import { EventBell } from './event-bell.js';
import { type JobReading, statusOf } from './jobs.js';
import { withMissingNodes } from './missing-nodes.js';
import { notTaken } from './not-taken.js';

export interface WatchOptions {
  /** Ends the watching, never the job. */
  readonly signal: AbortSignal;
  /** From `Submission`: a final state of this turn or before is an older run's and does not end the watch. */
  readonly afterTurn?: number | null;
}

export interface WatchUpdate {
  readonly status: JobStatus;
  /** What happened since the update before, oldest first; may have gaps, the status has none. */
  readonly events: readonly PublishedEvent[];
}

/** At most four readings a second, however busy the cluster is. */
const LEAST_GAP_MS = 250;
/** A missed event never costs more than this. */
const SLOW_POLL_MS = 2_000;
/** Where the needed nodes are up, waiting for one ends sooner than this and is not worth a word. */
const WAITING_TOLD_AFTER_MS = 3_000;

/** Yields at once, then whenever an event came or the slow poll is due; ends after a final status. */
export async function* watchJob(
  cluster: Cluster,
  clock: Clock,
  job: JobId,
  { signal, afterTurn = null }: WatchOptions,
): AsyncGenerator<WatchUpdate> {
  const bell = new EventBell();
  const ended = new AbortController();
  let waitingSince: Instant | null = null;
  const following = bell.listen(() => cluster.events.follow(job, AbortSignal.any([signal, ended.signal])));
  try {
    while (!signal.aborted) {
      const events = bell.takeAll();
      const reading = await statusOf(cluster, job);
      const status = reading !== null && !isOlderRun(reading, afterTurn) ? reading.status : notTaken(job);
      // Where something happens somebody is up; the nodes are looked at in silence only.
      const current = events.length > 0 ? status : await withMissingNodes(cluster, status);
      const now = clock.now();
      waitingSince = current.waitingFor === null ? null : (waitingSince ?? now);
      const isBrief = waitingSince !== null && now - waitingSince < WAITING_TOLD_AFTER_MS;
      yield { status: isBrief ? { ...current, waitingFor: null } : current, events };
      if (isFinalPhase(current.state)) return;
      await clock.sleep(LEAST_GAP_MS, signal);
      await clock.sleep(SLOW_POLL_MS - LEAST_GAP_MS, AbortSignal.any([signal, bell.rung()]));
    }
  } finally {
    ended.abort();
    await following;
  }
}

const isOlderRun = ({ status, turn }: JobReading, afterTurn: number | null): boolean =>
  afterTurn !== null && turn <= afterTurn && isFinalPhase(status.state);
