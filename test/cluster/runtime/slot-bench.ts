import type { WorkQueue } from '../../../src/cluster/ports/index.js';
import type { Performer } from '../../../src/cluster/runtime/attempt.js';
import type { SlotSpec } from '../../../src/cluster/runtime/slot.js';
import { startSlot, type WorkSlot } from '../../../src/cluster/runtime/work-slot.js';
import type { Message, WorkItem } from '../../../src/core/index.js';
import { type CounterHouse, createCounterHouse, SUM } from './counter-house.js';
import { createManualClock, type ManualClock, settle } from './manual-clock.js';

export const DEADLINE_MS = 60_000;
const CLASS = 'speech-test';

/** A performer whose items end when the test says so. */
export interface Stage {
  readonly performer: Performer;
  /** Items begun, in order. */
  readonly begun: string[];
  readonly stopped: string[];
  finish(item: string, message?: Message): Promise<void>;
  fail(item: string, error: unknown): Promise<void>;
  free(item: string): Promise<void>;
}

export function createStage(obeys = true): Stage {
  const acts = new Map<string, { resolve(message: Message): void; reject(error: unknown): void; free(): void }>();
  const begun: string[] = [];
  const stopped: string[] = [];
  const act = (item: string) => {
    const found = acts.get(item);
    if (found === undefined) throw new Error(`${item} was not begun`);
    return found;
  };
  return {
    begun,
    stopped,
    performer: ({ item }, { signal, slotFree }) =>
      new Promise((resolve, reject) => {
        begun.push(item);
        acts.set(item, { resolve, reject, free: slotFree });
        signal.addEventListener('abort', () => {
          stopped.push(item);
          if (obeys) reject(new Error('killed'));
        });
      }),
    async finish(item, message = { type: 'Counted', n: Number(item) }) {
      act(item).resolve(message);
      await settle();
    },
    async fail(item, error) {
      act(item).reject(error);
      await settle();
    },
    async free(item) {
      act(item).free();
      await settle();
    },
  };
}

/** A slot on manual time, everything around it in memory. */
export interface SlotBench {
  readonly clock: ManualClock;
  readonly house: CounterHouse;
  readonly stage: Stage;
  start(change?: Partial<SlotSpec>, work?: WorkQueue): Promise<WorkSlot>;
  enqueue(...items: string[]): Promise<void>;
  /** Takes what another worker could take now. */
  free(): Promise<string[]>;
  /** Takes what the owner of the items was told. */
  mail(): Promise<Message[]>;
  /** Items queued or leased. */
  present(): Promise<(string | undefined)[]>;
  end(): Promise<void>;
}

export const itemOf = (item: string): WorkItem => ({
  class: CLASS,
  priority: 'p1',
  job: SUM.job,
  chapter: 'ch-001',
  item,
  attempt: 1,
  replyTo: SUM,
  task: { type: 'count' },
});

const specOf = (stage: Stage): SlotSpec => ({
  name: 'test-1',
  workClass: CLASS,
  performer: stage.performer,
  deadlineMs: () => DEADLINE_MS,
  failureMessage: (item, failure) => ({ type: 'CountFailed', why: `${item.item}: ${failure.code} ${failure.what}` }),
  policy: { maxAttempts: 2, backoff: { firstMs: 1_000, maxMs: 8_000 }, failureCode: 'E2A-0001' },
});

export function createSlotBench(stage: Stage = createStage()): SlotBench {
  const clock = createManualClock();
  const house = createCounterHouse(clock);
  const slots: WorkSlot[] = [];
  const never = new AbortController().signal;
  return {
    clock,
    house,
    stage,
    async start(change = {}, work = house.cluster.work) {
      const slot = startSlot({ ...specOf(stage), ...change }, { ...house, cluster: { ...house.cluster, work } });
      slot.done.catch(() => {}); // looked at by some tests only
      slots.push(slot);
      await settle();
      return slot;
    },
    async enqueue(...items) {
      for (const item of items) await house.cluster.work.enqueue(itemOf(item), `ask-${item}`);
      await settle();
    },
    async free() {
      const items: string[] = [];
      for (;;) {
        const lease = await house.cluster.work.pull(CLASS, 0, never);
        if (lease === null) return items;
        items.push(lease.item.item);
      }
    },
    async mail() {
      const messages: Message[] = [];
      while (house.cluster.mail.depth > 0) {
        const delivery = await house.cluster.mail.take('counter', 0, 0, never);
        messages.push(JSON.parse(new TextDecoder().decode(delivery?.payload)).message);
        await delivery?.ack();
      }
      return messages;
    },
    present: async () => [...(await house.cluster.work.present(SUM.job))].map((key) => key.split('/')[1]),
    async end() {
      const drained = slots.map((slot) => slot.drain(0));
      await clock.advance(30_000);
      await Promise.all(drained);
    },
  };
}

/** A queue that tells of every beat. */
export function spiedQueue(work: WorkQueue, onBeat: (item: string) => void): WorkQueue {
  return {
    beatEveryMs: work.beatEveryMs,
    offer: (workClass) => work.offer(workClass),
    enqueue: (item, id) => work.enqueue(item, id),
    withdraw: (job, chapter) => work.withdraw(job, chapter),
    present: (job) => work.present(job),
    pullUrgent: (workClass) => work.pullUrgent(workClass),
    depths: () => work.depths(),
    async pull(workClass, waitMs, signal) {
      const lease = await work.pull(workClass, waitMs, signal);
      if (lease === null) return null;
      const beat = (): void => {
        onBeat(lease.item.item);
        lease.beat();
      };
      return { ...lease, beat };
    },
  };
}
