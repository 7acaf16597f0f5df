import { describe, expect, it } from 'vitest';
import { doOnce, forgetOnce } from '../../src/client/index.js';
import { onceStanding } from '../../src/client/once-record.js';
import { createMemoryCluster } from '../../src/cluster/memory/index.js';
import { createManualClock } from '../cluster/runtime/manual-clock.js';

const HOUR_MS = 3_600_000;
const MIDNIGHT = Date.UTC(2026, 10, 28);
const ROOM = 'a-room/';

describe('what a key stands for', () => {
  const at = MIDNIGHT;
  it.each([
    ['nothing kept', null, 0, { type: 'free' }],
    ['somebody else’s', ['a list'], 0, { type: 'free' }],
    ['begun', { at, digest: 'd', answer: null }, 10 * 60_000 - 1, { type: 'under-way' }],
    ['begun by who died', { at, digest: 'd', answer: null }, 10 * 60_000, { type: 'free' }],
    ['begun for another', { at, digest: 'x', answer: null }, 0, { type: 'taken' }],
    ['done', { at, digest: 'd', answer: { n: 1 } }, 24 * HOUR_MS - 1, { type: 'known', answer: { n: 1 } }],
    ['done a day ago', { at, digest: 'd', answer: { n: 1 } }, 24 * HOUR_MS, { type: 'free' }],
    ['done for another', { at, digest: 'x', answer: { n: 1 } }, HOUR_MS, { type: 'taken' }],
    ['done for another, a day ago', { at, digest: 'x', answer: { n: 1 } }, 24 * HOUR_MS, { type: 'free' }],
  ])('%s', (_, kept, later, standing) => {
    expect(onceStanding(kept, 'd', at + later)).toEqual(standing);
  });
});

describe('a key', () => {
  const { records } = createMemoryCluster({ clock: createManualClock() });
  const make = (key: string, now: number, room = ROOM, work = async () => 1) =>
    doOnce(records, now, { room, key, digest: 'd' }, work, (made) => made);

  it('is the same before and after midnight, and for a machine whose clock is behind', async () => {
    expect(await make('a', MIDNIGHT - 1)).toEqual({ type: 'done', made: 1 });
    expect(await make('a', MIDNIGHT + 1)).toEqual({ type: 'known', answer: 1 });
    expect(await make('b', MIDNIGHT)).toEqual({ type: 'done', made: 1 });
    expect(await make('b', MIDNIGHT - 1)).toEqual({ type: 'known', answer: 1 });
  });

  it('is another one in another room', async () => {
    await make('c', MIDNIGHT);
    expect(await make('c', MIDNIGHT, 'b-room/')).toMatchObject({ type: 'done' });
  });

  it('is forgotten by its name, and none that may still be asked for', async () => {
    const { length } = await records.list(ROOM);
    await forgetOnce(records, ROOM, MIDNIGHT + 24 * HOUR_MS);
    expect((await records.list(ROOM)).length).toBe(length - 1);
    await forgetOnce(records, ROOM, MIDNIGHT + 48 * HOUR_MS);
    expect(await records.list(ROOM)).toEqual([]);
    expect(await records.list('b-room/')).toHaveLength(1);
  });
});
