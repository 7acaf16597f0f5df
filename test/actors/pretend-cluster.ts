import { bookBehavior, chapterBehavior, type BookState, type ChapterState } from '../../src/actors/index.js';
import {
  type Address,
  type Effect,
  type Json,
  type Message,
  PRIORITIES,
  type Priority,
  type WorkItem,
} from '../../src/core/index.js';
import { ORDER, summaryOf } from './orders.js';

/** Real Books and Chapters, with a queue and equal slots that exist only as lists: what pure rules can prove of a fleet. */
export interface PretendCluster {
  submit(job: string, segments: readonly number[], priority?: Priority): void;
  /** Every slot speaks one segment at a time, all equally fast, until this is so or nothing is left. */
  speakUntil(done: () => boolean): void;
  spoken(job: string): number;
  /** Segments of a job that are queued or spoken just now. */
  inFlight(job: string): number;
  isIdle(): boolean;
  phases(): Readonly<Record<string, string>>;
}

const MS_PER_SEGMENT = 1_000;
const ROUNDS_MAX = 10_000;

export function createPretendCluster(slots: number): PretendCluster {
  const cluster = new Cluster(slots);
  return {
    submit: (job, segments, priority = 'p1') => cluster.submit(job, segments, priority),
    speakUntil: (done) => cluster.speakUntil(done),
    spoken: (job) => cluster.spoken.get(job) ?? 0,
    inFlight: (job) => cluster.queue.filter((item) => item.job === job && item.class.startsWith('speech-')).length,
    isIdle: () => cluster.queue.length === 0,
    phases: () => Object.fromEntries([...cluster.books].map(([job, { phase }]) => [job, phase])),
  };
}

class Cluster {
  readonly books = new Map<string, BookState>();
  readonly spoken = new Map<string, number>();
  queue: WorkItem[] = [];
  private readonly chapters = new Map<string, ChapterState>();
  private readonly plans = new Map<string, readonly number[]>();
  private readonly mail: { to: Address; message: Message }[] = [];
  private now = 0;

  constructor(private readonly slots: number) {}

  submit(job: string, segments: readonly number[], priority: Priority): void {
    this.books.set(job, bookBehavior.initial({ kind: 'book', job }));
    this.plans.set(job, segments);
    const order = { ...ORDER, settings: { ...ORDER.settings }, book: { ...ORDER.book }, priority };
    this.tell({ kind: 'book', job }, { type: 'SubmitBook', order });
    this.tell({ kind: 'book', job }, { type: 'FleetChanged', slots: this.slots, nodes: 1 });
    this.deliver();
  }

  speakUntil(done: () => boolean): void {
    for (let round = 0; round < ROUNDS_MAX && !done() && this.queue.length > 0; round++) {
      this.now += MS_PER_SEGMENT;
      for (const item of this.nextItems()) {
        this.spoken.set(item.job, (this.spoken.get(item.job) ?? 0) + 1);
        this.tell(item.replyTo, {
          type: 'SegmentSpoken',
          segment: Number(item.item),
          attempt: item.attempt,
          characters: 100,
          samples: 1,
          digest: 'd',
          node: 'n',
          ms: MS_PER_SEGMENT,
        });
      }
      this.deliver();
    }
  }

  /** One per slot, by priority, oldest first. */
  private nextItems(): readonly WorkItem[] {
    const ordered = PRIORITIES.flatMap((priority) => this.queue.filter((item) => item.priority === priority));
    const taken = new Set(ordered.slice(0, this.slots));
    this.queue = this.queue.filter((item) => !taken.has(item));
    return [...taken];
  }

  private tell(to: Address, message: Message): void {
    this.mail.push({ to, message });
  }

  private deliver(): void {
    for (let letter = this.mail.shift(); letter !== undefined; letter = this.mail.shift()) {
      for (const effect of this.receive(letter.to, letter.message)) this.perform(effect);
    }
  }

  private receive(to: Address, message: Message): readonly Effect[] {
    const key = `${to.job}/${to.chapter}`;
    if (to.chapter === undefined) {
      const decoded = bookBehavior.decode(message as Json);
      if (!decoded.ok) throw new Error(decoded.error);
      const next = bookBehavior.receive(this.books.get(to.job) ?? bookBehavior.initial(to), decoded.value, this.now);
      this.books.set(to.job, next.state);
      return next.effects;
    }
    const decoded = chapterBehavior.decode(message as Json);
    if (!decoded.ok) throw new Error(decoded.error);
    const next = chapterBehavior.receive(
      this.chapters.get(key) ?? chapterBehavior.initial(to),
      decoded.value,
      this.now,
    );
    this.chapters.set(key, next.state);
    return next.effects;
  }

  private perform(effect: Effect): void {
    if (effect.type === 'tell') this.tell(effect.to, effect.message);
    if (effect.type !== 'enqueueWork') return;
    const { item } = effect;
    if (!item.class.startsWith('speech-')) this.tell(item.replyTo, this.outcomeOf(item));
    else this.queue.push(item);
  }

  /** Media work takes no time here. */
  private outcomeOf({ job, item, attempt, chapter }: WorkItem): Message {
    const object = `${chapter}.${item}`;
    switch (item) {
      case 'read':
        return JSON.parse(JSON.stringify({ type: 'BookRead', attempt, summary: summaryOf(this.plans.get(job) ?? []) }));
      case 'join':
        return { type: 'ClipsJoined', attempt, object, samples: 3_072, loudness: null };
      case 'encode':
        return { type: 'PacketsEncoded', attempt, object };
      default:
        return { type: 'BookAssembled', attempt, warnings: [], name: 'n', object, bytes: 1, digest: 'd' };
    }
  }
}
