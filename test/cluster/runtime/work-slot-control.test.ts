import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PassingFault } from '../../../src/cluster/memory/index.js';
import { SUM } from './counter-house.js';
import { settle } from './manual-clock.js';
import { createSlotBench, itemOf, type SlotBench, spiedQueue } from './slot-bench.js';

describe('a work slot that is told something', () => {
  let bench: SlotBench;
  beforeEach(() => {
    bench = createSlotBench();
  });
  afterEach(() => bench.end());

  describe('control', () => {
    it('drops the items of a cancelled job undone', async () => {
      await bench.house.cluster.control.set(SUM.job, 'cancel');
      await bench.start();
      await bench.enqueue('0001');
      expect(bench.stage.begun).toEqual([]);
      expect(await bench.present()).toEqual([]);
      expect(await bench.mail()).toEqual([]);
    });

    it('looks when an item begins, not when it is pulled', async () => {
      await bench.start();
      await bench.enqueue('0001', '0002');
      await bench.house.cluster.control.set(SUM.job, 'cancel');
      await bench.stage.finish('0001');
      expect(bench.stage.begun).toEqual(['0001']);
      expect(await bench.present()).toEqual([]);
    });

    it('stops a running item of a cancelled job at once', async () => {
      await bench.start();
      await bench.enqueue('0001');
      await bench.house.cluster.control.set(SUM.job, 'cancel');
      await settle();
      expect(bench.stage.stopped).toEqual(['0001']);
      expect(await bench.present()).toEqual([]);
      expect(await bench.mail()).toEqual([]);
      expect(bench.house.telemetry.types()).toEqual(['work-started', 'work-returned']);
    });

    it('leaves the items of a paused job in the queue and looks again later', async () => {
      await bench.house.cluster.control.set(SUM.job, 'pause');
      await bench.start();
      await bench.enqueue('0001');
      await bench.clock.advance(15_000);
      expect(bench.stage.begun).toEqual([]);
      expect(await bench.present()).toEqual(['0001']);
      await bench.house.cluster.control.set(SUM.job, 'run');
      await bench.clock.advance(10_000);
      expect(bench.stage.begun).toEqual(['0001']);
    });
  });

  it('leaves items of owners it does not know to newer hosts', async () => {
    await bench.start();
    await bench.house.cluster.work.enqueue({ ...itemOf('0001'), replyTo: { kind: 'poet', job: 'x' } }, 'ask');
    await settle();
    expect(bench.stage.begun).toEqual([]);
    expect(await bench.present()).toEqual(['0001']);
    expect(await bench.free()).toEqual([]);
    await bench.clock.advance(30_000);
    expect(bench.house.telemetry.types()).toEqual(['work-returned', 'work-returned']);
  });

  describe('drain', () => {
    it('lets the current item finish and hands back the one not begun, at once', async () => {
      const { drain, done } = await bench.start();
      await bench.enqueue('0001', '0002', '0003');
      const drained = drain(5_000);
      await settle();
      expect(await bench.free()).toEqual(['0003', '0002'].toSorted());
      expect(bench.stage.stopped).toEqual([]);
      await bench.clock.advance(4_999);
      await bench.stage.finish('0001');
      await drained;
      await done;
      expect(await bench.mail()).toEqual([{ type: 'Counted', n: 1 }]);
      expect(bench.stage.begun).toEqual(['0001']);
    });

    it('stops the current item after the grace and hands it back', async () => {
      const { drain, done } = await bench.start();
      await bench.enqueue('0001');
      const drained = drain(5_000);
      await bench.clock.advance(5_000);
      await drained;
      await done;
      expect(bench.stage.stopped).toEqual(['0001']);
      expect(await bench.free()).toEqual(['0001']);
      expect(await bench.mail()).toEqual([]);
    });

    it('ends an idle slot at once', async () => {
      const { drain, done } = await bench.start();
      await drain(5_000);
      await done;
      await bench.enqueue('0001');
      expect(bench.stage.begun).toEqual([]);
    });
  });

  describe('with a broker that stumbles', () => {
    it('goes on pulling, and offers its class anew', async () => {
      let offers = 0;
      let failures = 3;
      const queue = spiedQueue(bench.house.cluster.work, () => {});
      await bench.start(
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
      await bench.enqueue('0001');
      await bench.clock.advance(5_000);
      expect(bench.stage.begun).toEqual(['0001']);
      expect(offers).toBe(4);
    });

    it('repeats telling the owner until it is stored, keeping the lease', async () => {
      let failures = 5;
      const { post } = bench.house.cluster.mail;
      bench.house.cluster.mail.post = async (envelope) => {
        if (failures-- > 0) throw new PassingFault('no answer');
        return post.call(bench.house.cluster.mail, envelope);
      };
      await bench.start();
      await bench.enqueue('0001');
      await bench.stage.finish('0001');
      expect(await bench.mail()).toEqual([]);
      expect(await bench.present()).toEqual(['0001']);
      await bench.clock.advance(20_000);
      expect(await bench.mail()).toEqual([{ type: 'Counted', n: 1 }]);
      expect(await bench.present()).toEqual([]);
    });

    it('survives an ack that fails: the item is done again elsewhere', async () => {
      const queue = spiedQueue(bench.house.cluster.work, () => {});
      await bench.start(
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
      await bench.enqueue('0001', '0002');
      await bench.stage.finish('0001');
      expect(await bench.mail()).toEqual([{ type: 'Counted', n: 1 }]);
      expect(bench.stage.begun).toEqual(['0001', '0002']);
      expect(bench.house.telemetry.types()).toContain('trouble');
    });

    it('ends with a fatal error', async () => {
      const queue = spiedQueue(bench.house.cluster.work, () => {});
      const { done } = await bench.start({}, { ...queue, pull: () => Promise.reject(new Error('forbidden')) });
      await expect(done).rejects.toThrow('forbidden');
    });
  });
});
