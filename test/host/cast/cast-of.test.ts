import { describe, expect, it } from 'vitest';
import { castOf, type CastOrder, type Member, sharesOf, type Stage } from '../../../src/host/cast/cast-of.js';
import type { CastVoice, VoiceNeed } from '../../../src/host/cast/needs.js';

const NOW = 10_000_000;
const MINUTE = 60_000;

const voice = (name: string): CastVoice => ({ profile: name, engine: 'tone', voice: `voice-${name}` });
const need = (name: string, segments = 5): VoiceNeed => ({ ...voice(name), isSecondary: false, segments });
const passages = (name: string, segments = 5): VoiceNeed => ({ ...need(name, segments), isSecondary: true });

interface Past {
  readonly idle?: number;
  readonly old?: number;
  readonly state?: Member['state'];
}

/** @param past milliseconds since work waited for it, and since it was opened */
const member = (name: string, slots: number, { idle = 0, old = 10 * MINUTE, state = 'open' }: Past = {}): Member => ({
  ...voice(name),
  slots,
  state,
  since: NOW - old,
  neededAt: NOW - idle,
});

const stage = (part: Partial<Stage>): Stage => ({
  needs: [],
  usual: null,
  members: [],
  slots: 4,
  resting: new Set(),
  at: NOW,
  ...part,
});

const inWords = (orders: readonly CastOrder[]): readonly string[] =>
  orders.map((order) =>
    order.type === 'start' ? `start ${order.voice.profile} ${order.slots}` : `stop ${order.profile}`,
  );

const SHARES: readonly { what: string; slots: number; needs: readonly VoiceNeed[]; shares: readonly string[] }[] = [
  { what: 'one book has all', slots: 4, needs: [need('a')], shares: ['a 4'] },
  { what: 'two share evenly', slots: 4, needs: [need('a'), need('b')], shares: ['a 2', 'b 2'] },
  { what: 'the first has the odd one', slots: 5, needs: [need('a'), need('b')], shares: ['a 3', 'b 2'] },
  { what: 'a book of two languages', slots: 4, needs: [need('a'), passages('b')], shares: ['a 3', 'b 1'] },
  { what: 'passages that nobody asks for yet', slots: 4, needs: [need('a'), passages('b', 0)], shares: ['a 4'] },
  { what: 'passages alone', slots: 4, needs: [passages('b')], shares: ['b 4'] },
  {
    what: 'more voices than slots: one over',
    slots: 1,
    needs: [need('a'), need('b'), need('c')],
    shares: ['a 1', 'b 1'],
  },
  { what: 'nothing', slots: 4, needs: [], shares: [] },
];

describe('how slots are shared', () => {
  it.each(SHARES)('$what: $shares', ({ slots, needs, shares }) => {
    expect(sharesOf(stage({ slots, needs })).map((share) => `${share.need.profile} ${share.slots}`)).toEqual(shares);
  });
});

const TABLE: readonly { readonly what: string; readonly on: Partial<Stage>; readonly orders: readonly string[] }[] = [
  { what: 'nothing to do: the usual voice is warmed', on: { usual: voice('u') }, orders: ['start u 1'] },
  { what: 'nothing to do and no usual voice: nothing', on: {}, orders: [] },
  { what: 'a job: its voice gets the machine', on: { needs: [need('a')] }, orders: ['start a 4'] },
  {
    what: 'a job beside the warm voice: one child over',
    on: { needs: [need('a')], usual: voice('u'), members: [member('u', 1, { idle: MINUTE })] },
    orders: ['start a 4'],
  },
  {
    what: 'a job for the warm voice, still reading: it grows at once',
    on: { needs: [need('u', 0)], usual: voice('u'), members: [member('u', 1, { old: 1_000 })] },
    orders: ['stop u'],
  },
  {
    what: 'while it closes, nobody takes its place under the same name',
    on: { needs: [need('u', 0)], usual: voice('u'), members: [member('u', 1, { state: 'closing' })] },
    orders: [],
  },
  { what: 'as many as it should have: nothing', on: { needs: [need('a')], members: [member('a', 4)] }, orders: [] },
  {
    what: 'it is opening: nothing',
    on: { needs: [need('a')], members: [member('a', 4, { state: 'opening', old: 0 })] },
    orders: [],
  },
  {
    what: 'a second voice while all slots are used: one over, at once',
    on: { needs: [need('a'), need('b')], members: [member('a', 4)] },
    orders: ['stop a', 'start b 1'],
  },
  {
    what: 'the first was opened a moment ago: it is not opened anew yet',
    on: { needs: [need('a'), need('b')], members: [member('a', 4, { old: 30_000 })] },
    orders: ['start b 1'],
  },
  {
    what: 'one closes to shrink: both start with their shares',
    on: { needs: [need('a'), need('b')], members: [member('b', 1, { old: 1_000 })] },
    orders: ['start a 2'],
  },
  {
    what: 'the small one grows when there is room and it is settled',
    on: { needs: [need('a'), need('b')], members: [member('a', 2), member('b', 1)] },
    orders: ['stop b'],
  },
  {
    what: 'the small one in the middle of its first minute: not yet',
    on: { needs: [need('a'), need('b')], members: [member('a', 2), member('b', 1, { old: 30_000 })] },
    orders: [],
  },
  {
    what: 'idle for half a minute: it stays, though its slots are wanted',
    on: { slots: 1, needs: [need('c')], members: [member('a', 1, { idle: 30_000 }), member('b', 1, { idle: 30_000 })] },
    orders: [],
  },
  {
    what: 'idle for a minute: it gives way',
    on: { slots: 1, needs: [need('c')], members: [member('a', 1, { idle: MINUTE }), member('b', 1, { idle: 30_000 })] },
    orders: ['stop a'],
  },
  {
    what: 'idle for a minute and nobody wants its slots: it stays',
    on: { members: [member('a', 4, { idle: MINUTE })] },
    orders: [],
  },
  {
    what: 'idle for ten minutes: it leaves',
    on: { members: [member('a', 4, { idle: 10 * MINUTE })] },
    orders: ['stop a'],
  },
  {
    what: 'the usual voice, idle for hours, stays warm',
    on: { usual: voice('u'), members: [member('u', 1, { idle: 600 * MINUTE })] },
    orders: [],
  },
  {
    what: 'the usual voice, idle with all slots, shrinks',
    on: { usual: voice('u'), members: [member('u', 4, { idle: 10 * MINUTE })] },
    orders: ['stop u'],
  },
  {
    what: 'the warm voice gives way where somebody has nothing',
    on: {
      needs: [need('a'), need('b')],
      usual: voice('u'),
      members: [member('a', 4, { old: 1_000 }), member('u', 1, { idle: 5 * MINUTE })],
    },
    orders: ['stop u'],
  },
  {
    what: 'what cannot be opened is left alone, and its slots go to others',
    on: { needs: [need('a'), need('b')], resting: new Set(['a']) },
    orders: ['start b 4'],
  },
  {
    what: 'the usual voice cannot be opened: no storm',
    on: { usual: voice('u'), resting: new Set(['u']) },
    orders: [],
  },
  {
    what: 'more voices than children: the last ones wait',
    on: { slots: 1, needs: [need('a'), need('b'), need('c')], members: [member('a', 1), member('b', 1)] },
    orders: [],
  },
  {
    what: 'a more urgent voice takes the place of the last',
    on: { slots: 1, needs: [need('x'), need('a'), need('b')], members: [member('a', 1), member('b', 1)] },
    orders: ['stop b'],
  },
];

describe('the cast', () => {
  it.each(TABLE)('$what', ({ on, orders }) => {
    expect(inWords(castOf(stage(on)))).toEqual(orders);
  });

  it('never has more children than slots and one, whatever comes and goes', () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    const names = ['a', 'b', 'c', 'd', 'u'];
    for (let play = 0; play < 40; play++) {
      const slots = 1 + random(8);
      let members: readonly Member[] = [];
      for (let step = 0; step < 50; step++) {
        const at = NOW + step * 20_000;
        const needs = names
          .filter(() => random(3) === 0)
          .map((name) => (random(3) === 0 ? passages(name) : need(name)));
        members = members
          .filter(({ state }) => state !== 'closing' || random(2) === 0)
          .map((one) => (needs.some(({ profile }) => profile === one.profile) ? { ...one, neededAt: at } : one));
        const orders = castOf(stage({ needs, members, slots, usual: voice('u'), at }));
        const stopped = orders.flatMap((order) => (order.type === 'stop' ? [order.profile] : []));
        members = members.map((one) => (stopped.includes(one.profile) ? { ...one, state: 'closing' } : one));
        for (const order of orders)
          if (order.type === 'start')
            members = [...members, { ...order.voice, slots: order.slots, state: 'open', since: at, neededAt: at }];
        expect(members.reduce((sum, one) => sum + one.slots, 0)).toBeLessThanOrEqual(slots + 1);
        expect(new Set(members.map(({ profile }) => profile)).size).toBe(members.length);
      }
    }
  });
});
