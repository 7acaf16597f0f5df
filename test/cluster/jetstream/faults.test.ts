import { describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../../src/cluster/ports/index.js';
import { OutageError, RetryableError } from '../../../src/core/index.js';
import { itemOf, queued, REAL_TIME } from '../conformance/index.js';
import { digestOf, noise } from '../conformance/noise.js';
import { makeLab, useLab } from './use-cluster.js';

const checkpoint = (turn: number): Checkpoint => ({
  summary: { title: 'a counter', count: turn },
  kind: 'counter',
  schemaVersion: 1,
  born: 0,
  turn,
  wakeAt: null,
  updatedAt: turn,
  state: { turn },
  last: null,
  recent: [],
});
const KILLS = 3;

describe('a server that is killed again and again', () => {
  const lab = useLab({ syncAlways: true });

  it('loses and doubles nothing of mail, work, checkpoints and clips', async () => {
    const { cluster, server } = lab();
    const state = { over: false, turns: 0, mail: 0, work: 0, clips: 0 };
    const address = { kind: 'counter', job: 'killed-0001' };
    const counting = (async () => {
      for (let revision: number | null = null; !state.over; state.turns++) {
        const outcome = await cluster.checkpoints.save(address, checkpoint(state.turns), revision);
        // Nobody else writes: any refusal would be a lost answer taken for a conflict.
        if (!outcome.saved) throw new Error(`turn ${state.turns} was refused`);
        revision = outcome.revision;
      }
    })();
    const posting = (async () => {
      for (; !state.over; state.mail++) {
        const envelope = { id: `k-${state.mail}`, to: address, schemaVersion: 1, sentAt: 0, message: { type: 'Add' } };
        await cluster.mail.post(envelope);
      }
    })();
    const working = (async () => {
      for (; !state.over; state.work++) {
        const item = itemOf({ class: 'media', job: 'killed-0001', item: String(state.work) });
        await cluster.work.enqueue(item, `k-${state.work}`);
      }
    })();
    const clipping = (async () => {
      for (; !state.over; state.clips++) {
        const bytes = noise(50_000, state.clips);
        await cluster.clips.put(`killed-${state.clips}`, bytes, {
          digest: digestOf(bytes),
          samples: 1,
          utterances: [1],
        });
      }
    })();
    for (let kills = 0; kills < KILLS; kills++) {
      await REAL_TIME.pass(400);
      await server.kill();
      await server.start();
    }
    await REAL_TIME.pass(1_500);
    state.over = true;
    await Promise.all([counting, posting, working, clipping]);
    expect((await cluster.checkpoints.load(address))?.checkpoint.turn).toBe(state.turns - 1);
    expect((await lab().jsm.streams.info('E2A_MAIL')).state.messages).toBe(state.mail);
    expect(await queued(cluster)).toBe(state.work);
    for (let n = 0; n < state.clips; n++) {
      const clip = await cluster.clips.get(`killed-${n}`);
      expect(clip && digestOf(clip.bytes)).toBe(clip?.digest ?? 'none');
    }
    expect(Math.min(state.turns, state.mail, state.work, state.clips)).toBeGreaterThan(10);
  });
});

describe('what a host is told', () => {
  it('in words, when the server stays away', async () => {
    const { lab, close } = await makeLab({}, { patienceMs: 300 });
    await lab.server.kill();
    const failing = lab.cluster.work.depths();
    await expect(failing).rejects.toBeInstanceOf(RetryableError);
    await expect(failing).rejects.toThrow(/did not answer \(measuring the queue\)/);
    await close();
  });

  it('in words, when the store is full', async () => {
    const { lab, close } = await makeLab();
    await lab.jsm.streams.update('OBJ_e2a_books', { max_bytes: 100_000 });
    await expect(lab.cluster.books.put('too-large', noise(400_000, 1), 'x')).rejects.toMatchObject({
      exitCode: 7,
      failure: { code: 'E2A-4005' },
    });
    await lab.jsm.streams.update('E2A_WORK', { max_bytes: 600 });
    const put = (n: number) =>
      lab.cluster.work.enqueue(itemOf({ class: 'media', job: 'full-0001', item: `${n}` }), `${n}`);
    await put(1);
    await expect(put(2).then(() => put(3))).rejects.toMatchObject({ failure: { code: 'E2A-4005' } });
    expect(await put(1)).toBe('already');
    await close();
  });

  it('of an outage, when the store is full and it is one that waits for room', async () => {
    const { lab, close } = await makeLab({}, { waitsForRoom: true });
    await lab.jsm.streams.update('OBJ_e2a_books', { max_bytes: 100_000 });
    const put = lab.cluster.books.put('too-large', noise(400_000, 1), 'x');
    await expect(put).rejects.toBeInstanceOf(OutageError);
    await expect(put).rejects.toThrow(/store is full \(storing an object\)/);
    await close();
  });

  it('when a clip does not fit into a message', async () => {
    const { lab, close } = await makeLab();
    const facts = { digest: 'x', samples: 1, utterances: [1] };
    await expect(lab.cluster.clips.put('large', noise(1_100_000, 1), facts)).rejects.toMatchObject({
      failure: { code: 'E2A-3003' },
    });
    await close();
  });
});

describe('after a kill of all hosts', () => {
  it('the next one frees what they had taken, and only that', async () => {
    const { lab, close } = await makeLab();
    const { work, mail } = lab.cluster;
    const never = new AbortController().signal;
    const workClass = 'speech-freed';
    await work.offer(workClass);
    for (const item of ['1', '2', '3']) await work.enqueue(itemOf({ class: workClass, job: 'freed-0001', item }), item);
    const to = { kind: 'book', job: 'freed-0001' };
    await mail.post({ id: 'freed', to, schemaVersion: 1, sentAt: 0, message: { type: 'Go' } });
    const takeAll = (from: typeof mail, waitMs: number) =>
      Promise.all(Array.from({ length: 4 }, (_, partition) => from.take('book', partition, waitMs, never)));
    const taken = [await work.pull(workClass, 1_000, never), await work.pull(workClass, 1_000, never)];
    await taken[0]?.ack();
    expect((await takeAll(mail, 500)).filter(Boolean)).toHaveLength(1);

    const next = await lab.join({ releaseLeases: true });
    const again = [await next.work.pull(workClass, 1_000, never), await next.work.pull(workClass, 1_000, never)];
    expect(again.map((lease) => lease?.item.item).toSorted()).toEqual(['2', '3']);
    expect(await next.work.pull(workClass, 200, never)).toBeNull();
    expect((await takeAll(next.mail, 500)).filter(Boolean)).toHaveLength(1);
    const config = (await lab.jsm.consumers.info('E2A_WORK', `${workClass}-p1`)).config;
    expect(config).toMatchObject({
      ack_wait: 20_000_000_000,
      max_deliver: -1,
      filter_subject: 'e2a.work.speech-freed.p1.>',
    });
    await close();
  });
});
