import type { CannotSpeak, DeviceMemory, NodeOrder, NodeRecord, NodeState } from '../cluster/ports/index.js';
import { charactersPerSecond, SPEED_UNKNOWN, type Speed, withSpoken } from './speed.js';

/** How a host stands, as it says itself; when it said so is a matter of reports. */
export type NodeStanding = Omit<NodeRecord, 'seenAt'>;

/** What does not change while a host lives. */
export type NodeFacts = Omit<
  NodeStanding,
  'busy' | 'charactersPerSecond' | 'state' | 'readsWith' | 'cannotSpeak' | 'deviceMemory'
>;

/** What a host finds out anew for each report. */
export interface NodeNews {
  /** It is outside its hours: what it has it finishes, and takes nothing new. */
  readonly isResting?: (() => boolean) | undefined;
  /** A program may be installed while a host lives. */
  readonly readsWith?: (() => readonly string[]) | undefined;
  readonly cannotSpeak?: (() => readonly CannotSpeak[]) | undefined;
  /** Null: nothing is known. */
  readonly deviceMemory?: (() => DeviceMemory | null) | undefined;
}

const STATE_BY_ORDER: Readonly<Record<NodeOrder, NodeState>> = {
  work: 'ready',
  cordon: 'cordoned',
  drain: 'draining',
};

/** How a host stands: what it works on, how fast its slots speak, and what it was ordered to do. */
export class LiveNode {
  private speaking = 0;
  private making = 0;
  private speed: Speed = SPEED_UNKNOWN;
  private readonly listeners = new Set<() => void>();

  constructor(
    readonly facts: NodeFacts,
    private readonly order: () => NodeOrder,
    private readonly news: NodeNews = {},
  ) {}

  get state(): NodeState {
    const state = STATE_BY_ORDER[this.order()];
    return state === 'ready' && this.news.isResting?.() === true ? 'resting' : state;
  }

  /** Of one slot; null until measured. */
  get charactersPerSecond(): number | null {
    return charactersPerSecond(this.speed);
  }

  /** Ordered to leave, and nothing begun is unfinished. */
  get mayLeave(): boolean {
    return this.state === 'draining' && this.speaking + this.making === 0;
  }

  record(): NodeStanding {
    const { state } = this;
    // A slot that has spoken takes the next while the clip before is still being stored.
    const busy = Math.min(this.speaking, this.facts.slots);
    const deviceMemory = this.news.deviceMemory?.() ?? null;
    const cannotSpeak = this.news.cannotSpeak?.() ?? [];
    return {
      ...this.facts,
      readsWith: this.news.readsWith?.() ?? [],
      ...(cannotSpeak.length === 0 ? {} : { cannotSpeak }),
      ...(deviceMemory === null ? {} : { deviceMemory }),
      busy,
      state,
      charactersPerSecond: rounded(this.charactersPerSecond),
    };
  }

  /** @param ms that an engine was at work for these characters */
  spoke(characters: number, ms: number): void {
    this.speed = withSpoken(this.speed, characters, ms);
  }

  async whileSpeaking<T>(work: () => Promise<T>): Promise<T> {
    this.speaking++;
    try {
      return await work();
    } finally {
      this.speaking--;
      this.tell();
    }
  }

  async whileMaking<T>(work: () => Promise<T>): Promise<T> {
    this.making++;
    try {
      return await work();
    } finally {
      this.making--;
      this.tell();
    }
  }

  /** Calls `listener` whenever something begun has ended, until the returned function is called. */
  onEnded(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener();
  }
}

/** A tenth of a character is more than anybody can use. */
const rounded = (speed: number | null): number | null => (speed === null ? null : Math.round(speed * 10) / 10);
