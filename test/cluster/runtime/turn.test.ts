import { beforeEach, describe, expect, it } from 'vitest';
import type { Checkpoint, Mailboxes } from '../../../src/cluster/ports/index.js';
import { RECENT_MAX } from '../../../src/cluster/runtime/actor-record.js';
import { behaviorsOf } from '../../../src/cluster/runtime/behaviors.js';
import { NO_HOOKS, takeTurn, type TurnStep } from '../../../src/cluster/runtime/turn.js';
import { turnSteps } from '../../../src/cluster/runtime/turn-steps.js';
import { type Behavior, CODES, formatAddress, type Message } from '../../../src/core/index.js';
import { type CounterState, counter, counterOf } from './counter.js';
import { type CounterHouse, createCounterHouse, LEDGER, SUM, stateOf, takeMail } from './counter-house.js';
import { createManualClock, type ManualClock } from './manual-clock.js';

const ledger = formatAddress(LEDGER);
const sum = formatAddress(SUM);
/** Of the first turn of a counter that is born when the clock starts: 1,000,000 in base 36. */
const born = `${sum}@lfls`;

describe('a turn', () => {
  let clock: ManualClock;
  let house: CounterHouse;

  beforeEach(() => {
    clock = createManualClock();
    house = createCounterHouse(clock);
  });

  const post = (id: string, message: Message, schemaVersion = 1) =>
    house.cluster.mail.post({ id, to: SUM, schemaVersion, sentAt: 0, message });
  const take = async (hooks = NO_HOOKS) => takeTurn(await takeMail(house), turnSteps(house), hooks);
  const tell = async (id: string, message: Message) => {
    await post(id, message);
    return take();
  };
  const checkpoint = async (): Promise<Checkpoint> => {
    const stored = await house.cluster.checkpoints.load(SUM);
    if (stored === null) throw new Error('no checkpoint');
    return stored.checkpoint;
  };
  const idsOfMail = async (kind: string): Promise<string[]> => {
    const ids: string[] = [];
    while (house.cluster.mail.depth > 0) {
      const delivery = await takeMail(house, kind);
      ids.push(JSON.parse(new TextDecoder().decode(delivery.payload)).id);
      await delivery.ack();
    }
    return ids;
  };

  it('saves state and outbox, performs the effects under their ids, acknowledges', async () => {
    const outcome = await tell('m1', { type: 'Add', n: 5, ledger });
    expect(outcome.type).toBe('taken');
    expect(await checkpoint()).toMatchObject({
      summary: { title: 'a counter', phase: 'counting', count: 5 },
      kind: 'counter',
      schemaVersion: 1,
      born: clock.now(),
      turn: 1,
      wakeAt: null,
      updatedAt: clock.now(),
      state: { count: 5 },
      last: { messageId: 'm1', effects: [{ type: 'tell' }, { type: 'announce' }, { type: 'tell' }] },
      recent: ['m1'],
    });
    expect(Object.keys(await checkpoint())[0]).toBe('summary');
    expect(await idsOfMail('ledger')).toEqual([`${born}#1.0`, `${born}#1.2`]);
    expect(house.cluster.events.announced.map((event) => event.text)).toEqual([`${sum} counts 5.`]);
  });

  it('goes through its steps in order', async () => {
    const steps: TurnStep[] = [];
    await post('m1', { type: 'Add', n: 5, ledger });
    await take({ after: (step) => void steps.push(step) });
    expect(steps).toEqual([
      'take',
      'decode',
      'load',
      'receive',
      'save',
      'perform-partial',
      'perform-partial',
      'perform',
      'ack',
    ]);
  });

  it('performs the effects of the last message once more, under the same ids, when it comes again', async () => {
    await tell('m1', { type: 'Add', n: 5, ledger });
    expect(await idsOfMail('ledger')).toEqual([`${born}#1.0`, `${born}#1.2`]);
    const performed: string[] = [];
    const mail: Mailboxes = {
      partitions: 1,
      take: async () => null,
      waiting: async () => [],
      post: async (envelope) => void performed.push(envelope.id),
    };
    repeat('m1', { type: 'Add', n: 5, ledger });
    const listening = turnSteps({ ...house, cluster: { ...house.cluster, mail } });
    const outcome = await takeTurn(await takeMail(house), listening, NO_HOOKS);
    expect(outcome.type).toBe('repeated');
    expect(performed).toEqual([`${born}#1.0`, `${born}#1.2`]);
    expect(await checkpoint()).toMatchObject({ turn: 1, state: { count: 5 } });
    expect(house.cluster.mail.depth).toBe(0);
  });

  it('only acknowledges an older message that comes again', async () => {
    await tell('m1', { type: 'Act', action: 'shout' });
    await tell('m2', { type: 'Act', action: 'shout' });
    repeat('m1', { type: 'Act', action: 'shout' });
    expect((await take()).type).toBe('repeated');
    expect(house.shouts.map((shout) => shout.publishId)).toEqual([`${born}#1.0`, `${born}#2.0`]);
    expect(house.cluster.mail.depth).toBe(0);
  });

  it('tells the same in its next life under other ids', async () => {
    await tell('m1', { type: 'Add', n: 5, ledger });
    await house.cluster.checkpoints.remove(SUM);
    await clock.advance(1);
    await tell('m2', { type: 'Add', n: 5, ledger });
    const reborn = `${sum}@${clock.now().toString(36)}`;
    expect(await idsOfMail('ledger')).toEqual([`${born}#1.0`, `${born}#1.2`, `${reborn}#1.0`, `${reborn}#1.2`]);
    expect(await checkpoint()).toMatchObject({ born: clock.now(), turn: 1 });
    await clock.advance(1);
    await tell('m3', { type: 'Add', n: 5 });
    expect(await checkpoint()).toMatchObject({ born: clock.now() - 1, turn: 2 });
  });

  it('remembers a bounded number of ids', async () => {
    for (let n = 0; n < RECENT_MAX + 5; n++) await tell(`m${n}`, { type: 'Add', n });
    const { recent } = await checkpoint();
    expect(recent).toHaveLength(RECENT_MAX);
    expect(recent.at(-1)).toBe(`m${RECENT_MAX + 4}`);
  });

  it('performs actions of the host by name', async () => {
    await tell('m1', { type: 'Act', action: 'shout' });
    expect(house.shouts).toEqual([{ args: { count: 0 }, publishId: `${born}#1.0` }]);
  });

  it.each(['whisper', 'toString'])(
    'does not know the action %s, and leaves the message unacknowledged',
    async (action) => {
      await post('m1', { type: 'Act', action });
      await expect(take()).rejects.toThrow(`no action ${action}`);
      expect(house.cluster.mail.depth).toBe(1);
    },
  );

  it('asks for work and takes it back', async () => {
    const item = {
      class: 'media' as const,
      priority: 'p1' as const,
      job: SUM.job,
      chapter: 'ch-001',
      item: '0001',
      attempt: 1,
      replyTo: SUM,
      task: { type: 'count' },
    };
    await tell('m1', { type: 'Order', item: { ...item, replyTo: { ...SUM } } });
    expect([...(await house.cluster.work.present(SUM.job))]).toEqual(['ch-001/0001/1']);
  });

  it('takes queued work back', async () => {
    const withdrawing: Behavior<CounterState> = {
      ...counter,
      receive: (state) => ({ state, effects: [{ type: 'withdraw', job: SUM.job, chapter: 'ch-001' }] }),
    };
    const order = {
      class: 'media',
      priority: 'p1',
      job: SUM.job,
      replyTo: SUM,
      attempt: 1,
      task: { type: 'x' },
    } as const;
    await house.cluster.work.enqueue({ ...order, chapter: 'ch-001', item: '1' }, 'w1');
    await house.cluster.work.enqueue({ ...order, chapter: 'ch-002', item: '2' }, 'w2');
    house = { ...house, behaviors: behaviorsOf([withdrawing]) };
    await tell('m1', { type: 'Nothing' });
    expect([...(await house.cluster.work.present(SUM.job))]).toEqual(['ch-002/2/1']);
  });

  describe('alarms', () => {
    it('keeps the alarm an actor sets, until it sets another or none', async () => {
      const at = clock.now() + 77;
      await tell('m1', { type: 'SetAlarm', at });
      expect((await checkpoint()).wakeAt).toBe(at);
      await tell('m2', { type: 'Add', n: 1 });
      expect((await checkpoint()).wakeAt).toBe(at);
      await tell('m3', { type: 'SetAlarm', at: null });
      expect((await checkpoint()).wakeAt).toBeNull();
    });

    it('takes an alarm away when it has rung, not one that was moved meanwhile', async () => {
      await tell('m1', { type: 'SetAlarm', at: clock.now() + 10 });
      await tell('m2', { type: 'Wake' });
      expect((await checkpoint()).wakeAt).toBe(clock.now() + 10);
      await clock.advance(10);
      await tell('m3', { type: 'Wake' });
      expect((await checkpoint()).wakeAt).toBeNull();
    });
  });

  describe('mail that is not understood', () => {
    const envelope = { id: 'x', to: { kind: 'counter', job: 'sum-0001' }, schemaVersion: 1, sentAt: 0 };
    it.each([
      ['no JSON', 'hello'],
      ['no object', '[1]'],
      ['no address', JSON.stringify({ ...envelope, to: 'counter', message: { type: 'Add' } })],
      ['half an address', JSON.stringify({ ...envelope, to: { kind: 'counter' }, message: { type: 'Add' } })],
      ['a bad chapter', JSON.stringify({ ...envelope, to: { ...envelope.to, chapter: 3 }, message: { type: 'Add' } })],
      ['no id', JSON.stringify({ ...envelope, id: '', message: { type: 'Add' } })],
      ['no version', JSON.stringify({ ...envelope, schemaVersion: '1', message: { type: 'Add' } })],
      ['no message', JSON.stringify({ ...envelope, message: { kind: 'Add' } })],
      ['an unknown kind', JSON.stringify({ ...envelope, to: { kind: 'poet', job: 'x' }, message: { type: 'Add' } })],
    ])('%s becomes a dead letter', async (_, text) => {
      await tell('m1', { type: 'Add', n: 5 });
      house.cluster.mail.postRaw(SUM, new TextEncoder().encode(text));
      expect((await take()).type).toBe('refused');
      const letters = await house.cluster.deadLetters.list();
      expect(letters).toMatchObject([{ origin: 'mail', job: 'unknown', detail: { payload: text } }]);
      expect(house.cluster.mail.depth).toBe(0);
      expect(await stateOf(house)).toMatchObject({ phase: 'counting', count: 5 });
    });

    it('an unknown message makes its actor fail', async () => {
      await tell('m1', { type: 'Add', n: 5 });
      expect((await tell('m2', { type: 'Sing' })).type).toBe('taken');
      expect(await stateOf(house)).toMatchObject({ phase: 'failed', count: 5, failure: 'a counter knows no "Sing"' });
      expect(await house.cluster.deadLetters.list()).toMatchObject([{ job: SUM.job, chapter: 'book', item: 'm2' }]);
      expect(house.cluster.mail.depth).toBe(0);
    });

    it('an unknown message brings no actor to life', async () => {
      expect((await tell('m1', { type: 'Sing' })).type).toBe('refused');
      expect(await house.cluster.checkpoints.load(SUM)).toBeNull();
      expect(await house.cluster.deadLetters.list()).toHaveLength(1);
      expect(house.cluster.mail.depth).toBe(0);
    });
  });

  it('lets an actor fail whose receive throws, with a dead letter', async () => {
    await tell('m1', { type: 'Add', n: 5 });
    await tell('m2', { type: 'Break' });
    expect(await stateOf(house)).toMatchObject({ phase: 'failed', failure: 'the counter broke' });
    expect(await house.cluster.deadLetters.list()).toMatchObject([
      { item: 'm2', reason: 'the counter broke', detail: { envelope: { message: { type: 'Break' } } } },
    ]);
    expect(house.cluster.mail.depth).toBe(0);
  });

  it('goes on past an actor that cannot even fail', async () => {
    const stubborn: Behavior<CounterState> = {
      ...counter,
      fail: (_, failure) => {
        expect(failure.code).toBe(CODES.actorFailed);
        throw new Error('no');
      },
    };
    house = { ...house, behaviors: behaviorsOf([stubborn]) };
    await tell('m1', { type: 'Add', n: 5 });
    await tell('m2', { type: 'Break' });
    expect(await stateOf(house)).toMatchObject({ phase: 'counting', count: 5 });
    expect(house.cluster.mail.depth).toBe(0);
  });

  it('does not bring an actor to life that ignores its first message', async () => {
    expect((await tell('m1', { type: 'Nothing' })).type).toBe('ignored');
    expect(await house.cluster.checkpoints.load(SUM)).toBeNull();
    expect(house.cluster.mail.depth).toBe(0);
  });

  describe('across versions', () => {
    it('hands newer mail back', async () => {
      await post('m1', { type: 'Add', n: 5 }, 2);
      expect((await take()).type).toBe('newer');
      expect(await house.cluster.checkpoints.load(SUM)).toBeNull();
      expect(await house.cluster.deadLetters.list()).toEqual([]);
      await clock.advance(1_000);
      house = { ...house, behaviors: behaviorsOf([counterOf('counter', 2)]) };
      expect((await take()).type).toBe('taken');
    });

    it('leaves a newer checkpoint alone', async () => {
      await tell('m1', { type: 'Add', n: 5 });
      await house.cluster.checkpoints.save(SUM, { ...(await checkpoint()), schemaVersion: 2 }, 1);
      expect((await tell('m2', { type: 'Add', n: 1 })).type).toBe('newer');
      expect(await stateOf(house)).toMatchObject({ count: 5 });
      expect(house.cluster.mail.depth).toBe(1);
    });

    it('migrates an older checkpoint', async () => {
      await tell('m1', { type: 'Add', n: 5 });
      const migrate = (stored: unknown, from: number) => ({ ...(stored as CounterState), count: 100 * from });
      house = { ...house, behaviors: behaviorsOf([{ ...counterOf('counter', 3), migrate }]) };
      await tell('m2', { type: 'Add', n: 1 });
      expect(await checkpoint()).toMatchObject({ schemaVersion: 3, state: { count: 101 } });
    });
  });

  it('hands a message back when somebody else wrote meanwhile, and takes it later', async () => {
    await tell('m1', { type: 'Add', n: 5 });
    await post('m2', { type: 'Add', n: 1 });
    const meddle = async (step: TurnStep) => {
      if (step !== 'load') return;
      const stored = await house.cluster.checkpoints.load(SUM);
      if (stored) await house.cluster.checkpoints.save(SUM, { ...stored.checkpoint, turn: 40 }, stored.revision);
    };
    expect((await take({ after: meddle })).type).toBe('conflict');
    await expect(takeMail(house)).rejects.toThrow('no mail');
    await clock.advance(500);
    expect((await take()).type).toBe('taken');
    expect(await checkpoint()).toMatchObject({ turn: 41, state: { count: 6 } });
  });

  /** The same message once more, past the duplicate window. */
  function repeat(id: string, message: Message): void {
    const envelope = { id, to: SUM, schemaVersion: 1, sentAt: 0, message };
    house.cluster.mail.postRaw(SUM, new TextEncoder().encode(JSON.stringify(envelope)));
  }
});
