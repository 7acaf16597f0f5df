import { beforeEach, describe, expect, it } from 'vitest';
import { PassingFault } from '../../../src/cluster/memory/index.js';
import type { Mailboxes } from '../../../src/cluster/ports/index.js';
import { runMailLoop } from '../../../src/cluster/runtime/mail-loop.js';
import { NO_HOOKS, type TurnHooks } from '../../../src/cluster/runtime/turn.js';
import { turnSteps } from '../../../src/cluster/runtime/turn-steps.js';
import type { Message } from '../../../src/core/index.js';
import { type CounterHouse, createCounterHouse, SUM, stateOf } from './counter-house.js';
import { createManualClock, type ManualClock, settle } from './manual-clock.js';

describe('a mail loop', () => {
  let clock: ManualClock;
  let house: CounterHouse;
  let end: AbortController;

  beforeEach(() => {
    clock = createManualClock();
    house = createCounterHouse(clock);
    end = new AbortController();
  });

  const post = (id: string, message: Message, schemaVersion = 1) =>
    house.cluster.mail.post({ id, to: SUM, schemaVersion, sentAt: 0, message });
  const start = (mail: Mailboxes = house.cluster.mail, hooks: TurnHooks = NO_HOOKS) =>
    runMailLoop('counter', 0, { ...house, mail, steps: turnSteps(house), hooks }, end.signal);
  const mailThat = (take: Mailboxes['take']): Mailboxes => ({
    partitions: 1,
    take,
    waiting: async () => [],
    post: (envelope) => house.cluster.mail.post(envelope),
  });

  it('takes turn after turn and tells what it did', async () => {
    const loop = start();
    for (const n of [1, 2, 3]) await post(`m${n}`, { type: 'Add', n });
    await clock.advance(0);
    expect(await stateOf(house)).toMatchObject({ added: [1, 2, 3] });
    expect(house.telemetry.events).toEqual(
      [1, 2, 3].map(() => ({
        type: 'turn-taken',
        job: SUM.job,
        address: 'counter/sum-0001',
        message: 'Add',
        ms: 0,
        repeated: false,
      })),
    );
    end.abort();
    await loop;
  });

  it('ends when told to, after the turn in hand', async () => {
    let goOn = (): void => {};
    const atSave = new Promise<void>((reached) => {
      const held = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      const hooks: TurnHooks = {
        after: (step) => {
          if (step !== 'save') return;
          reached();
          return held;
        },
      };
      void start(house.cluster.mail, hooks).then(() => ended.push('loop'));
    });
    const ended: string[] = [];
    await post('m1', { type: 'Add', n: 1 });
    await atSave;
    end.abort();
    await settle();
    expect(ended).toEqual([]);
    goOn();
    await settle();
    expect(ended).toEqual(['loop']);
    expect(house.cluster.mail.depth).toBe(0);
  });

  it('waits longer and longer while the broker is away, then goes on', async () => {
    const asked: number[] = [];
    const loop = start(
      mailThat(async (...args) => {
        asked.push(clock.now());
        if (asked.length <= 4) throw new PassingFault('no responders');
        return house.cluster.mail.take(...args);
      }),
    );
    await post('m1', { type: 'Add', n: 1 });
    await clock.advance(10_000);
    const pauses = asked.slice(1, 5).map((at, index) => at - (asked[index] ?? 0));
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect(pauses[0]).toBeGreaterThan(100);
    expect(await stateOf(house)).toMatchObject({ count: 1 });
    expect(house.telemetry.types().slice(0, 4)).toEqual(Array(4).fill('trouble'));
    end.abort();
    await loop;
  });

  it('hands a message back when its turn breaks off, and takes it again', async () => {
    let failures = 2;
    const hooks: TurnHooks = {
      after: (step) => {
        if (step === 'save' && failures-- > 0) throw new PassingFault('no answer');
      },
    };
    const loop = start(house.cluster.mail, hooks);
    await post('m1', { type: 'Add', n: 1 });
    await clock.advance(10_000);
    expect(await stateOf(house)).toMatchObject({ count: 1 });
    expect(house.cluster.mail.depth).toBe(0);
    expect(house.telemetry.events.at(-1)).toMatchObject({ type: 'turn-taken', repeated: true });
    end.abort();
    await loop;
  });

  it('ends with a fatal error, leaving the message to others', async () => {
    const loop = start();
    const ending = expect(loop).rejects.toThrow('no action whisper');
    await post('m1', { type: 'Act', action: 'whisper' });
    await ending;
    expect(house.cluster.mail.depth).toBe(1);
  });

  it('stands aside for newer hosts, who get the mail at once', async () => {
    const loop = start();
    await post('m1', { type: 'Add', n: 1 }, 2);
    await clock.advance(1_000);
    expect(house.telemetry.events).toMatchObject([{ type: 'trouble', where: 'mail counter-0' }]);
    const newer = await house.cluster.mail.take('counter', 0, 0, end.signal);
    expect(newer).not.toBeNull();
    await newer?.ack();
    await post('m2', { type: 'Add', n: 2 });
    await clock.advance(28_000);
    expect(await stateOf(house)).toBeNull();
    await clock.advance(2_000);
    expect(await stateOf(house)).toMatchObject({ added: [2] });
    end.abort();
    await loop;
  });

  it('tells of refused mail and of conflicts', async () => {
    const loop = start();
    house.cluster.mail.postRaw(SUM, new TextEncoder().encode('hello'));
    await clock.advance(0);
    await post('m1', { type: 'Sing' });
    await clock.advance(0);
    expect(house.telemetry.events).toMatchObject([
      { type: 'mail-refused', address: 'mail counter-0' },
      { type: 'mail-refused', address: 'counter/sum-0001', reason: 'a counter knows no "Sing"' },
    ]);
    end.abort();
    await loop;
  });

  it('tells of a conflict and takes the message shortly after', async () => {
    let meddle = true;
    const hooks: TurnHooks = {
      async after(step) {
        if (step !== 'receive' || !meddle) return;
        meddle = false;
        const summary = {};
        await house.cluster.checkpoints.save(
          SUM,
          {
            summary,
            kind: 'counter',
            schemaVersion: 1,
            born: 0,
            turn: 7,
            wakeAt: null,
            updatedAt: 0,
            state: { ...(await initialState()) },
            last: null,
            recent: [],
          },
          null,
        );
      },
    };
    const loop = start(house.cluster.mail, hooks);
    await post('m1', { type: 'Add', n: 1 });
    await clock.advance(500);
    expect(house.telemetry.types()).toEqual(['turn-conflict', 'turn-taken']);
    expect(await stateOf(house)).toMatchObject({ count: 1 });
    end.abort();
    await loop;
  });
});

async function initialState() {
  const { counter } = await import('./counter.js');
  return counter.initial(SUM);
}
