import type { LifecycleEvent, Telemetry } from '../cluster/ports/index.js';
import type { Instant } from '../core/index.js';

/** What a host did since it started, of one sort of work. */
export interface Tally {
  readonly done: number;
  readonly failed: number;
  readonly busyMs: number;
  readonly lastAt: Instant | null;
  readonly lastFailure: string | null;
}

export interface Tallies {
  readonly speech: Tally;
  readonly media: Tally;
}

export const NOTHING_DONE: Tally = { done: 0, failed: 0, busyMs: 0, lastAt: null, lastFailure: null };

/** The tallies after one more event of the host's life. */
function tallied(tallies: Tallies, event: LifecycleEvent, at: Instant): Tallies {
  if (event.type !== 'work-finished' && event.type !== 'work-retried' && event.type !== 'work-given-up') return tallies;
  const sort = event.task === 'speak' ? 'speech' : 'media';
  return { ...tallies, [sort]: counted(tallies[sort], event, at) };
}

type WorkEnd = Extract<LifecycleEvent, { readonly type: 'work-finished' | 'work-retried' | 'work-given-up' }>;

function counted(tally: Tally, event: WorkEnd, at: Instant): Tally {
  switch (event.type) {
    case 'work-finished':
      return { ...tally, done: tally.done + 1, busyMs: tally.busyMs + event.ms, lastAt: at };
    case 'work-retried':
      return { ...tally, failed: tally.failed + 1, lastFailure: event.reason };
    case 'work-given-up':
      return { ...tally, failed: tally.failed + 1, lastFailure: event.failure.what };
  }
}

/** Listens on the way to `telemetry`. */
export function tallyWork(
  telemetry: Telemetry,
  now: () => Instant,
): { readonly telemetry: Telemetry; readonly tallies: () => Tallies } {
  let tallies: Tallies = { speech: NOTHING_DONE, media: NOTHING_DONE };
  return {
    telemetry: {
      emit: (event) => {
        tallies = tallied(tallies, event, now());
        telemetry.emit(event);
      },
    },
    tallies: () => tallies,
  };
}
