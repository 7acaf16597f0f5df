import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PassingFault } from '../../../src/cluster/memory/index.js';
import type { Choice } from '../../../src/cluster/runtime/index.js';
import { settle } from './manual-clock.js';
import { createSlotBench, itemOf, type SlotBench, spiedQueue } from './slot-bench.js';

const TAKE: Choice = { type: 'take', ahead: true };
const never = new AbortController().signal;

describe('a work slot that chooses', () => {
  let bench: SlotBench;
  beforeEach(() => {
    bench = createSlotBench();
  });
  afterEach(() => bench.end());

  const urgent = async (item: string): Promise<void> => {
    await bench.house.cluster.work.enqueue({ ...itemOf(item), priority: 'p0' }, `ask-${item}`);
    await settle();
  };
  const order = async (mayTake: { value: boolean }, value: boolean): Promise<void> => {
    mayTake.value = value;
    await bench.house.cluster.control.setNodeOrder('here', value ? 'work' : 'cordon');
    await settle();
  };
  const leaving = (change: Partial<Choice & { type: 'leave' }> = {}): Choice => ({
    type: 'leave',
    reason: 'not mine',
    nakMs: 0,
    restMs: 1_000,
    ...change,
  });

  describe('what is urgent', () => {
    it('comes before the item held in advance, which goes back at once', async () => {
      await bench.start();
      await bench.enqueue('0001', '0002');
      await bench.clock.advance(500);
      await urgent('0009');
      await bench.stage.finish('0001');
      expect(bench.stage.begun).toEqual(['0001', '0009']);
      await bench.stage.finish('0009');
      expect(bench.stage.begun).toEqual(['0001', '0009', '0002']);
    });

    it('is not asked for when the item came a moment ago', async () => {
      let asked = 0;
      const queue = spiedQueue(bench.house.cluster.work, () => {});
      const pullUrgent = (workClass: Parameters<typeof queue.pullUrgent>[0]) => {
        asked++;
        return queue.pullUrgent(workClass);
      };
      await bench.start({}, { ...queue, pullUrgent });
      await bench.enqueue('0001', '0002');
      await bench.clock.advance(499);
      await bench.stage.finish('0001');
      expect([bench.stage.begun, asked]).toEqual([['0001', '0002'], 0]);
      await bench.enqueue('0003');
      await bench.clock.advance(500);
      await bench.stage.finish('0002');
      expect([bench.stage.begun, asked]).toEqual([['0001', '0002', '0003'], 1]);
    });

    it('cannot be asked for: the slot goes on with what it holds', async () => {
      const queue = spiedQueue(bench.house.cluster.work, () => {});
      await bench.start({}, { ...queue, pullUrgent: () => Promise.reject(new PassingFault('no answer')) });
      await bench.enqueue('0001', '0002');
      await bench.clock.advance(500);
      await bench.stage.finish('0001');
      expect(bench.stage.begun).toEqual(['0001', '0002']);
      expect(bench.house.telemetry.types()).toContain('trouble');
    });

    it('may be left to others, too', async () => {
      await bench.start({ choose: async ({ priority }) => (priority === 'p0' ? leaving({ nakMs: 60_000 }) : TAKE) });
      await bench.enqueue('0001', '0002');
      await bench.clock.advance(500);
      await urgent('0009');
      await bench.stage.finish('0001');
      expect(bench.stage.begun).toEqual(['0001', '0002']);
    });
  });

  describe('what it leaves', () => {
    it('goes back for others at once, and the slot rests', async () => {
      await bench.start({ choose: async () => leaving() });
      await bench.enqueue('0001');
      const other = await bench.house.cluster.work.pull('speech-test', 0, never);
      expect(other?.item.item).toBe('0001');
      await other?.nak(0);
      await bench.clock.advance(999);
      expect(bench.house.telemetry.types()).toEqual(['work-returned']);
      await bench.clock.advance(1);
      expect(bench.house.telemetry.types()).toEqual(['work-returned', 'work-returned']);
      expect(bench.stage.begun).toEqual([]);
    });

    it('and does not rest from: the next item is looked at meanwhile', async () => {
      await bench.start({
        choose: async ({ item }) => (item === '0001' ? leaving({ nakMs: 2_000, restMs: 0 }) : TAKE),
      });
      await bench.enqueue('0001', '0002');
      expect(bench.stage.begun).toEqual(['0002']);
    });

    it('is chosen anew when its turn comes', async () => {
      let choice: Choice = TAKE;
      await bench.start({ choose: async () => choice });
      await bench.enqueue('0001', '0002');
      expect(await bench.free()).toEqual([]);
      await bench.clock.advance(500);
      choice = leaving({ restMs: 60_000 });
      await bench.stage.finish('0001');
      expect(bench.stage.begun).toEqual(['0001']);
      expect(await bench.free()).toEqual(['0002']);
    });

    it('is taken when the choice itself fails', async () => {
      await bench.start({ choose: () => Promise.reject(new Error('no such plan')) });
      await bench.enqueue('0001');
      expect(bench.stage.begun).toEqual(['0001']);
    });
  });

  it('holds nothing in advance that it would take only at its turn', async () => {
    let mayLookAhead = true;
    await bench.start({
      mayLookAhead: () => mayLookAhead,
      choose: async () => {
        mayLookAhead = false;
        return { type: 'take', ahead: false };
      },
    });
    await bench.enqueue('0001', '0002');
    expect(bench.stage.begun).toEqual(['0001']);
    expect(await bench.free()).toEqual(['0002']);
  });

  describe('a slot that may take nothing new', () => {
    it('goes on with what it has begun and hands back what it held in advance', async () => {
      const mayTake = { value: true };
      await bench.start({ mayTake: () => mayTake.value });
      await bench.enqueue('0001', '0002');
      await order(mayTake, false);
      expect(bench.stage.stopped).toEqual([]);
      expect(await bench.free()).toEqual(['0002']);
      await bench.enqueue('0003');
      await bench.stage.finish('0001');
      expect(await bench.mail()).toEqual([{ type: 'Counted', n: 1 }]);
      expect(bench.stage.begun).toEqual(['0001']);
      await order(mayTake, true);
      expect(bench.stage.begun).toEqual(['0001', '0003']);
    });

    it('leaves its open pull', async () => {
      const mayTake = { value: true };
      await bench.start({ mayTake: () => mayTake.value });
      await order(mayTake, false);
      await bench.enqueue('0001');
      expect(bench.house.telemetry.types()).toEqual([]);
      expect(await bench.free()).toEqual(['0001']);
    });

    it('can be drained', async () => {
      const { drain, done } = await bench.start({ mayTake: () => false });
      await drain(1_000);
      await done;
    });
  });

  it('does not take handing back for failing', async () => {
    await bench.start({ mayTake: () => true });
    for (let times = 0; times < 5; times++) {
      if (times === 0) await bench.house.cluster.control.set('sum-0001', 'pause');
      if (times === 0) await bench.enqueue('0001');
      await bench.clock.advance(10_000);
    }
    await bench.house.cluster.control.set('sum-0001', 'run');
    await bench.clock.advance(10_000);
    await bench.stage.fail('0001', new Error('a hiccup'));
    expect(bench.house.telemetry.types().at(-1)).toBe('work-retried');
    await bench.clock.advance(10_000);
    await bench.stage.fail('0001', new Error('a hiccup'));
    expect(bench.house.telemetry.types().at(-1)).toBe('work-given-up');
  });
});
