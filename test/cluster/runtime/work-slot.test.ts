import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PassingFault } from '../../../src/cluster/memory/index.js';
import type { WorkQueue } from '../../../src/cluster/ports/index.js';
import type { Performer } from '../../../src/cluster/runtime/attempt.js';
import { type SlotSpec, startSlot, type WorkSlot } from '../../../src/cluster/runtime/work-slot.js';
import {
  CODES,
  HostBrokenError,
  type Message,
  RetryableError,
  TerminalError,
  workId,
  type WorkItem,
} from '../../../src/core/index.js';
import { type CounterHouse, createCounterHouse, SUM } from './counter-house.js';
import { createManualClock, type ManualClock, settle } from './manual-clock.js';

const CLASS = 'speech-test';
const DEADLINE_MS = 60_000;
const LEASE_MS = 20_000;

/** A performer whose items end when the test says so. */
interface Stage {
  readonly performer: Performer;
  /** Items begun, in order. */
  readonly begun: string[];
  readonly stopped: string[];
  finish(item: string, message?: Message): Promise<void>;
  fail(item: string, error: unknown): Promise<void>;
  free(item: string): Promise<void>;
}

function createStage(obeys = true): Stage {
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

describe('a work slot', () => {
  let clock: ManualClock;
  let house: CounterHouse;
  let stage: Stage;
  let slot: WorkSlot | undefined;

  beforeEach(() => {
    clock = createManualClock();
    house = createCounterHouse(clock);
    stage = createStage();
    slot = undefined;
  });

  afterEach(async () => {
    const draining = slot?.drain(0);
    await clock.advance(30_000);
    await draining;
  });

  const itemOf = (item: string, change: Partial<WorkItem> = {}): WorkItem => ({
    class: CLASS,
    priority: 'p1',
    job: SUM.job,
    chapter: 'ch-001',
    item,
    attempt: 1,
    replyTo: SUM,
    task: { type: 'count' },
    ...change,
  });
  const enqueue = async (...items: string[]): Promise<void> => {
    for (const item of items) await house.cluster.work.enqueue(itemOf(item), `ask-${item}`);
    await settle();
  };
  const start = async (change: Partial<SlotSpec> = {}, work: WorkQueue = house.cluster.work): Promise<WorkSlot> => {
    const spec: SlotSpec = {
      name: 'test-1',
      workClass: CLASS,
      performer: stage.performer,
      deadlineMs: () => DEADLINE_MS,
      failureMessage: (item, failure) => ({
        type: 'CountFailed',
        why: `${item.item}: ${failure.code} ${failure.what}`,
      }),
      policy: { maxAttempts: 2, backoff: { firstMs: 1_000, maxMs: 8_000 }, failureCode: 'E2A-0001' },
      ...change,
    };
    slot = startSlot(spec, { ...house, cluster: { ...house.cluster, work } });
    slot.done.catch(() => {});
    await settle();
    return slot;
  };
  /** What another worker could take now. */
  const free = async (): Promise<string[]> => {
    const items: string[] = [];
    for (;;) {
      const lease = await house.cluster.work.pull(CLASS, 0, new AbortController().signal);
      if (lease === null) return items;
      items.push(lease.item.item);
    }
  };
  const mail = async (): Promise<Message[]> => {
    const messages: Message[] = [];
    while (house.cluster.mail.depth > 0) {
      const delivery = await house.cluster.mail.take('counter', 0, 0, new AbortController().signal);
      messages.push(JSON.parse(new TextDecoder().decode(delivery?.payload)).message);
      await delivery?.ack();
    }
    return messages;
  };
  const present = async () => [...(await house.cluster.work.present(SUM.job))].map((key) => key.split('/')[1]);

  it('does one item after the other and tells their owner', async () => {
    await start();
    await enqueue('0001', '0002');
    expect(stage.begun).toEqual(['0001']);
    await stage.finish('0001');
    expect(stage.begun).toEqual(['0001', '0002']);
    await stage.finish('0002');
    expect(await mail()).toEqual([
      { type: 'Counted', n: 1 },
      { type: 'Counted', n: 2 },
    ]);
    expect(await present()).toEqual([]);
    const told = house.telemetry.events.filter((event) => 'id' in event).map((event) => `${event.type} ${event.id}`);
    expect(told.toSorted()).toEqual(
      ['work-finished', 'work-started'].flatMap((type) => ['0001', '0002'].map((n) => `${type} ${workId(itemOf(n))}`)),
    );
  });

  it('names the outcome after item and attempt, so that telling twice is telling once', async () => {
    await start();
    await enqueue('0001');
    await house.cluster.mail.post({
      id: `work:${workId(itemOf('0001'))}:Counted`,
      to: SUM,
      schemaVersion: 1,
      sentAt: 0,
      message: { type: 'Counted', n: 77 },
    });
    await stage.finish('0001');
    expect(await mail()).toEqual([{ type: 'Counted', n: 77 }]);
  });

  it('holds the item that follows while it works, and no third one', async () => {
    await start();
    await enqueue('0001', '0002', '0003');
    expect(stage.begun).toEqual(['0001']);
    expect(await free()).toEqual(['0003']);
  });

  it('holds one item only while it may not look ahead', async () => {
    let mayLookAhead = false;
    await start({ mayLookAhead: () => mayLookAhead });
    await enqueue('0001', '0002');
    await clock.advance(2_000);
    expect(await free()).toEqual(['0002']);
    mayLookAhead = true;
    await enqueue('0003');
    await clock.advance(500);
    expect(await free()).toEqual([]);
  });

  it('begins the next item while the last one is handed over', async () => {
    await start();
    await enqueue('0001', '0002', '0003');
    await stage.free('0001');
    expect(stage.begun).toEqual(['0001', '0002']);
    expect(await mail()).toEqual([]);
    expect(await free()).toEqual(['0003']);
    await stage.free('0001');
    await stage.finish('0001');
    expect(await mail()).toEqual([{ type: 'Counted', n: 1 }]);
    expect(stage.begun).toEqual(['0001', '0002']);
    await stage.finish('0002');
    expect(await mail()).toEqual([{ type: 'Counted', n: 2 }]);
  });

  it('keeps the leases of both items for as long as it takes', async () => {
    await start();
    await enqueue('0001', '0002');
    for (let passed = 0; passed < DEADLINE_MS - LEASE_MS; passed += LEASE_MS / 2) {
      await clock.advance(LEASE_MS / 2);
      expect(await free()).toEqual([]);
    }
    await stage.finish('0001');
    await stage.finish('0002');
    expect(await mail()).toHaveLength(2);
  });

  it('beats no more for what it has settled', async () => {
    const beats: string[] = [];
    await start(
      {},
      spiedQueue(house.cluster.work, (item) => beats.push(item)),
    );
    await enqueue('0001');
    await clock.advance(house.cluster.work.beatEveryMs);
    expect(beats).toEqual(['0001']);
    await stage.finish('0001');
    await clock.advance(10 * house.cluster.work.beatEveryMs);
    expect(beats).toEqual(['0001']);
  });

  it('stops an overdue item, tells its owner, and goes on', async () => {
    await start();
    await enqueue('0001', '0002');
    await clock.advance(DEADLINE_MS - 1);
    expect(stage.stopped).toEqual([]);
    await clock.advance(1);
    expect(stage.stopped).toEqual(['0001']);
    expect(await mail()).toEqual([
      { type: 'CountFailed', why: `0001: ${CODES.workOverdue} sum-0001/ch-001/0001/1 took longer than 60 s` },
    ]);
    expect(stage.begun).toEqual(['0001', '0002']);
  });

  it('breaks when a performer does not let go', async () => {
    stage = createStage(false);
    const { done } = await start();
    await enqueue('0001');
    await clock.advance(DEADLINE_MS + 10_000);
    await expect(done).rejects.toThrow(HostBrokenError);
    expect(await free()).toEqual(['0001']);
  });

  it('tries again after a passing failure, until it gives up', async () => {
    await start();
    await enqueue('0001');
    await stage.fail('0001', new RetryableError('busy', 3_000));
    await clock.advance(2_999);
    expect(stage.begun).toEqual(['0001']);
    await clock.advance(1);
    expect(stage.begun).toEqual(['0001', '0001']);
    expect(await mail()).toEqual([]);
    await stage.fail('0001', new RetryableError('busy', 3_000));
    expect(await mail()).toEqual([{ type: 'CountFailed', why: '0001: E2A-0001 busy' }]);
    expect(await present()).toEqual([]);
    expect(house.telemetry.types()).toEqual(['work-started', 'work-retried', 'work-started', 'work-given-up']);
  });

  it('gives up at once what cannot succeed', async () => {
    await start();
    await enqueue('0001');
    await stage.fail('0001', new TerminalError({ code: 'E2A-2006', what: 'refused' }));
    expect(await mail()).toEqual([{ type: 'CountFailed', why: '0001: E2A-2006 refused' }]);
    expect(await present()).toEqual([]);
  });

  it('hands everything back when the host is broken', async () => {
    const { done } = await start();
    await enqueue('0001', '0002', '0003');
    await stage.fail('0001', new HostBrokenError('no GPU'));
    await expect(done).rejects.toThrow('no GPU');
    await settle();
    expect((await free()).toSorted()).toEqual(['0001', '0002', '0003']);
    expect(await mail()).toEqual([]);
  });

  describe('control', () => {
    it('drops the items of a cancelled job undone', async () => {
      await house.cluster.control.set(SUM.job, 'cancel');
      await start();
      await enqueue('0001');
      expect(stage.begun).toEqual([]);
      expect(await present()).toEqual([]);
      expect(await mail()).toEqual([]);
    });

    it('looks when an item begins, not when it is pulled', async () => {
      await start();
      await enqueue('0001', '0002');
      await house.cluster.control.set(SUM.job, 'cancel');
      await stage.finish('0001');
      expect(stage.begun).toEqual(['0001']);
      expect(await present()).toEqual([]);
    });

    it('stops a running item of a cancelled job at the next beat', async () => {
      await start();
      await enqueue('0001');
      await house.cluster.control.set(SUM.job, 'cancel');
      await clock.advance(house.cluster.work.beatEveryMs);
      expect(stage.stopped).toEqual(['0001']);
      expect(await present()).toEqual([]);
      expect(await mail()).toEqual([]);
      expect(house.telemetry.types()).toEqual(['work-started', 'work-returned']);
    });

    it('leaves the items of a paused job in the queue and looks again later', async () => {
      await house.cluster.control.set(SUM.job, 'pause');
      await start();
      await enqueue('0001');
      await clock.advance(15_000);
      expect(stage.begun).toEqual([]);
      expect(await present()).toEqual(['0001']);
      await house.cluster.control.set(SUM.job, 'run');
      await clock.advance(10_000);
      expect(stage.begun).toEqual(['0001']);
    });
  });

  describe('drain', () => {
    it('lets the current item finish and hands back the one not begun, at once', async () => {
      const { drain, done } = await start();
      await enqueue('0001', '0002', '0003');
      const drained = drain(5_000);
      await settle();
      expect(await free()).toEqual(['0003', '0002'].toSorted());
      expect(stage.stopped).toEqual([]);
      await clock.advance(4_999);
      await stage.finish('0001');
      await drained;
      await done;
      expect(await mail()).toEqual([{ type: 'Counted', n: 1 }]);
      expect(stage.begun).toEqual(['0001']);
    });

    it('stops the current item after the grace and hands it back', async () => {
      const { drain, done } = await start();
      await enqueue('0001');
      const drained = drain(5_000);
      await clock.advance(5_000);
      await drained;
      await done;
      expect(stage.stopped).toEqual(['0001']);
      expect(await free()).toEqual(['0001']);
      expect(await mail()).toEqual([]);
    });

    it('ends an idle slot at once', async () => {
      const { drain, done } = await start();
      await drain(5_000);
      await done;
      await enqueue('0001');
      expect(stage.begun).toEqual([]);
    });
  });

  describe('with a broker that stumbles', () => {
    it('goes on pulling, and offers its class anew', async () => {
      let offers = 0;
      let failures = 3;
      const queue = spiedQueue(house.cluster.work, () => {});
      await start(
        {},
        {
          ...queue,
          offer: async () => void offers++,
          pull: async (...args) => {
            if (failures-- > 0) throw new PassingFault('consumer deleted');
            return queue.pull(...args);
          },
        },
      );
      await enqueue('0001');
      await clock.advance(5_000);
      expect(stage.begun).toEqual(['0001']);
      expect(offers).toBe(4);
    });

    it('repeats telling the owner until it is stored, keeping the lease', async () => {
      let failures = 5;
      const { post } = house.cluster.mail;
      house.cluster.mail.post = async (envelope) => {
        if (failures-- > 0) throw new PassingFault('no answer');
        return post.call(house.cluster.mail, envelope);
      };
      await start();
      await enqueue('0001');
      await stage.finish('0001');
      expect(await mail()).toEqual([]);
      expect(await present()).toEqual(['0001']);
      await clock.advance(20_000);
      expect(await mail()).toEqual([{ type: 'Counted', n: 1 }]);
      expect(await present()).toEqual([]);
    });

    it('survives an ack that fails: the item is done again elsewhere', async () => {
      const queue = spiedQueue(house.cluster.work, () => {});
      await start(
        {},
        {
          ...queue,
          pull: async (...args) => {
            const lease = await queue.pull(...args);
            const ack = async () => {
              throw new PassingFault('timeout');
            };
            return lease && { ...lease, ack };
          },
        },
      );
      await enqueue('0001', '0002');
      await stage.finish('0001');
      expect(await mail()).toEqual([{ type: 'Counted', n: 1 }]);
      expect(stage.begun).toEqual(['0001', '0002']);
      expect(house.telemetry.types()).toContain('trouble');
    });

    it('ends with a fatal error', async () => {
      const queue = spiedQueue(house.cluster.work, () => {});
      const { done } = await start({}, { ...queue, pull: () => Promise.reject(new Error('forbidden')) });
      await expect(done).rejects.toThrow('forbidden');
    });
  });
});

function spiedQueue(work: WorkQueue, onBeat: (item: string) => void): WorkQueue {
  return {
    beatEveryMs: work.beatEveryMs,
    offer: (workClass) => work.offer(workClass),
    enqueue: (item, id) => work.enqueue(item, id),
    withdraw: (job, chapter) => work.withdraw(job, chapter),
    present: (job) => work.present(job),
    depth: () => work.depth(),
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
