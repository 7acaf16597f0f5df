import { describe, expect, it } from 'vitest';
import { createMemoryCluster } from '../../src/cluster/memory/index.js';
import { isWithin, minuteOfDay, readHours } from '../../src/host/hours.js';
import { keepHours } from '../../src/host/keep-hours.js';
import { LiveNode } from '../../src/host/live-node.js';
import { createManualClock } from '../cluster/runtime/manual-clock.js';
import { nodeRecord } from '../support/node-record.js';

const at = (clock: string): number => {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return hour * 60 + minute;
};

describe('the hours of a node', () => {
  it.each([
    ['09:00-17:00', '09:00', true],
    ['09:00-17:00', '16:59', true],
    ['09:00-17:00', '17:00', false],
    ['22:00-07:00', '23:30', true],
    ['22:00-07:00', '00:00', true],
    ['22:00-07:00', '06:59', true],
    ['22:00-07:00', '07:00', false],
    ['22:00-07:00', '21:59', false],
    ['22:00-07:00, 12:30-13:30', '13:00', true],
    ['22:00-07:00, 12:30-13:30', '14:00', false],
    ['08:00-08:00', '03:00', true],
  ])('%s at %s: %s', (hours, clock, works) => expect(isWithin(readHours(hours), at(clock))).toBe(works));

  it('are those of the clock on its own wall', () => {
    expect(minuteOfDay(new Date(2026, 6, 1, 22, 15).getTime())).toBe(at('22:15'));
  });

  it('say that it rests, and end by themselves; an order counts more', () => {
    const { seenAt: _seenAt, busy: _busy, charactersPerSecond: _speed, state: _state, ...facts } = nodeRecord();
    let order: 'work' | 'cordon' | 'drain' = 'work';
    let isResting = true;
    const live = new LiveNode(facts, () => order, { isResting: () => isResting });
    expect([live.state, live.record().state]).toEqual(['resting', 'resting']);
    order = 'cordon';
    expect(live.state).toBe('cordoned');
    order = 'drain';
    expect(live.state).toBe('draining');
    order = 'work';
    isResting = false;
    expect(live.state).toBe('ready');
  });

  it('have its slots look again when they begin and when they end, and never after it has left', async () => {
    const clock = createManualClock(new Date(2026, 0, 5, 21, 58).getTime());
    const leaving = new AbortController();
    const { cluster, isResting } = keepHours(createMemoryCluster({ clock }), '22:00-22:02', clock, leaving.signal);
    const seen: boolean[] = [];
    const stop = cluster.control.onChange(() => seen.push(isResting()));
    await clock.advance(119_000);
    expect([seen, isResting()]).toEqual([[], true]);
    await clock.advance(11_000);
    expect(seen).toEqual([false]);
    await clock.advance(120_000);
    expect(seen).toEqual([false, true]);
    await cluster.control.setNodeOrder('box-1', 'cordon');
    expect(seen).toHaveLength(3);
    stop();
    leaving.abort();
    await clock.advance(24 * 3_600_000);
    expect(seen).toHaveLength(3);
  });
});
