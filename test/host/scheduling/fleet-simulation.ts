import { chooseSpeech } from '../../../src/host/choose-speech.js';
import { mayLookAhead, type Outlook } from '../../../src/host/schedule.js';
import { charactersPerSecond, SPEED_UNKNOWN, type Speed, withSpoken } from '../../../src/host/speed.js';

/** A fleet speaks one book: discrete events, the product's own decisions. Times in seconds, sizes in characters. */
export interface Trial {
  readonly segments: readonly number[];
  /** True speed of each slot at a time. */
  readonly speeds: readonly SpeedAt[];
  /** Left out: the product's. */
  readonly rules?: Rules;
}

export type SpeedAt = (at: number) => number;

/** What a test may take away. */
interface Rules {
  /** Nobody leaves a segment to others. */
  readonly takeAlways?: boolean;
  /** Everybody holds one in advance to the end. */
  readonly lookAheadAlways?: boolean;
  readonly noSecondAttempts?: boolean;
}

export interface Outcome {
  readonly makespan: number;
  /** Until all slots together, each at its true speed, could have spoken everything. */
  readonly ideal: number;
  /** Segments spoken twice. */
  readonly repeated: number;
}

interface Slot {
  readonly speedAt: SpeedAt;
  measured: Speed;
  /** What the others know of it. */
  reported: number | null;
  speaking: { readonly segment: number; readonly since: number; readonly until: number } | null;
  ahead: number | null;
  /** Asks for nothing before. */
  restsUntil: number;
  /** The last it looked at: decides whether it looks ahead. */
  lastSeen: number | null;
}

/** As in the product: a host reports so often. */
const REPORT_EVERY = 5;
/** As in the Chapter: a segment is overdue after so many times what it should take. */
const OVERDUE_FACTOR = 2;
/** From asking for a segment to its first sound, when it was not held in advance. */
const HAND_OVER = 0.05;

export const simulate = (trial: Trial): Outcome => new Simulation(trial).run();

class Simulation {
  private readonly slots: Slot[];
  private readonly queue: number[];
  private second: number[] = [];
  private readonly askedTwice = new Set<number>();
  private readonly done = new Set<number>();
  private readonly behind: number[];
  private readonly typical: number;
  private repeated = 0;
  private spokenSeconds = 0;
  private spokenCharacters = 0;
  private nextReport = REPORT_EVERY;
  private now = 0;

  constructor(private readonly trial: Trial) {
    const { segments } = trial;
    this.queue = segments.map((_, index) => index);
    this.behind = segments.map((_, index) => sum(segments.slice(index + 1)));
    this.typical = sum(segments) / segments.length;
    this.slots = trial.speeds.map((speedAt) => ({
      speedAt,
      measured: SPEED_UNKNOWN,
      reported: null,
      speaking: null,
      ahead: null,
      restsUntil: 0,
      lastSeen: null,
    }));
  }

  run(): Outcome {
    while (this.done.size < this.trial.segments.length) {
      this.askTwice();
      for (const slot of this.slots) this.give(slot);
      this.now = this.nextEvent();
      if (!Number.isFinite(this.now)) throw new Error('everybody waits');
      for (const slot of this.slots) this.finish(slot);
      if (this.now >= this.nextReport) this.report();
    }
    const ideal = idealSeconds(sum(this.trial.segments), this.trial.speeds);
    return { makespan: this.now, ideal, repeated: this.repeated };
  }

  private nextEvent(): number {
    const ends = this.slots.flatMap(({ speaking }) => speaking?.until ?? []);
    const rests = this.slots.flatMap(({ speaking, restsUntil }) =>
      speaking === null && restsUntil > this.now ? [restsUntil] : [],
    );
    return Math.min(...ends, ...rests, ...this.overdue(), this.nextReport);
  }

  private report(): void {
    this.nextReport += REPORT_EVERY;
    for (const slot of this.slots) slot.reported = charactersPerSecond(slot.measured);
  }

  private finish(slot: Slot): void {
    const { speaking } = slot;
    if (speaking === null || speaking.until > this.now) return;
    const seconds = speaking.until - speaking.since;
    const size = this.sizeOf(speaking.segment);
    slot.measured = withSpoken(slot.measured, size, seconds * 1000);
    this.spokenSeconds += seconds;
    this.spokenCharacters += size;
    this.done.add(speaking.segment);
    slot.speaking = null;
    const { ahead } = slot;
    slot.ahead = null;
    if (ahead === null) return;
    if (this.chooses(slot, ahead)) this.begin(slot, ahead, 0);
    else this.queue.unshift(ahead);
  }

  /** What an idle slot takes, and what a busy one holds in advance. */
  private give(slot: Slot): void {
    if (slot.speaking === null && slot.restsUntil <= this.now) this.takeOne(slot);
    const [next] = this.queue;
    if (slot.speaking === null || slot.ahead !== null || next === undefined || !this.looksAhead(slot)) return;
    slot.lastSeen = next;
    if (this.looksAhead(slot)) slot.ahead = this.queue.shift() ?? null;
  }

  private looksAhead(slot: Slot): boolean {
    return (
      this.trial.rules?.lookAheadAlways || slot.lastSeen === null || mayLookAhead(this.outlook(slot, slot.lastSeen))
    );
  }

  private takeOne(slot: Slot): void {
    const [index] = this.queue;
    if (index === undefined) {
      this.takeSecond(slot);
      return;
    }
    slot.lastSeen = index;
    if (!this.chooses(slot, index)) return;
    this.queue.shift();
    this.begin(slot, index, HAND_OVER);
  }

  /** Also begins the rest that goes with a refusal. */
  private chooses(slot: Slot, index: number, second = false): boolean {
    if (this.trial.rules?.takeAlways) return true;
    const choice = chooseSpeech({ second }, this.outlook(slot, index), 'welcome');
    if (choice.type === 'leave') slot.restsUntil = this.now + choice.restMs / 1000;
    return choice.type === 'take';
  }

  private takeSecond(slot: Slot): void {
    this.second = this.second.filter((index) => !this.done.has(index));
    const [index] = this.second;
    if (index === undefined || !this.chooses(slot, index, true)) return;
    this.second.shift();
    this.repeated++;
    this.begin(slot, index, HAND_OVER);
  }

  private begin(slot: Slot, segment: number, handOver: number): void {
    const since = this.now + handOver;
    slot.speaking = { segment, since, until: since + secondsFor(this.sizeOf(segment), slot.speedAt, since) };
  }

  /** When which segment in work becomes overdue, once everything has been asked for. */
  private overdue(): number[] {
    if (this.trial.rules?.noSecondAttempts || this.queue.length > 0 || this.spokenCharacters === 0) return [];
    const open = this.slots.flatMap(({ speaking }) => speaking ?? []);
    const waiting = open.filter(({ segment }) => !this.done.has(segment) && !this.askedTwice.has(segment));
    return waiting.map(({ segment, since }) => Math.max(this.overdueAt(segment, since), this.now));
  }

  private overdueAt(segment: number, since: number): number {
    return since + (OVERDUE_FACTOR * this.sizeOf(segment) * this.spokenSeconds) / this.spokenCharacters;
  }

  private askTwice(): void {
    if (this.overdue().length === 0) return;
    for (const { speaking } of this.slots) {
      if (speaking === null || this.done.has(speaking.segment) || this.askedTwice.has(speaking.segment)) continue;
      if (this.now < this.overdueAt(speaking.segment, speaking.since)) continue;
      this.askedTwice.add(speaking.segment);
      this.second.push(speaking.segment);
    }
  }

  private outlook(slot: Slot, index: number): Outlook {
    const others = this.slots.filter((other) => other !== slot);
    return {
      characters: this.sizeOf(index),
      behind: this.behind[index] ?? 0,
      typical: this.typical,
      mySpeed: charactersPerSecond(slot.measured),
      fleet: others.map(({ reported }) => ({ slots: 1, charactersPerSecond: reported })),
    };
  }

  private sizeOf(index: number): number {
    return this.trial.segments[index] ?? 0;
  }
}

const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);

/** Speeds may change on the way; looked at this often. */
const STEP = 0.01;

function secondsFor(size: number, speedAt: SpeedAt, from: number): number {
  const speed = speedAt(from);
  if (speed === speedAt(from + size / speed)) return size / speed;
  let left = size;
  let at = from;
  while (left > 0) {
    left -= speedAt(at) * STEP;
    at += STEP;
  }
  return at - from;
}

function idealSeconds(total: number, speeds: readonly SpeedAt[]): number {
  let left = total;
  let at = 0;
  while (left > 0) {
    left -= speeds.reduce((all, speedAt) => all + speedAt(at), 0) * STEP;
    at += STEP;
  }
  return at;
}
