import type { Msg } from '@nats-io/transport-node';
import type { JobId } from '../../core/index.js';
import type { ControlBoard, ControlState } from '../ports/index.js';
import type { KvStore } from './kv-store.js';
import { openKv } from './kv-store.js';
import type { Link } from './link.js';
import { patiently } from './patience.js';
import { CONTROL_BUCKET, jobOfControl, kvStream, kvSubject } from './subjects.js';

export interface RunningControlBoard extends ControlBoard {
  /** Ends the watch. */
  stop(): void;
}

/** The board is compared with its copy this often, for entries whose call we missed. */
const CHECK_EVERY_MS = 10_000;
const OPERATION_HEADER = 'KV-Operation';
const TEXT = new TextDecoder();
const BYTES = new TextEncoder();

/**
 * The bucket e2a_control with a local copy.
 *
 * A write to the bucket is at the same time a message on core NATS, so we subscribe to the keys themselves: the call
 * is as fast as a shout, an operator's `nats kv put` is heard, too, and no consumer is left at the server by hosts
 * that die. What a lost connection hid is read again afterwards.
 */
export async function jetStreamControl(link: Link): Promise<RunningControlBoard> {
  const copy = new BoardCopy();
  const store = await openKv(link, CONTROL_BUCKET);
  const calls = link.nc.subscribe(kvSubject(CONTROL_BUCKET, '*'), {
    callback: (_error, message) => message && hear(copy, message),
  });
  const check = new BoardCheck(link, store, copy);
  await check.readAll();
  const timer = setInterval(() => void check.readIfMoved(), CHECK_EVERY_MS);
  timer.unref();
  return {
    set: async (job, state) => {
      await store.put(job, BYTES.encode(state));
      copy.hear(job, state);
    },
    current: (job) => copy.current(job),
    stop: () => {
      clearInterval(timer);
      calls.unsubscribe();
    },
  };
}

function hear(copy: BoardCopy, message: Msg): void {
  // Whoever may create consumers could have another message delivered to our subscription: the subject tells.
  const job = jobOfControl(message.subject);
  if (job === null) return;
  const state = message.headers?.get(OPERATION_HEADER) ? 'run' : stateOf(message.data);
  if (state !== null) copy.hear(job, state);
}

/** What was heard while a reading was under way is newer than what was read. */
class BoardCopy {
  private readonly states = new Map<JobId, ControlState>();
  private readonly heard = new Set<JobId>();

  startReading(): void {
    this.heard.clear();
  }

  read(job: JobId, state: ControlState): void {
    if (!this.heard.has(job)) this.states.set(job, state);
  }

  hear(job: JobId, state: ControlState): void {
    this.heard.add(job);
    this.states.set(job, state);
  }

  current(job: JobId): ControlState {
    return this.states.get(job) ?? 'run';
  }
}

/** Knows up to where the copy is the board, and reads the rest. */
class BoardCheck {
  private lastSeq = -1;

  constructor(
    private readonly link: Link,
    private readonly store: KvStore,
    private readonly copy: BoardCopy,
  ) {}

  async readAll(): Promise<void> {
    this.lastSeq = await this.boardSeq();
    this.copy.startReading();
    const keys = await this.store.keys('*');
    const entries = await Promise.all(keys.map(async (key) => ({ key, entry: await this.store.get(key) })));
    for (const { key, entry } of entries) {
      const state = entry ? stateOf(entry.value) : 'run';
      if (state !== null) this.copy.read(key, state);
    }
  }

  /** Passing trouble is the next check's business. */
  async readIfMoved(): Promise<void> {
    try {
      if ((await this.boardSeq()) !== this.lastSeq) await this.readAll();
    } catch {
      this.lastSeq = -1;
    }
  }

  private async boardSeq(): Promise<number> {
    const stream = kvStream(CONTROL_BUCKET);
    const info = await patiently(this.link, 'checking the control board', () => this.link.jsm.streams.info(stream));
    return info.state.last_seq;
  }
}

function stateOf(value: Uint8Array): ControlState | null {
  const text = TEXT.decode(value);
  return text === 'run' || text === 'pause' || text === 'cancel' ? text : null;
}
