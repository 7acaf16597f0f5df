import type { CannotSpeak, Telemetry } from '../../cluster/ports/index.js';
import { backoffMs, type Clock, type Instant, toError, UserError } from '../../core/index.js';
import type { Host } from '../start-host.js';
import { castOf, type CastOrder, type Member } from './cast-of.js';
import type { CastVoice, VoiceNeed } from './needs.js';

/** What the cast knows of a host. */
export interface CastHost extends Pick<Host, 'done' | 'stop'> {
  readonly profile: { readonly id: string } | null;
}

/** What waits, and what is to be kept warm. */
export interface CastLook {
  readonly needs: readonly VoiceNeed[];
  readonly usual: CastVoice | null;
}

/** What the cast is told and given. */
export interface CastHouse {
  /** Voices that this machine lets speak at the same time. */
  readonly slots: number;
  /** How much time a voice that is taken away has for what it speaks, in milliseconds. */
  readonly graceMs: number;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  look(): Promise<CastLook>;
  /** Whether people let this voice work here. */
  mayStart(voice: CastVoice): boolean;
  /** Opens a host for one voice. @throws UserError when it cannot be opened here */
  start(voice: CastVoice, slots: number): Promise<CastHost>;
  /** Resolves when it is worth looking again before the time, or when `signal` aborts. */
  bell(signal: AbortSignal): Promise<void>;
}

export interface RunningCast {
  members(): readonly Member[];
  /** What is waited for and cannot be spoken here, with the reason. */
  troubles(): readonly CannotSpeak[];
  /** Ends all hosts; what is begun may finish within `graceMs`. May be called again with less. */
  stop(graceMs: number): Promise<void>;
}

/** How often is looked when no bell rings: idle voices are told apart by minutes. */
const LOOK_EVERY_MS = 2_000;
/** A voice may be installed any moment; opening one that is not costs next to nothing. */
const BACKOFF = { firstMs: 2_000, maxMs: 30_000 };

/** Starts and stops hosts as work asks for them, until it is stopped. */
export function startCast(house: CastHouse): RunningCast {
  const cast = new Cast(house);
  const running = cast.run();
  return {
    members: () => cast.members(),
    troubles: () => cast.troubles(),
    stop: async (graceMs) => {
      await cast.stop(graceMs);
      await running;
    },
  };
}

/** A host on its way, at work, or on its way out. */
interface Engagement {
  readonly voice: CastVoice;
  readonly slots: number;
  since: Instant;
  neededAt: Instant;
  state: Member['state'];
  host: CastHost | null;
  /** Resolves when nothing of it is left. */
  gone: Promise<void>;
}

interface Failing {
  readonly times: number;
  readonly until: Instant;
  readonly trouble: CannotSpeak;
}

class Cast {
  private readonly engaged = new Map<string, Engagement>();
  private readonly failing = new Map<string, Failing>();
  private readonly ending = new AbortController();
  /** Aborts when it is time to look again: somebody has gone. */
  private due = new AbortController();
  private graceMs = 0;
  private waiting: readonly CastVoice[] = [];

  constructor(private readonly house: CastHouse) {}

  async run(): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      this.due = new AbortController();
      await this.lookOnce();
      const over = AbortSignal.any([signal, this.due.signal]);
      await Promise.race([this.house.bell(over), this.house.clock.sleep(LOOK_EVERY_MS, over)]);
      this.due.abort();
    }
  }

  members(): readonly Member[] {
    return [...this.engaged.values()].map(({ voice, slots, state, since, neededAt }) => {
      return { ...voice, slots, state, since, neededAt };
    });
  }

  troubles(): readonly CannotSpeak[] {
    const failed = [...this.failing.values()].map(({ trouble }) => trouble);
    const told = new Set(failed.map(({ profile }) => profile));
    const queued = this.waiting.filter(({ profile }) => !told.has(profile));
    return [...failed, ...queued.map(({ profile, engine, voice }) => ({ profile, engine, voice, why: BUSY }))];
  }

  async stop(graceMs: number): Promise<void> {
    this.graceMs = graceMs;
    this.ending.abort();
    await Promise.all(
      [...this.engaged.values()].map(async (one) => {
        one.state = 'closing';
        await this.sendOff(one, graceMs);
        await one.gone;
      }),
    );
  }

  private async lookOnce(): Promise<void> {
    const { house } = this;
    const seen = await house.look().catch((error: unknown) => {
      house.telemetry.emit({ type: 'trouble', where: 'cast', reason: toError(error).message });
      return null;
    });
    if (seen === null || this.ending.signal.aborted) return;
    this.noteNeeded(seen.needs);
    this.forgetTroubles(seen);
    const orders = castOf({ ...seen, ...this.stage(seen) });
    for (const order of orders) this.perform(order);
    this.noteNeeded(seen.needs);
    this.waiting = seen.needs.filter(({ profile, segments }) => segments > 0 && !this.engaged.has(profile));
  }

  private stage({ needs, usual }: CastLook) {
    const { slots, clock, mayStart } = this.house;
    const at = clock.now();
    const known = [...needs, ...(usual === null ? [] : [usual])];
    const resting = known.filter((voice) => at < (this.failing.get(voice.profile)?.until ?? at) || !mayStart(voice));
    return { members: this.members(), slots, at, resting: new Set(resting.map(({ profile }) => profile)) };
  }

  private noteNeeded(needs: readonly VoiceNeed[]): void {
    for (const { profile } of needs) {
      const one = this.engaged.get(profile);
      if (one !== undefined) one.neededAt = this.house.clock.now();
    }
  }

  /** A trouble is over when nobody wants that voice any more. */
  private forgetTroubles({ needs, usual }: CastLook): void {
    const wanted = new Set([...needs, ...(usual === null ? [] : [usual])].map(({ profile }) => profile));
    for (const profile of [...this.failing.keys()]) if (!wanted.has(profile)) this.failing.delete(profile);
  }

  private perform(order: CastOrder): void {
    if (order.type === 'start') this.engage(order.voice, order.slots);
    else this.dismiss(order.profile);
  }

  private engage(voice: CastVoice, slots: number): void {
    const one: Engagement = {
      voice,
      slots,
      since: this.house.clock.now(),
      neededAt: Number.NEGATIVE_INFINITY,
      state: 'opening',
      host: null,
      gone: Promise.resolve(),
    };
    this.engaged.set(voice.profile, one);
    one.gone = this.live(one).finally(() => {
      this.engaged.delete(voice.profile);
      this.due.abort();
    });
  }

  /** From opening to the end. Never rejects. */
  private async live(one: Engagement): Promise<void> {
    const { voice, slots } = one;
    try {
      const host = await this.house.start(voice, slots);
      one.host = host;
      if (one.state === 'closing') return await host.stop(this.graceMs);
      if (host.profile !== null && host.profile.id !== voice.profile) {
        await host.stop(0);
        throw otherVersion(voice);
      }
      one.state = 'open';
      one.since = this.house.clock.now();
      this.failing.delete(voice.profile);
      const reason = await host.done;
      if (reason.type !== 'stopped') throw reason.type === 'fatal' ? reason.error : new Error(reason.reason);
    } catch (error) {
      this.noteFailure(voice, toError(error));
    }
  }

  private dismiss(profile: string): void {
    const one = this.engaged.get(profile);
    if (one === undefined || one.state === 'closing') return;
    one.state = 'closing';
    this.graceMs = this.house.graceMs;
    void this.sendOff(one, this.house.graceMs);
  }

  /** Never rejects: one that cannot be closed holds up no other. */
  private async sendOff({ host, voice }: Engagement, graceMs: number): Promise<void> {
    const { telemetry } = this.house;
    await host?.stop(graceMs).catch((error: unknown) => {
      telemetry.emit({ type: 'trouble', where: `voice ${voice.voice}`, reason: reasonOf(toError(error)) });
    });
  }

  /** Told once for each reason; the pauses between tries grow. */
  private noteFailure(voice: CastVoice, error: Error): void {
    const { clock, telemetry } = this.house;
    const before = this.failing.get(voice.profile);
    const times = (before?.times ?? 0) + 1;
    const why = reasonOf(error);
    const until = clock.now() + backoffMs(times, BACKOFF, voice.profile);
    this.failing.set(voice.profile, { times, until, trouble: { ...voice, why } });
    if (before?.trouble.why === why || this.ending.signal.aborted) return;
    telemetry.emit({ type: 'trouble', where: `voice ${voice.voice}`, reason: why });
  }
}

/** Said of a voice that is well and has to wait. */
const BUSY = 'other voices have all the slots of this machine; its turn comes';

const reasonOf = (error: Error): string =>
  error instanceof UserError ? [error.failure.what, error.failure.fix].filter(Boolean).join(' ') : error.message;

const otherVersion = ({ voice }: CastVoice): Error =>
  new Error(`${voice} is installed here in another version than the job was ordered with; order the book again`);
