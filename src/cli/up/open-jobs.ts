import type { Client, JobStatus } from '../../client/index.js';
import { type Clock, type Instant, toError } from '../../core/index.js';
import type { Telemetry } from '../../telemetry/index.js';
import { isFinal } from '../follow.js';

/** Everything is read again so often: for what no event told. */
const READ_ALL_MS = 60_000;
/** After an event follow more; what they tell is read once. */
const GATHER_MS = 300;
/** Before the events are followed again, when that broke off. */
const AGAIN_MS = 2_000;

/** Jobs of which something is still to be done, the first ordered first. */
export interface OpenJobs {
  /** As they stand now; only what has changed is read. */
  statuses(): Promise<readonly JobStatus[]>;
  /** Resolves when something has happened to a job, or when `signal` aborts. */
  changed(signal: AbortSignal): Promise<void>;
}

/** Follows what happens to all jobs until `signal` aborts. */
export function openJobs(
  client: Pick<Client, 'jobs' | 'status' | 'events'>,
  clock: Clock,
  telemetry: Telemetry,
  signal: AbortSignal,
): OpenJobs {
  const jobs = new Jobs(client, clock);
  void jobs.follow(telemetry, signal);
  return jobs;
}

class Jobs implements OpenJobs {
  private readonly known = new Map<string, JobStatus>();
  private readonly news = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private readAllAt: Instant = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly client: Pick<Client, 'jobs' | 'status' | 'events'>,
    private readonly clock: Clock,
  ) {}

  async statuses(): Promise<readonly JobStatus[]> {
    if (this.clock.now() - this.readAllAt >= READ_ALL_MS) await this.readAll();
    else await this.readNews();
    return [...this.known.values()];
  }

  async changed(signal: AbortSignal): Promise<void> {
    if (this.news.size === 0)
      await new Promise<void>((resolve) => {
        this.listeners.add(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
        if (signal.aborted) resolve();
      });
    await this.clock.sleep(GATHER_MS, signal);
  }

  /** Never rejects: without events everything is read again by and by. */
  async follow(telemetry: Telemetry, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        for await (const { job } of this.client.events(null, { signal })) this.note(job);
      } catch (error) {
        telemetry.emit({ type: 'trouble', where: 'events of jobs', reason: toError(error).message });
      }
      await this.clock.sleep(AGAIN_MS, signal);
    }
  }

  private note(job: string): void {
    this.news.add(job);
    for (const tell of this.listeners) tell();
    this.listeners.clear();
  }

  private async readAll(): Promise<void> {
    this.news.clear();
    const entries = await this.client.jobs();
    this.readAllAt = this.clock.now();
    this.known.clear();
    for (const { status } of entries.toSorted((a, b) => (a.orderedAt ?? 0) - (b.orderedAt ?? 0))) this.keep(status);
  }

  private async readNews(): Promise<void> {
    for (const job of [...this.news]) {
      this.news.delete(job);
      const status = await this.client.status(job);
      if (status !== null) this.keep(status);
    }
  }

  private keep(status: JobStatus): void {
    if (isFinal(status)) this.known.delete(status.job);
    else this.known.set(status.job, status);
  }
}
