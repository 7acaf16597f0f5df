import { isFinalPhase, type JobStatus, type Measured } from '../../client/index.js';
import type { Clock, JobId } from '../../core/index.js';
import type { LiveCluster } from './live-cluster.js';

/** At most four readings a second of one job, however busy it is. */
const LEAST_GAP_MS = 250;
/** What no event tells is seen within this time. */
const SLOW_POLL_MS = 2_000;
/** Jobs read anew in one slow round; with more at work each has its turn a round later. */
const POLLED_AT_ONCE = 50;
/** Jobs in a snapshot, the ones that changed last; a page asks for older ones by the list. */
const SNAPSHOT_JOBS = 500;
/** A job that was ordered while no node takes orders is told of by no event: it stands in the list. */
const LIST_EVERY_MS = 5_000;
/** A list of thousands takes long to read: the pause after it is so many times as long. */
const LIST_PAUSE = 20;

/** A job, and how fast it goes. */
export type SeenStatus = JobStatus & Measured;

export interface StatusBoardOptions {
  readonly cluster: Pick<LiveCluster, 'jobs' | 'current'>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** What is known of its pace, this look included. */
  readonly look: (status: JobStatus) => Measured;
  /** A job's status is another, or somebody wants to hear it again. */
  readonly tell: (status: SeenStatus) => void;
}

interface Known {
  readonly status: SeenStatus;
  /** What others are told again for: a pace alone is no news, nor is a turn that changed nothing that is shown. */
  readonly text: string;
}

/** A reading that is under way, and whether there is a reason for one more. */
interface Reading {
  again: boolean;
  retell: boolean;
}

/** How all jobs stand, as long as somebody looks: read again when something happened, and slowly while they run. */
export class StatusBoard {
  /** The one that changed last comes last. */
  readonly #known = new Map<JobId, Known>();
  readonly #readings = new Map<JobId, Reading>();
  #awake: { readonly ready: Promise<void>; readonly asleep: AbortController } | null = null;
  /** Touched while all are being read: that reading may be older than what happened. */
  #touchedMeanwhile: Set<JobId> | null = null;
  #polledUpTo = 0;

  constructor(private readonly options: StatusBoardOptions) {}

  /** Resolves when all jobs were read; from then on they are kept up to date, until `sleep`. */
  wake(): Promise<void> {
    if (this.#awake !== null) return this.#awake.ready;
    const asleep = new AbortController();
    const ready = this.#load();
    const awake = { ready, asleep };
    this.#awake = awake;
    ready.catch(() => {
      // The next one who looks tries again.
      if (this.#awake === awake) this.sleep();
    });
    const signal = AbortSignal.any([this.options.signal, asleep.signal]);
    void this.#pollSlowly(signal);
    void this.#listSlowly(signal);
    return ready;
  }

  /** Nobody looks any more. */
  sleep(): void {
    this.#awake?.asleep.abort();
    this.#awake = null;
  }

  /** The newest of all jobs, or the one. */
  snapshot(job: JobId | null): { readonly jobs: readonly SeenStatus[]; readonly left: number } {
    if (job !== null) return { jobs: [...this.#statusOf(job)], left: 0 };
    const all = [...this.#known.values()].map(({ status }) => status).reverse();
    return { jobs: all.slice(0, SNAPSHOT_JOBS), left: Math.max(0, all.length - SNAPSHOT_JOBS) };
  }

  /** Those that go on, or the one. */
  running(job: JobId | null): readonly SeenStatus[] {
    return this.snapshot(job).jobs.filter(isRunning);
  }

  /** Something happened to it. @param retell say how it stands even if that is known */
  touch(job: JobId, retell = false): void {
    if (this.#awake === null || this.options.signal.aborted) return;
    this.#touchedMeanwhile?.add(job);
    const reading = this.#readings.get(job);
    if (reading === undefined) void this.#read(job, retell);
    else {
      reading.again = true;
      reading.retell ||= retell;
    }
  }

  /** Reads until nothing more happened; one reading of a job at a time, so that none is overtaken by an older one. */
  async #read(job: JobId, retell: boolean): Promise<void> {
    const { cluster, clock, signal } = this.options;
    const reading: Reading = { again: true, retell };
    this.#readings.set(job, reading);
    while (reading.again && !signal.aborted) {
      const isRetold = reading.retell;
      reading.again = false;
      reading.retell = false;
      const status = await cluster.current(job).catch(() => null);
      if (status !== null) this.#note(status, isRetold);
      await clock.sleep(LEAST_GAP_MS, signal);
    }
    this.#readings.delete(job);
  }

  #note(status: JobStatus, retell: boolean): void {
    const text = textOf(status);
    const isNews = this.#known.get(status.job)?.text !== text;
    const seen = this.#keep(status, text, isNews);
    if (isNews || retell) this.options.tell(seen);
  }

  #keep(status: JobStatus, text: string, isNews = true): SeenStatus {
    const seen = { ...status, ...this.options.look(status) };
    if (isNews) this.#known.delete(status.job);
    if (status.state !== 'removed') this.#known.set(status.job, { status: seen, text });
    return seen;
  }

  async #load(): Promise<void> {
    const touched = new Set<JobId>();
    this.#touchedMeanwhile = touched;
    const jobs = await this.options.cluster.jobs();
    this.#touchedMeanwhile = null;
    this.#known.clear();
    for (const { status } of jobs.toReversed()) this.#keep(status, textOf(status));
    for (const job of touched) this.touch(job, true);
  }

  async #pollSlowly(signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.options.clock.sleep(SLOW_POLL_MS, signal);
      if (signal.aborted) return;
      for (const job of this.#nextPolled()) this.touch(job);
    }
  }

  async #listSlowly(signal: AbortSignal): Promise<void> {
    const { cluster, clock } = this.options;
    for (let pauseMs = LIST_EVERY_MS; ; ) {
      await clock.sleep(pauseMs, signal);
      if (signal.aborted) return;
      const began = clock.now();
      const jobs = await cluster.jobs().catch(() => []);
      for (const { status } of jobs) if (!this.#known.has(status.job)) this.touch(status.job);
      pauseMs = Math.max(LIST_EVERY_MS, LIST_PAUSE * (clock.now() - began));
    }
  }

  #nextPolled(): readonly JobId[] {
    const running = [...this.#known.values()].map(({ status }) => status).filter(isRunning);
    const jobs = running.map(({ job }) => job).sort();
    const from = this.#polledUpTo < jobs.length ? this.#polledUpTo : 0;
    this.#polledUpTo = from + POLLED_AT_ONCE;
    return jobs.slice(from, from + POLLED_AT_ONCE);
  }

  *#statusOf(job: JobId): Iterable<SeenStatus> {
    const known = this.#known.get(job);
    if (known !== undefined) yield known.status;
  }
}

const textOf = (status: JobStatus): string => JSON.stringify({ ...status, turns: null });

const isRunning = ({ state }: JobStatus): boolean => !isFinalPhase(state);
