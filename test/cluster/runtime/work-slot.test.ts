import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CODES, HostBrokenError, RetryableError, TerminalError, workId } from '../../../src/core/index.js';
import { SUM } from './counter-house.js';
import { settle } from './manual-clock.js';
import { createSlotBench, createStage, DEADLINE_MS, itemOf, spiedQueue, type SlotBench } from './slot-bench.js';

const LEASE_MS = 20_000;

describe('a work slot', () => {
  let bench: SlotBench;
  beforeEach(() => {
    bench = createSlotBench();
  });
  afterEach(() => bench.end());

  it('does one item after the other and tells their owner', async () => {
    await bench.start();
    await bench.enqueue('0001', '0002');
    expect(bench.stage.begun).toEqual(['0001']);
    await bench.stage.finish('0001');
    expect(bench.stage.begun).toEqual(['0001', '0002']);
    await bench.stage.finish('0002');
    expect(await bench.mail()).toEqual([
      { type: 'Counted', n: 1 },
      { type: 'Counted', n: 2 },
    ]);
    expect(await bench.present()).toEqual([]);
    const told = bench.house.telemetry.events
      .filter((event) => 'id' in event)
      .map((event) => `${event.type} ${event.id}`);
    expect(told.toSorted()).toEqual(
      ['work-finished', 'work-started'].flatMap((type) => ['0001', '0002'].map((n) => `${type} ${workId(itemOf(n))}`)),
    );
  });

  it('names the outcome after item and attempt, so that telling twice is telling once', async () => {
    await bench.start();
    await bench.enqueue('0001');
    await bench.house.cluster.mail.post({
      id: `work:${workId(itemOf('0001'))}:Counted`,
      to: SUM,
      schemaVersion: 1,
      sentAt: 0,
      message: { type: 'Counted', n: 77 },
    });
    await bench.stage.finish('0001');
    expect(await bench.mail()).toEqual([{ type: 'Counted', n: 77 }]);
  });

  it('holds the item that follows while it works, and no third one', async () => {
    await bench.start();
    await bench.enqueue('0001', '0002', '0003');
    expect(bench.stage.begun).toEqual(['0001']);
    expect(await bench.free()).toEqual(['0003']);
  });

  it('holds one item only while it may not look ahead', async () => {
    let mayLookAhead = false;
    await bench.start({ mayLookAhead: () => mayLookAhead });
    await bench.enqueue('0001', '0002');
    await bench.clock.advance(2_000);
    expect(await bench.free()).toEqual(['0002']);
    mayLookAhead = true;
    await bench.enqueue('0003', '0004', '0005');
    await bench.stage.finish('0001');
    await bench.stage.finish('0003');
    expect(bench.stage.begun).toEqual(['0001', '0003', '0004']);
    expect(await bench.free()).toEqual([]);
  });

  it('hands over behind the next item even when it may not look ahead', async () => {
    await bench.start({ mayLookAhead: () => false });
    await bench.enqueue('0001', '0002', '0003');
    await bench.stage.free('0001');
    expect(bench.stage.begun).toEqual(['0001', '0002']);
    expect(await bench.free()).toEqual(['0003']);
  });

  it('takes the next item at once when it may not look ahead and has finished one', async () => {
    await bench.start({ mayLookAhead: () => false });
    await bench.enqueue('0001', '0002');
    await bench.clock.advance(100);
    await bench.stage.finish('0001');
    expect(bench.stage.begun).toEqual(['0001', '0002']);
  });

  it('begins the next item while the last one is handed over', async () => {
    await bench.start();
    await bench.enqueue('0001', '0002', '0003');
    await bench.stage.free('0001');
    expect(bench.stage.begun).toEqual(['0001', '0002']);
    expect(await bench.mail()).toEqual([]);
    expect(await bench.free()).toEqual(['0003']);
    await bench.stage.free('0001');
    await bench.stage.finish('0001');
    expect(await bench.mail()).toEqual([{ type: 'Counted', n: 1 }]);
    expect(bench.stage.begun).toEqual(['0001', '0002']);
    await bench.stage.finish('0002');
    expect(await bench.mail()).toEqual([{ type: 'Counted', n: 2 }]);
  });

  it('keeps the leases of both items for as long as it takes', async () => {
    await bench.start();
    await bench.enqueue('0001', '0002');
    for (let passed = 0; passed < DEADLINE_MS - LEASE_MS; passed += LEASE_MS / 2) {
      await bench.clock.advance(LEASE_MS / 2);
      expect(await bench.free()).toEqual([]);
    }
    await bench.stage.finish('0001');
    await bench.stage.finish('0002');
    expect(await bench.mail()).toHaveLength(2);
  });

  it('beats no more for what it has settled', async () => {
    const beats: string[] = [];
    await bench.start(
      {},
      spiedQueue(bench.house.cluster.work, (item) => beats.push(item)),
    );
    await bench.enqueue('0001');
    await bench.clock.advance(bench.house.cluster.work.beatEveryMs);
    expect(beats).toEqual(['0001']);
    await bench.stage.finish('0001');
    await bench.clock.advance(10 * bench.house.cluster.work.beatEveryMs);
    expect(beats).toEqual(['0001']);
  });

  it('stops an overdue item, tells its owner, and goes on', async () => {
    await bench.start();
    await bench.enqueue('0001', '0002');
    await bench.clock.advance(DEADLINE_MS - 1);
    expect(bench.stage.stopped).toEqual([]);
    await bench.clock.advance(1);
    expect(bench.stage.stopped).toEqual(['0001']);
    expect(await bench.mail()).toEqual([
      { type: 'CountFailed', why: `0001: ${CODES.workOverdue} sum-0001/ch-001/0001/1 took longer than 60 s` },
    ]);
    expect(bench.stage.begun).toEqual(['0001', '0002']);
  });

  it('breaks when a performer does not let go', async () => {
    bench = createSlotBench(createStage(false));
    const { done } = await bench.start();
    await bench.enqueue('0001');
    await bench.clock.advance(DEADLINE_MS + 10_000);
    await expect(done).rejects.toThrow(HostBrokenError);
    expect(await bench.free()).toEqual(['0001']);
  });

  it('tries again after a passing failure, until it gives up', async () => {
    await bench.start();
    await bench.enqueue('0001');
    await bench.stage.fail('0001', new RetryableError('busy', 3_000));
    await bench.clock.advance(2_999);
    expect(bench.stage.begun).toEqual(['0001']);
    await bench.clock.advance(1);
    expect(bench.stage.begun).toEqual(['0001', '0001']);
    expect(await bench.mail()).toEqual([]);
    await bench.stage.fail('0001', new RetryableError('busy', 3_000));
    expect(await bench.mail()).toEqual([{ type: 'CountFailed', why: '0001: E2A-0001 busy' }]);
    expect(await bench.present()).toEqual([]);
    expect(bench.house.telemetry.types()).toEqual(['work-started', 'work-retried', 'work-started', 'work-given-up']);
  });

  it('gives up at once what cannot succeed', async () => {
    await bench.start();
    await bench.enqueue('0001');
    await bench.stage.fail('0001', new TerminalError({ code: 'E2A-2006', what: 'refused' }));
    expect(await bench.mail()).toEqual([{ type: 'CountFailed', why: '0001: E2A-2006 refused' }]);
    expect(await bench.present()).toEqual([]);
  });

  it('hands everything back when the host is broken', async () => {
    const { done } = await bench.start();
    await bench.enqueue('0001', '0002', '0003');
    await bench.stage.fail('0001', new HostBrokenError('no GPU'));
    await expect(done).rejects.toThrow('no GPU');
    await settle();
    expect((await bench.free()).toSorted()).toEqual(['0001', '0002', '0003']);
    expect(await bench.mail()).toEqual([]);
  });
});
