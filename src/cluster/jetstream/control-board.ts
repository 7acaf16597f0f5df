import type { Msg } from '@nats-io/transport-node';
import type { ControlBoard, ControlState, NodeOrder } from '../ports/index.js';
import { BoardCopy } from './board-copy.js';
import type { KvStore } from './kv-store.js';
import { openKv } from './kv-store.js';
import type { Link } from './link.js';
import { patiently } from './patience.js';
import { CONTROL_BUCKET, keyOfControl, kvStream, kvSubject, NODE_ORDER_KEYS, nodeOrderKey } from './subjects.js';

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
 * The bucket e2a_control with a local copy: `<job>` says run, pause or cancel, `node.<node>` work, cordon or drain.
 *
 * A write to the bucket is at the same time a message on core NATS, so we subscribe to the keys themselves: the call
 * is as fast as a shout, an operator's `nats kv put` is heard, too, and no consumer is left at the server by hosts
 * that die. What a lost connection hid is read again afterwards.
 */
export async function jetStreamControl(link: Link): Promise<RunningControlBoard> {
  const copy = new BoardCopy();
  const store = await openKv(link, CONTROL_BUCKET);
  // Two subscriptions, because a login may be allowed to hear of jobs only.
  const calls = ['*', NODE_ORDER_KEYS].map((keys) =>
    link.nc.subscribe(kvSubject(CONTROL_BUCKET, keys), {
      // What comes with an error (a login that may not) is no message: it has no subject.
      callback: (error, message) => void (error === null && hear(copy, message)),
    }),
  );
  const check = new BoardCheck(link, store, copy);
  await check.readAll();
  const timer = setInterval(() => void check.readIfMoved(), CHECK_EVERY_MS);
  timer.unref();
  const stopBreaks = link.onBreak(() => void check.readIfMoved());
  const write = async (key: string, word: ControlState | NodeOrder): Promise<void> => {
    await store.put(key, BYTES.encode(word));
    copy.hear(key, word);
  };
  // Erasing makes no sound, so the word that means nothing is said before; a login that may not erase leaves it there.
  const clear = async (key: string, word: 'run' | 'work'): Promise<void> => {
    await write(key, word);
    await store.erase(key).catch(() => undefined);
  };
  return {
    set: write,
    current: (job) => stateOf(copy.word(job)) ?? 'run',
    forget: (job) => clear(job, 'run'),
    setNodeOrder: (node, order) =>
      order === 'work' ? clear(nodeOrderKey(node), order) : write(nodeOrderKey(node), order),
    nodeOrder: (node) => orderOf(copy.word(nodeOrderKey(node))) ?? 'work',
    onChange: (listener) => copy.onChange(listener),
    stop: () => {
      clearInterval(timer);
      stopBreaks();
      for (const subscription of calls) subscription.unsubscribe();
    },
  };
}

function hear(copy: BoardCopy, message: Msg): void {
  // Whoever may create consumers could have another message delivered to our subscription: the subject tells.
  const key = keyOfControl(message.subject);
  if (key === null) return;
  const word = message.headers?.get(OPERATION_HEADER) ? null : TEXT.decode(message.data);
  if (word === null || isWord(word)) copy.hear(key, word);
}

/** Knows up to where the copy is the board, and reads the rest. */
class BoardCheck {
  private lastSeq = -1;
  private reading = false;

  constructor(
    private readonly link: Link,
    private readonly store: KvStore,
    private readonly copy: BoardCopy,
  ) {}

  async readAll(): Promise<void> {
    const seq = await this.boardSeq();
    this.copy.startReading();
    const keys = await this.store.keys('>');
    const entries = await Promise.all(keys.map(async (key) => ({ key, entry: await this.store.get(key) })));
    const words = entries.flatMap(({ key, entry }) => (entry ? [[key, TEXT.decode(entry.value)] as const] : []));
    this.copy.read(new Map(words.filter(([, word]) => isWord(word))));
    this.lastSeq = seq;
  }

  /** Passing trouble is the next check's business. */
  async readIfMoved(): Promise<void> {
    if (this.reading) return;
    this.reading = true;
    try {
      if ((await this.boardSeq()) !== this.lastSeq) await this.readAll();
    } catch {
      this.lastSeq = -1;
    } finally {
      this.reading = false;
    }
  }

  private async boardSeq(): Promise<number> {
    const stream = kvStream(CONTROL_BUCKET);
    const info = await patiently(this.link, 'checking the control board', () => this.link.jsm.streams.info(stream));
    return info.state.last_seq;
  }
}

const STATES: readonly ControlState[] = ['run', 'pause', 'cancel'];
const ORDERS: readonly NodeOrder[] = ['work', 'cordon', 'drain'];

const stateOf = (word: string | null): ControlState | undefined => STATES.find((state) => state === word);
const orderOf = (word: string | null): NodeOrder | undefined => ORDERS.find((order) => order === word);

/** What somebody mistyped changes nothing. */
const isWord = (word: string): boolean => stateOf(word) !== undefined || orderOf(word) !== undefined;
