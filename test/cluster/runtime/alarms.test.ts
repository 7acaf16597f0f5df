import { beforeEach, describe, expect, it } from 'vitest';
import { PassingFault } from '../../../src/cluster/memory/index.js';
import { ALARMS_MAX, Alarms } from '../../../src/cluster/runtime/alarms.js';
import { runReconciler } from '../../../src/cluster/runtime/reconciler.js';
import { alarmSweeper } from '../../../src/cluster/runtime/sweepers.js';
import { NO_HOOKS, takeTurn } from '../../../src/cluster/runtime/turn.js';
import { turnSteps } from '../../../src/cluster/runtime/turn-steps.js';
import type { Message } from '../../../src/core/index.js';
import { type CounterHouse, createCounterHouse, SUM, stateOf, takeMail } from './counter-house.js';
import { createManualClock, type ManualClock } from './manual-clock.js';

const HOUR_MS = 3_600_000;

describe('alarms', () => {
  let clock: ManualClock;
  let house: CounterHouse;

  beforeEach(() => {
    clock = createManualClock();
    house = createCounterHouse(clock);
  });

  const take = async (on: CounterHouse = house) => takeTurn(await takeMail(on), turnSteps(on), NO_HOOKS);
  let sent = 0;
  const tell = async (message: Message, on: CounterHouse = house) => {
    await house.cluster.mail.post({ id: `m${++sent}`, to: SUM, schemaVersion: 1, sentAt: 0, message });
    return take(on);
  };
  const waiting = async (): Promise<string[]> =>
    (await house.cluster.mail.waiting('counter')).map(({ message }) => message?.type ?? '');
  const mails = () => house.cluster.mail.depth;
  /** Another host of the same cluster. */
  const otherHost = (): CounterHouse => ({ ...house, alarms: new Alarms(house) });

  it('ring on time, to the millisecond, and once', async () => {
    await tell({ type: 'SetAlarm', at: clock.now() + 7_777 });
    await clock.advance(7_776);
    expect(mails()).toBe(0);
    await clock.advance(1);
    expect(await waiting()).toEqual(['Wake']);
    await take();
    expect(await stateOf(house)).toMatchObject({ heard: ['wake'] });
    await clock.advance(HOUR_MS);
    expect(mails()).toBe(0);
  });

  it('ring at once when they are overdue, and after hours', async () => {
    await tell({ type: 'SetAlarm', at: clock.now() - 5 });
    await clock.advance(0);
    await take();
    await tell({ type: 'SetAlarm', at: clock.now() + 30 * HOUR_MS });
    await clock.advance(30 * HOUR_MS - 1);
    expect(mails()).toBe(0);
    await clock.advance(1);
    expect(await waiting()).toEqual(['Wake']);
  });

  it('ring at the time set last, or not at all when none is set any more', async () => {
    await tell({ type: 'SetAlarm', at: clock.now() + 1_000 });
    await tell({ type: 'SetAlarm', at: clock.now() + 3_000 });
    await clock.advance(2_999);
    expect(mails()).toBe(0);
    await clock.advance(1);
    expect(await waiting()).toEqual(['Wake']);
    await take();
    await tell({ type: 'SetAlarm', at: clock.now() + 1_000 });
    await tell({ type: 'SetAlarm', at: null });
    await clock.advance(5_000);
    expect(mails()).toBe(0);
  });

  it('leave no timer behind when another is set', async () => {
    let sleeping = 0;
    const counting = {
      now: () => clock.now(),
      sleep: async (ms: number, signal?: AbortSignal) => {
        sleeping++;
        await clock.sleep(ms, signal);
        sleeping--;
      },
    };
    const alarms = new Alarms({ ...house, clock: counting });
    for (let n = 1; n <= 100; n++) alarms.arm(SUM, clock.now() + 1_000 * n);
    alarms.arm(SUM, clock.now() + 100_000);
    await clock.advance(0);
    expect(sleeping).toBe(1);
    alarms.arm(SUM, null);
    await clock.advance(0);
    expect(sleeping).toBe(0);
  });

  it('ring once though the actor takes other turns before, here and on another host', async () => {
    const other = otherHost();
    await tell({ type: 'SetAlarm', at: clock.now() + 1_000 });
    await tell({ type: 'Add', n: 1 }, other);
    await tell({ type: 'Add', n: 2 });
    await clock.advance(1_000);
    expect(mails()).toBe(1);
    await take(other);
    expect(await stateOf(house)).toMatchObject({ heard: ['wake'] });
  });

  it('are left alone by a host whose alarm another host has moved', async () => {
    const other = otherHost();
    await tell({ type: 'SetAlarm', at: clock.now() + 1_000 });
    await tell({ type: 'SetAlarm', at: clock.now() + 2_000 }, other);
    await clock.advance(1_999);
    expect(mails()).toBe(0);
    await clock.advance(1);
    expect(mails()).toBe(1);
  });

  it('are heard once when the sweeper rings them, too', async () => {
    await tell({ type: 'SetAlarm', at: clock.now() + 1_000 });
    const end = new AbortController();
    const spec = { kinds: ['counter'], everyMs: 100, sweepers: [alarmSweeper(house.behaviors)] };
    const sweeping = runReconciler(spec, { ...house, node: 'a' }, end.signal);
    await clock.advance(1_500);
    expect(mails()).toBe(1);
    await take();
    await clock.advance(1_500);
    expect(mails()).toBe(0);
    end.abort();
    await sweeping;
  });

  it('ring when a turn that was broken off is taken up by another host', async () => {
    const at = clock.now() + 1_000;
    await house.cluster.mail.post({ id: 'm', to: SUM, schemaVersion: 1, sentAt: 0, message: { type: 'SetAlarm', at } });
    const dead = takeTurn(await takeMail(house), turnSteps(house), {
      after: (step) => (step === 'save' ? Promise.reject(new PassingFault('killed')) : undefined),
    });
    await expect(dead).rejects.toThrow('killed');
    await house.alarms.stop();
    await clock.advance(20_000);
    expect((await take(otherHost())).type).toBe('repeated');
    await clock.advance(0);
    expect(await waiting()).toEqual(['Wake']);
  });

  it('leave it to the sweeper when the broker is away at their time', async () => {
    await tell({ type: 'SetAlarm', at: clock.now() + 1_000 });
    const { load } = house.cluster.checkpoints;
    house.cluster.checkpoints.load = async () => Promise.reject(new PassingFault('no answer'));
    await clock.advance(1_000);
    house.cluster.checkpoints.load = load;
    expect(house.telemetry.events).toEqual([
      { type: 'trouble', where: 'alarm of counter/sum-0001', reason: 'no answer' },
    ]);
    expect(mails()).toBe(0);
  });

  it('of actors that were removed do not ring', async () => {
    await tell({ type: 'SetAlarm', at: clock.now() + 1_000 });
    await house.cluster.checkpoints.remove(SUM);
    await clock.advance(1_000);
    expect(mails()).toBe(0);
  });

  it('are bounded in number, and make room when one has gone', async () => {
    const { alarms } = house;
    const at = clock.now() + 1_000;
    for (let n = 0; n < ALARMS_MAX; n++) alarms.arm({ kind: 'counter', job: `other-${n}` }, at);
    await tell({ type: 'SetAlarm', at });
    await clock.advance(1_000);
    expect(mails()).toBe(0);
    await tell({ type: 'SetAlarm', at: clock.now() + 1_000 });
    await clock.advance(1_000);
    expect(mails()).toBe(1);
  });

  it('end with their host, which waits for what rings just now', async () => {
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const alarms = new Alarms(house, { after: (step) => (step === 'ring' ? held : undefined) });
    const host = { ...house, alarms };
    await tell({ type: 'SetAlarm', at: clock.now() + 1_000 }, host);
    alarms.arm({ kind: 'counter', job: 'other-0001' }, clock.now() + 5_000);
    await clock.advance(1_000);
    const log: string[] = [];
    const stopped = alarms.stop().then(() => log.push('stopped'));
    await clock.advance(60_000);
    expect(log).toEqual([]);
    letGo();
    await stopped;
    expect(mails()).toBe(1);
    alarms.arm(SUM, clock.now());
    await clock.advance(0);
    expect(mails()).toBe(1);
  });
});
