import { beforeEach, describe, expect, it } from 'vitest';
import type { Envelope } from '../../../src/cluster/ports/index.js';
import { NO_HOOKS, takeTurn } from '../../../src/cluster/runtime/turn.js';
import { turnSteps } from '../../../src/cluster/runtime/turn-steps.js';
import { formatAddress, type Message, traceIdOf } from '../../../src/core/index.js';
import { type CounterHouse, createCounterHouse, LEDGER, SUM, takeMail } from './counter-house.js';
import { createManualClock, type ManualClock } from './manual-clock.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = `00-${TRACE}-00f067aa0ba902b7-01`;
const OTHER = `00-${'a'.repeat(32)}-00f067aa0ba902b7-01`;
const ledger = formatAddress(LEDGER);

describe('a trace', () => {
  let clock: ManualClock;
  let house: CounterHouse;

  beforeEach(() => {
    clock = createManualClock();
    house = createCounterHouse(clock);
  });

  const post = (id: string, message: Message, traceparent?: string) =>
    house.cluster.mail.post({ id, to: SUM, schemaVersion: 1, sentAt: 0, message, traceparent });
  const take = async () => takeTurn(await takeMail(house), turnSteps(house), NO_HOOKS);
  const letters = async (kind: string): Promise<Envelope[]> => {
    const found: Envelope[] = [];
    while ((await house.cluster.mail.waiting(kind)).length > 0) {
      const delivery = await takeMail(house, kind);
      found.push(JSON.parse(new TextDecoder().decode(delivery.payload)));
      await delivery.ack();
    }
    return found;
  };

  it('goes from a message to all that it causes, each a span of its own', async () => {
    await post('m1', { type: 'Add', n: 5, ledger }, PARENT);
    await take();
    const spans = [
      ...(await letters('ledger')).map(({ traceparent }) => traceparent),
      ...house.cluster.events.traceparents,
    ];
    expect(spans.map(traceIdOf)).toEqual([TRACE, TRACE, TRACE]);
    expect(new Set([PARENT, ...spans]).size).toBe(4);
    expect(house.telemetry.events).toEqual([]);
  });

  it('is the same, to the byte, when the effects are performed once more', async () => {
    const steps = turnSteps(house);
    const performed: string[] = [];
    const recording = { ...steps, perform: async (outbox: unknown) => void performed.push(JSON.stringify(outbox)) };
    await post('m1', { type: 'Add', n: 5, ledger }, PARENT);
    await takeTurn({ ...(await takeMail(house)), ack: async () => {} }, recording, NO_HOOKS);
    await clock.advance(20_000);
    expect((await takeTurn(await takeMail(house), recording, NO_HOOKS)).type).toBe('repeated');
    expect(performed[0]).toContain(TRACE);
    expect(performed[1]).toBe(performed[0]);
  });

  it('goes on with alarms and with messages that bring none', async () => {
    await post('m1', { type: 'SetAlarm', at: clock.now() + 5_000 }, PARENT);
    await take();
    await clock.advance(5_000);
    const wake = await takeMail(house);
    expect(traceIdOf(JSON.parse(new TextDecoder().decode(wake.payload)).traceparent)).toBe(TRACE);
    await takeTurn(wake, turnSteps(house), NO_HOOKS);
    await post('m2', { type: 'Add', n: 5, ledger });
    await take();
    expect((await letters('ledger')).map(({ traceparent }) => traceIdOf(traceparent))).toEqual([TRACE, TRACE]);
  });

  it('gives way to the one that a message brings; what is none is left aside', async () => {
    await post('m1', { type: 'Nothing' }, PARENT);
    await take();
    await post('m2', { type: 'Add', n: 5, ledger }, 'no trace at all');
    await take();
    await post('m3', { type: 'Add', n: 5, ledger }, OTHER);
    await take();
    const traces = (await letters('ledger')).map(({ traceparent }) => traceIdOf(traceparent));
    expect(traces).toEqual([undefined, undefined, traceIdOf(OTHER), traceIdOf(OTHER)]);
  });

  it('is carried by work, and by nothing where there is none', async () => {
    const item = { class: 'media', priority: 'p1', job: SUM.job, chapter: 'book', item: 'join', attempt: 1 };
    const order = (id: string) => ({
      type: 'Order',
      item: { ...item, item: id, replyTo: { ...SUM }, task: { type: 'x' } },
    });
    await post('m1', order('one'));
    await take();
    await post('m2', order('two'), PARENT);
    await take();
    const never = new AbortController().signal;
    const items = [await house.cluster.work.pull('media', 0, never), await house.cluster.work.pull('media', 0, never)];
    expect(items.map((lease) => traceIdOf(lease?.item.traceparent))).toEqual([undefined, TRACE]);
  });
});
