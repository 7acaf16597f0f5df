import { beforeEach, describe, expect, it } from 'vitest';
import { type Runtime, type RuntimePlan, type SlotSpec, startRuntime } from '../../../src/cluster/runtime/index.js';
import { alarmSweeper } from '../../../src/cluster/runtime/sweepers.js';
import { HostBrokenError, type Message, type WorkItem } from '../../../src/core/index.js';
import { counter, counterOf } from './counter.js';
import { type CounterHouse, createCounterHouse, SUM, stateOf } from './counter-house.js';
import { createManualClock, type ManualClock } from './manual-clock.js';

describe('a host', () => {
  let clock: ManualClock;
  let house: CounterHouse;

  beforeEach(() => {
    clock = createManualClock();
    house = createCounterHouse(clock, 2);
  });

  const slotOf = (performer: SlotSpec['performer']): SlotSpec => ({
    name: 'media-1',
    workClass: 'media',
    performer,
    deadlineMs: () => 60_000,
    failureMessage: (_, failure) => ({ type: 'CountFailed', why: failure.what }),
    policy: { maxAttempts: 1, backoff: { firstMs: 1_000, maxMs: 8_000 }, failureCode: 'E2A-0001' },
  });
  const start = (change: Partial<RuntimePlan> = {}): Runtime =>
    startRuntime({
      cluster: house.cluster,
      node: 'node-a',
      clock,
      telemetry: house.telemetry,
      classify: house.classify,
      behaviors: [counter, counterOf('ledger')],
      mailKinds: ['counter', 'ledger'],
      actions: house.actions,
      slots: [],
      ...change,
    });
  const post = (id: string, message: Message) =>
    house.cluster.mail.post({ id, to: SUM, schemaVersion: 1, sentAt: 0, message });
  const order = (item = '0001'): { type: string; item: WorkItem } => ({
    type: 'Order',
    item: {
      class: 'media',
      priority: 'p1',
      job: SUM.job,
      chapter: 'ch-001',
      item,
      attempt: 1,
      replyTo: { ...SUM },
      task: { type: 'count' },
    },
  });
  const asMessage = (value: { type: string }): Message => JSON.parse(JSON.stringify(value));

  it('turns mail into work and work into mail', async () => {
    const runtime = start({ slots: [slotOf(async () => ({ type: 'Counted', n: 41 }))] });
    await post('m1', { type: 'Add', n: 1 });
    await post('m2', asMessage(order()));
    await clock.advance(0);
    expect(await stateOf(house)).toMatchObject({ count: 42 });
    await runtime.stop(0);
    expect(await runtime.done).toEqual({ type: 'stopped' });
  });

  it('rings the alarms of its actors', async () => {
    const reconciler = { kinds: ['counter'], everyMs: 1_000, sweepers: [alarmSweeper(house.behaviors)] };
    const runtime = start({ reconciler });
    await post('m1', { type: 'SetAlarm', at: clock.now() + 10_000 });
    await clock.advance(30_000);
    expect(await stateOf(house)).toMatchObject({ heard: ['wake'] });
    await runtime.stop(0);
  });

  it('lets running work finish, and its outcome be taken, before it stops', async () => {
    let finish = (): void => {};
    const performer: SlotSpec['performer'] = () =>
      new Promise((resolve) => {
        finish = () => resolve({ type: 'Counted', n: 9 });
      });
    const runtime = start({ slots: [slotOf(performer)] });
    await post('m1', asMessage(order()));
    await clock.advance(0);
    const stopped = runtime.stop(10_000);
    await clock.advance(5_000);
    finish();
    await clock.advance(0);
    await stopped;
    expect(await stateOf(house)).toMatchObject({ count: 9 });
    expect(house.telemetry.events.filter((event) => event.type === 'host-stopping')).toEqual([
      { type: 'host-stopping', reason: 'asked to' },
    ]);
  });

  it('stops sooner when it is asked again with less grace, and hands back what runs', async () => {
    const performer: SlotSpec['performer'] = (_, { signal }) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))));
    const runtime = start({ slots: [slotOf(performer)] });
    await post('m1', asMessage(order()));
    await clock.advance(0);
    const stopped = runtime.stop(60_000);
    await clock.advance(1_000);
    await Promise.all([runtime.stop(0), clock.advance(0), stopped]);
    expect(house.telemetry.events.flatMap((event) => (event.type === 'work-returned' ? [event.reason] : []))).toEqual([
      'the host stops',
    ]);
  });

  it('stops altogether when a slot is broken', async () => {
    const broken = slotOf(() => Promise.reject(new HostBrokenError('no GPU')));
    const runtime = start({ slots: [broken, { ...broken, workClass: 'speech-x' }] });
    await post('m1', asMessage(order()));
    await clock.advance(20_000);
    expect(await runtime.done).toEqual({ type: 'broken', reason: 'no GPU' });
    await post('m2', { type: 'Add', n: 1 });
    await clock.advance(10_000);
    expect(await stateOf(house)).toMatchObject({ count: 0 });
    await runtime.stop(0);
  });

  it('stops altogether on a fatal error', async () => {
    const runtime = start();
    await post('m1', { type: 'Act', action: 'whisper' });
    await clock.advance(20_000);
    expect(await runtime.done).toMatchObject({ type: 'fatal', error: { message: 'this host has no action whisper' } });
  });

  it('takes no mail of kinds it does not run', async () => {
    const runtime = start({ mailKinds: ['ledger'] });
    await post('m1', { type: 'Add', n: 1 });
    await clock.advance(1_000);
    expect(await stateOf(house)).toBeNull();
    await runtime.stop(0);
  });
});
