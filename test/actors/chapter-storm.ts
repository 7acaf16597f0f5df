import fc from 'fast-check';
import { countSegments, hasSegment } from '../../src/actors/chapter/segment-set.js';
import { type ChapterMessage, type ChapterState, chapterBehavior } from '../../src/actors/index.js';
import { type Effect, type Instant, isJsonObject, type Json, type WorkItem } from '../../src/core/index.js';
import { joined, spoken, start, workFailed } from './chapter-scenes.js';
import { newChapter } from './orders.js';

/** What may befall a chapter, its queue and its mail; `pick` chooses among what is there. */
export type Blow =
  | { readonly type: 'lease' | 'succeed' | 'lose'; readonly pick: number }
  | { readonly type: 'fail'; readonly pick: number; readonly node: string }
  | { readonly type: 'deliver'; readonly pick: number; readonly again: boolean }
  | { readonly type: 'clipsMissing'; readonly segments: readonly number[] }
  | { readonly type: 'tell'; readonly message: ChapterMessage }
  | { readonly type: 'remember' | 'reconcile' | 'reconcileLate' | 'startAnew' | 'cancel' }
  | { readonly type: 'pass'; readonly ms: number };

export const SEGMENTS = 4;
const PICK = fc.nat(40);
const tell = (message: ChapterMessage) => fc.constant<Blow>({ type: 'tell', message });

const blow: fc.Arbitrary<Blow> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('lease' as const), pick: PICK }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('succeed' as const), pick: PICK }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('lose' as const), pick: PICK }) },
  {
    weight: 9,
    arbitrary: fc.record({
      type: fc.constant('fail' as const),
      pick: PICK,
      node: fc.constantFrom('n1', 'n1', 'n2'),
    }),
  },
  {
    weight: 22,
    arbitrary: fc.record({ type: fc.constant('deliver' as const), pick: PICK, again: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('clipsMissing' as const),
      segments: fc.array(fc.integer({ min: 1, max: SEGMENTS }), { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 3, arbitrary: tell({ type: 'Hurry', run: 1 }) },
  { weight: 2, arbitrary: tell({ type: 'PauseChapter', run: 1 }) },
  { weight: 2, arbitrary: tell({ type: 'ResumeChapter', run: 1 }) },
  { weight: 1, arbitrary: tell({ type: 'SetPriority', run: 1, priority: 'p0' }) },
  {
    weight: 1,
    arbitrary: fc
      .record({ window: fc.integer({ min: 0, max: 9 }), nodes: fc.integer({ min: 0, max: 3 }) })
      .map((pace): Blow => ({ type: 'tell', message: { type: 'SetWindow', run: 1, ...pace } })),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom('remember', 'reconcile', 'reconcileLate').map((type): Blow => ({ type })),
  },
  { weight: 6, arbitrary: fc.record({ type: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 90_000 }) }) },
);

export const blows: fc.Arbitrary<readonly Blow[]> = fc.array(blow, {
  minLength: 40,
  maxLength: 160,
  size: 'max',
});

/** Turns that a chapter may need to come to its end when nothing more goes wrong. */
const MOST_ROUNDS = 60;

/** A chapter with its queue, its mail and its alarm; keeps what it has seen, and complains of what must never be. */
export class Storm {
  state: ChapterState = newChapter();
  readonly told: string[] = [];
  readonly letters: string[] = [];
  readonly complaints: string[] = [];
  /** Segments of which a clip came before they were silent. */
  readonly spoken = new Set<number>();
  private at: Instant = 1_000_000;
  private alarm: Instant | null = null;
  private readonly queue = new Map<string, WorkItem>();
  private readonly leased = new Set<string>();
  private readonly everAsked = new Set<string>();
  /** In the queue, but a Reconcile that came late did not know of it. */
  private readonly forgotten = new Set<string>();
  /** Attempts whose failure was told, by item. */
  private readonly failed = new Map<string, Set<number>>();
  private readonly seconds = new Map<string, number>();
  private mail: ChapterMessage[] = [];
  private remembered: string[] = [];

  constructor(window: number, nodes: number) {
    this.tell(start(SEGMENTS, window, 1, { nodes }));
  }

  strike(blow: Blow): void {
    switch (blow.type) {
      case 'lease':
        this.withItem(blow.pick, (token) => {
          this.leased.add(token);
        });
        break;
      case 'succeed':
        this.withItem(blow.pick, (token, item) => this.settle(token, successOf(item)));
        break;
      case 'fail':
        this.withItem(blow.pick, (token, item) => this.settle(token, failureOf(item, blow.node)));
        break;
      case 'lose':
        this.withItem(blow.pick, (token) => this.settle(token));
        break;
      case 'deliver':
        this.deliver(blow.pick, blow.again);
        break;
      case 'clipsMissing':
        this.clipsMissing(blow.segments);
        break;
      case 'tell':
        this.tell(blow.message);
        break;
      case 'remember':
        this.remembered = this.present();
        break;
      case 'reconcile':
        this.tell({ type: 'Reconcile', present: this.present() });
        break;
      case 'reconcileLate':
        this.tell({ type: 'Reconcile', present: this.remembered });
        break;
      case 'startAnew':
        this.tell(start(SEGMENTS, 3, 2));
        break;
      case 'cancel':
        this.tell({ type: 'CancelChapter', run: 1 });
        break;
      case 'pass':
        this.pass(blow.ms);
        break;
    }
  }

  /** The wind drops: all mail arrives, all work succeeds, the reconciler makes its rounds. @returns whether it ended */
  calm(): boolean {
    this.tell({ type: 'ResumeChapter', run: 1 });
    this.tell({ type: 'SetWindow', run: 1, window: 3, nodes: 1 });
    for (let round = 0; round < MOST_ROUNDS; round++) {
      for (const message of this.mail.splice(0)) this.tell(message);
      if (this.hasEnded()) return true;
      for (const [token, item] of [...this.queue]) this.settle(token, successOf(item));
      if (this.mail.length === 0) this.tell({ type: 'Reconcile', present: this.present() });
    }
    return false;
  }

  private hasEnded(): boolean {
    return ['joined', 'failed', 'cancelled'].includes(this.state.phase);
  }

  private tell(message: ChapterMessage): void {
    const before = this.state;
    const next = chapterBehavior.receive(before, message, this.at);
    this.state = JSON.parse(JSON.stringify(next.state)) as ChapterState;
    if (message.type === 'Wake' && this.alarm !== null && this.alarm <= this.at) this.alarm = null;
    this.notice(before, message);
    this.checkCounts();
    for (const effect of next.effects) this.perform(effect);
  }

  private notice(before: ChapterState, message: ChapterMessage): void {
    if (message.type === 'WorkFailed')
      this.failed.set(message.item, (this.failed.get(message.item) ?? new Set()).add(message.attempt));
    if (message.type === 'Reconcile')
      for (const token of this.queue.keys()) if (!message.present.includes(token)) this.forgotten.add(token);
    if (before.phase === 'joining' && message.type === 'ClipsMissing' && message.attempt === before.attempt) {
      for (const segment of message.segments) this.spoken.delete(segment);
      this.beginLife();
    }
    if (message.type === 'StartChapter') this.beginLife();
    if (before.phase !== 'speaking' || message.type !== 'SegmentSpoken') return;
    if (message.attempt >= before.firstAttempt && !before.silent.includes(message.segment))
      this.spoken.add(message.segment);
  }

  /** What was asked for until now counts no more. */
  private beginLife(): void {
    this.seconds.clear();
    for (const token of this.queue.keys()) this.forgotten.add(token);
  }

  private perform(effect: Effect): void {
    if (effect.type === 'enqueueWork') this.enqueue(effect.item);
    if (effect.type === 'tell') this.told.push(effect.message.type);
    if (effect.type === 'perform') this.bury(String(effect.args['item']), effect.args['detail']);
    if (effect.type === 'wakeAt') this.alarm = effect.at;
    if (effect.type === 'withdraw')
      for (const token of this.queue.keys()) if (!this.leased.has(token)) this.queue.delete(token);
  }

  /** What is given up must have failed often enough, with nothing of it in flight. */
  private bury(item: string, detail: Json | undefined): void {
    this.letters.push(item);
    const failures = isJsonObject(detail) && Array.isArray(detail['failures']) ? detail['failures'].length : 0;
    if (failures < 3 || failures > (this.failed.get(item)?.size ?? 0))
      this.complaints.push(`${item} was given up after ${failures} failures`);
    for (const token of this.inFlight(item)) this.complaints.push(`${item} was given up while ${token} was in flight`);
  }

  private inFlight(item: string): readonly string[] {
    const tokens = [...this.queue].filter(([, other]) => other.item === item).map(([token]) => token);
    return tokens.filter((token) => !this.forgotten.has(token));
  }

  private checkCounts(): void {
    const { state } = this;
    if (state.phase !== 'speaking') return;
    const spokenOnes = countSegments(state.spoken);
    if (state.spokenCharacters !== 100 * spokenOnes) this.complaints.push(`${state.spokenCharacters} characters`);
    for (const segment of Object.keys(state.trouble).map(Number))
      if (hasSegment(state.spoken, segment) || state.silent.includes(segment))
        this.complaints.push(`${segment} is settled and still in trouble`);
  }

  private enqueue(item: WorkItem): void {
    const token = `${item.chapter}/${item.item}/${item.attempt}`;
    if (this.everAsked.has(token)) this.complaints.push(`${token} was asked for before`);
    if ('paused' in this.state && this.state.paused) this.complaints.push(`${token} was asked for while paused`);
    if ((item.task['second'] === true) !== (item.priority === 'p2'))
      this.complaints.push(`${token} is at ${item.priority}`);
    if (item.task['second'] === true) this.countSecond(item.item);
    this.everAsked.add(token);
    this.queue.set(token, item);
  }

  private countSecond(item: string): void {
    const seconds = (this.seconds.get(item) ?? 0) + 1;
    this.seconds.set(item, seconds);
    const others = this.inFlight(item).filter((token) => this.queue.get(token)?.task['second'] === true);
    if (others.length > 0) this.complaints.push(`${item} was raced for while ${others.join()} was in flight`);
    if (seconds > 2) this.complaints.push(`${item} was raced for ${seconds} times`);
  }

  private withItem(pick: number, use: (token: string, item: WorkItem) => void): void {
    const items = [...this.queue];
    const chosen = items[pick % Math.max(1, items.length)];
    if (chosen !== undefined) use(...chosen);
  }

  private settle(token: string, outcome?: ChapterMessage): void {
    this.queue.delete(token);
    this.leased.delete(token);
    if (outcome !== undefined) this.mail.push(outcome);
  }

  private deliver(pick: number, again: boolean): void {
    const at = pick % Math.max(1, this.mail.length);
    const message = this.mail[at];
    if (message === undefined) return;
    if (!again) this.mail.splice(at, 1);
    this.tell(message);
  }

  private clipsMissing(segments: readonly number[]): void {
    const join = [...this.queue].find(([, item]) => item.item === 'join');
    if (join === undefined) return;
    this.settle(join[0], { type: 'ClipsMissing', attempt: join[1].attempt, segments: [...segments] });
  }

  private pass(ms: number): void {
    this.at += ms;
    if (this.alarm !== null && this.alarm <= this.at) this.tell({ type: 'Wake' });
  }

  private present(): string[] {
    return [...this.queue.keys()];
  }
}

const successOf = (item: WorkItem): ChapterMessage =>
  item.item === 'join' ? joined(item.attempt) : spoken(Number(item.item), item.attempt, 1_000);

/** A join is tried by its queue until it is done: its failure is another test's. */
const failureOf = (item: WorkItem, node: string): ChapterMessage =>
  item.item === 'join' ? joined(item.attempt) : workFailed(item.item, item.attempt, node);
