import { setTimeout as wait } from 'node:timers/promises';
import type { ConnectedCluster } from '../../src/cluster/jetstream/index.js';
import type { Checkpoint, Cluster, Mailboxes } from '../../src/cluster/ports/index.js';
import { type Address, RetryableError } from '../../src/core/index.js';
import { itemOf } from '../cluster/conformance/index.js';
import { digestOf, noise } from '../cluster/conformance/noise.js';

/** One kind of thing that is written again and again, each after the cluster has acknowledged the one before. */
interface Lane {
  readonly name: string;
  /** Rest after each, so that minutes of it fill no disk. */
  readonly restMs: number;
  write(n: number): Promise<void>;
  /** Which of the first `written` are not as they were written, in words. */
  missing(written: number): Promise<readonly string[]>;
}

/** What a cluster has acknowledged, and whether it still has it. */
export interface Ledger {
  /** How many of each lane were acknowledged so far. @throws when a lane was told something that cannot be */
  written(): ReadonlyMap<string, number>;
  /** The longest time without an acknowledgement in any lane since the last call, in milliseconds. */
  longestPause(): { readonly lane: string; readonly ms: number };
  /** No more is written; resolves when nothing is under way. */
  stop(): Promise<void>;
  /** What was acknowledged and is not there, in words. */
  missing(written: ReadonlyMap<string, number>): Promise<readonly string[]>;
}

const LEDGER_JOB = 'ledger-0001';
const WORKED_JOB = 'ledger-0002';
const WORKED = 'speech-ledger';
const OBJECT_BYTES = 600_000;
const CLIP_BYTES = 50_000;
const PULL_MS = 300;
const SHORT_REST_MS = 5;
const REST_MS = 30;
const LONG_REST_MS = 150;

/** Writes through the ports what actors and slots write; nobody else may be at work on this cluster. */
export async function keepLedger(cluster: ConnectedCluster): Promise<Ledger> {
  await cluster.work.offer(WORKED);
  const lanes = [checkpoints(cluster), mail(cluster), work(cluster), worked(cluster), clips(cluster), objects(cluster)];
  const state = { isOver: false };
  const now = performance.now();
  const books = new Map(lanes.map((lane) => [lane.name, { written: 0, lastAt: now, pause: 0 }]));
  const running = Promise.all(lanes.map((lane) => run(lane, bookOf(lane.name), state)));
  const broken: { because: Error | null } = { because: null };
  running.catch((error: Error) => {
    broken.because = error;
  });
  function bookOf(name: string): Book {
    const book = books.get(name);
    if (book === undefined) throw new Error(`there is no lane ${name}`);
    return book;
  }
  return {
    written: () => {
      if (broken.because !== null) throw broken.because;
      return new Map([...books].map(([name, book]) => [name, book.written]));
    },
    longestPause: () => {
      const pauses = [...books].map(([lane, book]) => ({ lane, ms: takePause(book) }));
      return pauses.reduce((longest, pause) => (pause.ms > longest.ms ? pause : longest));
    },
    stop: async () => {
      state.isOver = true;
      await running;
    },
    missing: async (written) =>
      (await Promise.all(lanes.map((lane) => lost(lane, written.get(lane.name) ?? 0)))).flat(),
  };
}

interface Book {
  written: number;
  lastAt: number;
  pause: number;
}

function takePause(book: Book): number {
  const ms = Math.max(book.pause, performance.now() - book.lastAt);
  book.pause = 0;
  return ms;
}

async function run(lane: Lane, book: Book, state: { readonly isOver: boolean }): Promise<void> {
  while (!state.isOver) {
    try {
      await lane.write(book.written);
    } catch (error) {
      // What was under way at the end has promised nothing.
      if (state.isOver) return;
      if (error instanceof RetryableError) continue;
      throw new Error(`${lane.name} ${book.written}`, { cause: error });
    }
    const now = performance.now();
    book.pause = Math.max(book.pause, now - book.lastAt);
    book.lastAt = now;
    book.written++;
    await wait(lane.restMs);
  }
}

async function lost(lane: Lane, written: number): Promise<readonly string[]> {
  try {
    return (await lane.missing(written)).map((words) => `${lane.name} ${words}`);
  } catch (error) {
    return [`${lane.name}: none of ${written} (${error instanceof Error ? error.message : String(error)})`];
  }
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);
const digits = (n: number): string => String(n).padStart(6, '0');

/** One actor, turn after turn, as long as nobody else writes. */
function checkpoints({ checkpoints: store }: Cluster): Lane {
  const address = { kind: 'book', job: LEDGER_JOB };
  const revision: { last: number | null } = { last: null };
  return {
    name: 'turns',
    restMs: SHORT_REST_MS,
    write: async (n) => {
      const outcome = await store.save(address, checkpointOf(n), revision.last);
      if (!outcome.saved) throw new Error('refused, though nobody else writes');
      revision.last = outcome.revision;
    },
    missing: async (written) => {
      const turn = (await store.load(address))?.checkpoint.turn ?? -1;
      return turn >= written - 1 ? [] : [`stand at ${turn}, and ${written - 1} was acknowledged`];
    },
  };
}

const checkpointOf = (turn: number): Checkpoint => ({
  ...{ kind: 'book', schemaVersion: 1, turn, wakeAt: null, updatedAt: turn, born: 0, last: null, recent: [] },
  summary: { title: 'a ledger', count: turn },
  state: { turn },
});

function mail({ mail: boxes }: Cluster): Lane {
  const to = (n: number) => ({ kind: 'chapter', job: LEDGER_JOB, chapter: `ch-${digits(n)}` });
  return {
    name: 'mail',
    restMs: SHORT_REST_MS,
    write: (n) =>
      boxes.post({ id: `ledger-${n}`, to: to(n), schemaVersion: 1, sentAt: 0, message: { type: 'Reconcile', n } }),
    // Takes it all out.
    missing: async (written) => {
      const taken = (await Promise.all(numbers(boxes.partitions).map((each) => takeAll(boxes, each)))).flat();
      const counts = new Map<string, number>();
      for (const chapter of taken) counts.set(chapter, (counts.get(chapter) ?? 0) + 1);
      return numbers(written)
        .map((n) => ({ n, times: counts.get(to(n).chapter) ?? 0 }))
        .filter(({ times }) => times !== 1)
        .map(({ n, times }) => `${n} came ${times} times`);
    },
  };
}

async function takeAll(boxes: Mailboxes, partition: number): Promise<string[]> {
  const never = new AbortController().signal;
  const taken: string[] = [];
  for (;;) {
    const delivery = await boxes.take('chapter', partition, PULL_MS, never);
    if (delivery === null) return taken;
    const { to } = JSON.parse(new TextDecoder().decode(delivery.payload)) as { to: Address };
    taken.push(to.chapter ?? '');
    await delivery.ack();
  }
}

function work({ work: queue }: Cluster): Lane {
  const item = (n: number) => itemOf({ class: 'media', job: LEDGER_JOB, item: digits(n) });
  return {
    name: 'work',
    restMs: SHORT_REST_MS,
    write: async (n) => void (await queue.enqueue(item(n), `ledger-${n}`)),
    missing: async (written) => {
      const present = await queue.present(LEDGER_JOB);
      return numbers(written)
        .filter((n) => !present.has(`ch-001/${digits(n)}/1`))
        .map((n) => `${n} is gone`);
    },
  };
}

/** Work that is taken and done: what was acknowledged here is the end of it. */
function worked({ work: queue }: Cluster): Lane {
  const finished = new Set<string>();
  const twice: string[] = [];
  const never = new AbortController().signal;
  return {
    name: 'done',
    restMs: SHORT_REST_MS,
    write: async (n) => {
      const item = itemOf({ class: WORKED, job: WORKED_JOB, item: digits(n) });
      await queue.enqueue(item, `ledger-done-${n}`);
      const lease = await queue.pull(WORKED, PULL_MS, never);
      if (lease === null) return;
      if (finished.has(lease.item.item)) twice.push(lease.item.item);
      await lease.ack();
      finished.add(lease.item.item);
    },
    missing: async () => {
      const present = [...(await queue.present(WORKED_JOB))].map((key) => key.split('/')[1] ?? '');
      return [
        ...twice.map((item) => `${item} was given out again`),
        ...present.filter((item) => finished.has(item)).map((item) => `${item} is queued again`),
      ];
    },
  };
}

function clips({ clips: store }: Cluster): Lane {
  const bytes = (n: number) => noise(CLIP_BYTES, n);
  return {
    name: 'clips',
    restMs: REST_MS,
    write: async (n) => {
      const clip = bytes(n);
      await store.put(`ledger-${n}`, clip, { digest: digestOf(clip), samples: 1, utterances: [1] });
    },
    missing: (written) =>
      unreadable(written, async (n) => {
        const clip = await store.get(`ledger-${n}`);
        return clip !== null && digestOf(clip.bytes) === digestOf(bytes(n));
      }),
  };
}

/** In two chunks each. */
function objects({ audio: store }: Cluster): Lane {
  const bytes = (n: number) => noise(OBJECT_BYTES, n);
  const name = (n: number) => `${LEDGER_JOB}/${n}`;
  return {
    name: 'files',
    restMs: LONG_REST_MS,
    write: async (n) => void (await store.put(name(n), bytes(n), 'a file of a ledger')),
    missing: (written) =>
      unreadable(written, async (n) => {
        const parts: Uint8Array[] = [];
        for await (const part of (await store.get(name(n))) ?? []) parts.push(part);
        return digestOf(Buffer.concat(parts)) === digestOf(bytes(n));
      }),
  };
}

async function unreadable(written: number, isWhole: (n: number) => Promise<boolean>): Promise<string[]> {
  const found: string[] = [];
  for (const n of numbers(written)) {
    const good = await isWhole(n).catch(() => false);
    if (!good) found.push(`${n} is not whole`);
  }
  return found;
}
