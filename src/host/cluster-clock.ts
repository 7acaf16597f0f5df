import type { Cluster, Telemetry } from '../cluster/ports/index.js';
import { type Clock, type Instant, toError } from '../core/index.js';

/** A clock that is set while we run is noticed within this time. */
const LOOK_EVERY_MS = 30_000;
/** Less than this is the network's doing, and does no harm. */
const NOISE_MS = 500;
/** The server's time was true at some moment while we waited: of an answer that took longer, nobody knows when within the noise. */
const LONGEST_ANSWER_MS = 2 * NOISE_MS;
const MS_PER_SECOND = 1_000;

/**
 * The time all hosts of a cluster share: the server's. Leases, heartbeats and alarms are compared between machines, and
 * a machine whose clock is minutes off would count as dead, or take the living for dead.
 */
export class ClusterClock implements Clock {
  private ahead = 0;

  constructor(
    private readonly cluster: Pick<Cluster, 'serverTime'>,
    private readonly own: Clock,
    private readonly telemetry: Telemetry,
  ) {}

  now(): Instant {
    return this.own.now() - this.ahead;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return this.own.sleep(ms, signal);
  }

  /** Asks the server for the time; goes on as before when it does not answer, or not soon. */
  async set(): Promise<void> {
    try {
      const asked = this.own.now();
      const server = await this.cluster.serverTime();
      const answered = this.own.now();
      if (Math.abs(answered - asked) > LONGEST_ANSWER_MS) return; // or our own clock was set meanwhile
      const ahead = Math.round((asked + answered) / 2 - server);
      if (Math.abs(ahead - this.ahead) < NOISE_MS) return;
      this.ahead = ahead;
      this.tell(`this machine's clock is ${inWords(ahead)} the server's, whose time counts`);
    } catch (error) {
      this.tell(toError(error).message);
    }
  }

  /** Sets it again and again until `signal` aborts. */
  async keepRight(signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.sleep(LOOK_EVERY_MS, signal);
      if (signal.aborted) return;
      await this.set();
    }
  }

  private tell(reason: string): void {
    this.telemetry.emit({ type: 'trouble', where: 'clock', reason });
  }
}

function inWords(aheadMs: number): string {
  const seconds = Math.abs(aheadMs / MS_PER_SECOND).toFixed(1);
  return aheadMs >= 0 ? `${seconds} s ahead of` : `${seconds} s behind`;
}
