import { type Address, type Clock, formatAddress, type Instant, toError } from '../../core/index.js';
import type { Cluster, Telemetry } from '../ports/index.js';
import type { Behaviors } from './behaviors.js';
import { wakeCall } from './sweepers.js';

/** What rings the alarms that this host's turns have saved. */
export interface AlarmHouse {
  readonly cluster: Pick<Cluster, 'mail' | 'checkpoints'>;
  readonly behaviors: Behaviors;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** More alarms than a host has actors at work; what goes beyond is rung by the sweeper, a sweep later at most. */
export const ALARMS_MAX = 1_000;
/** One sleep; a timer of the system's counts to 2^31 ms at most, and a clock may be set right meanwhile. */
const SLEEP_MAX_MS = 60_000;

/** Where a test may look in: an alarm is due; it has been told. */
interface AlarmHooks {
  after(step: 'ring' | 'rung'): Promise<void> | void;
}

interface Armed {
  readonly at: Instant;
  readonly end: AbortController;
}

/**
 * Rings an alarm on time on the host that saved it. The sweeper is the net below: it rings what a host took with it when
 * it died. Both give an alarm the same id, so that an actor hears it once.
 */
export class Alarms {
  private readonly armed = new Map<string, Armed>();
  private readonly ringing = new Set<Promise<void>>();
  private stopped = false;

  constructor(
    private readonly house: AlarmHouse,
    private readonly hooks: AlarmHooks = { after: () => {} },
  ) {}

  /** @param at what the actor's checkpoint says now; null: no alarm any more */
  arm(address: Address, at: Instant | null): void {
    const key = formatAddress(address);
    const before = this.armed.get(key);
    if (before?.at === at) return;
    before?.end.abort();
    this.armed.delete(key);
    if (at === null || this.stopped || this.armed.size >= ALARMS_MAX) return;
    const alarm = { at, end: new AbortController() };
    this.armed.set(key, alarm);
    const ringing = this.wait(address, key, alarm).finally(() => this.ringing.delete(ringing));
    this.ringing.add(ringing);
  }

  /** Takes all alarms away; what rings just now is waited for. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const { end } of this.armed.values()) end.abort();
    this.armed.clear();
    await Promise.all(this.ringing);
  }

  private async wait(address: Address, key: string, { at, end }: Armed): Promise<void> {
    const { clock, telemetry } = this.house;
    while (!end.signal.aborted && clock.now() < at)
      await clock.sleep(Math.min(at - clock.now(), SLEEP_MAX_MS), end.signal);
    if (end.signal.aborted) return;
    this.armed.delete(key);
    try {
      await this.ring(address, at);
    } catch (error) {
      // The sweeper rings it; and what is wrong with the cluster, the mail loops say more fully.
      telemetry.emit({ type: 'trouble', where: `alarm of ${key}`, reason: toError(error).message });
    }
  }

  /** Another host may have taken turns of the actor since: its alarm is then that host's to ring. */
  private async ring(address: Address, at: Instant): Promise<void> {
    await this.hooks.after('ring');
    const { cluster, behaviors, clock } = this.house;
    const stored = await cluster.checkpoints.load(address);
    if (stored?.checkpoint.wakeAt !== at) return;
    await cluster.mail.post(wakeCall(behaviors, { address, checkpoint: stored.checkpoint }, clock.now()));
    await this.hooks.after('rung');
  }
}
