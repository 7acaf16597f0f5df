import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobStatus, Measured } from '../../../src/client/index.js';
import { createEventHub, type EventHub } from '../../../src/web/events/index.js';
import { createPaces } from '../../../src/web/paces.js';
import { readSse, type SseReading } from '../../support/sse.js';
import { JOB, type LiveScene, liveScene, OTHER, statusesIn } from './live-scene.js';

describe('live events', () => {
  let scene: LiveScene;
  let hub: EventHub;
  const troubles: string[] = [];

  beforeEach(async () => {
    scene = liveScene();
    troubles.length = 0;
    const { live, clock } = scene;
    const trouble = (reason: string) => troubles.push(reason);
    hub = createEventHub({ cluster: live, clock, look: createPaces(clock).look, trouble });
    await scene.convert();
  });
  afterEach(() => hub.close());

  const open = (job: string | null = null, after: number | null = null): SseReading => {
    const body = hub.open({ job, after });
    if (body === null) throw new Error('no stream was opened');
    return readSse(body);
  };
  const opened = async (job: string | null = null, after: number | null = null): Promise<SseReading> => {
    const reading = open(job, after);
    await scene.clock.advance(1);
    return reading;
  };
  const happened = (reading: SseReading): readonly (readonly [string | null, string])[] =>
    reading.of('happened').map(({ id, data }) => [id, (data as { type: string }).type]);
  const percents = (reading: SseReading): readonly number[] =>
    reading.of('status').map(({ data }) => (data as JobStatus).percent);

  it('begin with how everything stands, named by the newest event; then events come, each with its place', async () => {
    await scene.announce('begun');
    const reading = await opened();
    await scene.announce('chapter-joined');
    await scene.clock.advance(1);
    const [first] = reading.messages;
    expect(first).toMatchObject({ event: 'snapshot', id: '1', data: { v: 1 } });
    expect(statusesIn(first?.data).map(({ job, state }) => [job, state])).toEqual([[JOB, 'converting']]);
    expect(happened(reading)).toEqual([['2', 'chapter-joined']]);
    expect(reading.of('happened')[0]?.data).toMatchObject({ v: 1, job: JOB, text: 'chapter-joined', seq: 2 });
  });

  it('lose nothing that happens while the beginning is read', async () => {
    const jobs = scene.live.jobs;
    scene.live.jobs = async () => {
      const read = await jobs();
      await scene.announce('meanwhile');
      await scene.clock.sleep(100);
      return read;
    };
    const reading = open();
    await scene.clock.advance(500);
    await scene.announce('later');
    await scene.clock.advance(1);
    const [first] = reading.messages;
    expect(first).toMatchObject({ event: 'snapshot', id: '1' });
    expect(happened(reading)).toEqual([['2', 'later']]);
    expect(scene.read.filter((name) => name === JOB).length).toBeGreaterThan(0);
  });

  it('tell who comes back what was missed, in order and once, and how the jobs concerned stand', async () => {
    const first = await opened();
    await scene.announce('one');
    await scene.clock.advance(1);
    await first.leave();
    await scene.announce('two');
    await scene.finish();
    await scene.announce('three');
    await scene.clock.advance(10_000);
    const second = await opened(null, Number(first.lastId));
    await scene.announce('four');
    await scene.clock.advance(300);
    expect(first.lastId).toBe('1');
    expect(happened(second)).toEqual([
      ['2', 'two'],
      ['3', 'three'],
      ['4', 'four'],
    ]);
    expect(second.of('snapshot')).toEqual([]);
    expect(second.of('status').at(-1)?.data).toMatchObject({ v: 1, job: JOB, state: 'completed' });
  });

  it('read from the cluster what the server does not keep any more', async () => {
    for (const type of ['one', 'two', 'three']) await scene.announce(type);
    const stranger = await opened(null, 1);
    expect(happened(stranger)).toEqual([
      ['2', 'two'],
      ['3', 'three'],
    ]);
    await scene.announce('four');
    await scene.clock.advance(1);
    expect(happened(stranger).at(-1)).toEqual(['4', 'four']);
  });

  it('keep only so many: who is further behind gets them from the cluster, without a gap', async () => {
    await hub.close();
    const { live, clock } = scene;
    hub = createEventHub({ cluster: live, clock, look: createPaces(clock).look, eventsKept: 2 });
    const first = await opened();
    for (let n = 1; n <= 9; n++) await scene.announce(`event-${n}`, n % 2 === 0 ? OTHER : JOB);
    await scene.clock.advance(1);
    const ids = async (after: number, job: string | null = null): Promise<readonly (string | null)[]> =>
      happened(await opened(job, after)).map(([id]) => id);
    expect(happened(first).map(([id]) => id)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect(await ids(0)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect(await ids(8)).toEqual(['9']);
    expect(await ids(2, JOB)).toEqual(['3', '5', '7', '9']);
    expect(await ids(9)).toEqual([]);
  });

  it('begin anew for who names an event that never was', async () => {
    await scene.announce('one');
    const reading = await opened(null, 700);
    expect(reading.messages.map(({ event, id }) => [event, id])).toEqual([['snapshot', '1']]);
  });

  it('of one job are of that job', async () => {
    await scene.convert(OTHER);
    const reading = await opened(JOB);
    await scene.announce('mine');
    await scene.announce('its own', OTHER);
    await scene.clock.advance(3_000);
    expect(statusesIn(reading.messages[0]?.data).map(({ job }) => job)).toEqual([JOB]);
    expect(happened(reading)).toEqual([['1', 'mine']]);
    expect(new Set(reading.of('status').map(({ data }) => (data as JobStatus).job)).has(OTHER)).toBe(false);
  });

  it('tell at most four times a second how a job stands, and only when that is new', async () => {
    const reading = await opened();
    for (let n = 1; n <= 100; n++) {
      await scene.speak(n * 10);
      await scene.announce(`event-${n}`);
      await scene.clock.advance(10);
    }
    await scene.clock.advance(300);
    expect(percents(reading).length).toBeGreaterThanOrEqual(4);
    expect(percents(reading).length).toBeLessThanOrEqual(6);
    expect(percents(reading).at(-1)).toBe(93.1);
    const told = percents(reading).length;
    await scene.announce('nothing new');
    await scene.clock.advance(5_000);
    expect(percents(reading).length).toBe(told);
  });

  it('see within two seconds what no event tells', async () => {
    const reading = await opened();
    await scene.speak(500);
    await scene.clock.advance(2_000);
    expect(percents(reading)).toEqual([46.5]);
  });

  it('tell how fast a job is and what time is left, and the next who comes is told at once', async () => {
    const reading = await opened();
    for (let second = 1; second <= 30; second++) {
      await scene.speak(20 * second);
      await scene.clock.advance(1_000);
    }
    const paces = reading.of('status').map(({ data }) => data as Measured);
    expect(paces[0]).toMatchObject({ speed: null, secondsLeft: null });
    expect(paces.at(-1)).toMatchObject({ speed: expect.closeTo(20 / 15, 1), secondsLeft: expect.closeTo(20, 0) });
    const next = await opened();
    expect(statusesIn(next.messages[0]?.data)[0]).toMatchObject({ secondsLeft: expect.closeTo(20, 0) });
    await scene.finish();
    await scene.clock.advance(2_000);
    expect(reading.of('status').at(-1)?.data).toMatchObject({ state: 'completed', speed: null, secondsLeft: null });
  });

  it('tell within five seconds of a job that waits for a node to take it, and read the list no more often', async () => {
    const reading = await opened();
    scene.read.length = 0;
    const { job } = await scene.order();
    await scene.clock.advance(5_000);
    const told = () => reading.of('status').filter(({ data }) => (data as JobStatus).job === job);
    expect(told().map(({ data }) => data)).toEqual([
      expect.objectContaining({ state: 'new', title: 'Ulysses', waitingFor: 'a node with the role book' }),
    ]);
    await scene.clock.advance(55_000);
    expect(scene.read.filter((name) => name === 'jobs').length).toBeLessThanOrEqual(12);
    expect(told()).toHaveLength(1);
  });

  it('read a long list less often', async () => {
    await opened();
    const jobs = scene.live.jobs;
    scene.live.jobs = async () => {
      await scene.clock.sleep(3_000);
      return jobs();
    };
    scene.read.length = 0;
    await scene.clock.advance(120_000);
    expect(scene.read.filter((name) => name === 'jobs').length).toBeLessThanOrEqual(2);
  });

  it('cost nothing while nobody looks, and are right for the next who does', async () => {
    const reading = await opened();
    await reading.leave();
    await scene.clock.advance(300);
    scene.read.length = 0;
    await scene.announce('unseen');
    await scene.finish();
    await scene.clock.advance(60_000);
    expect(scene.read).toEqual([]);
    expect(hub.streams).toBe(0);
    const next = await opened();
    expect(next.messages[0]).toMatchObject({ event: 'snapshot', id: '1' });
    expect(statusesIn(next.messages[0]?.data)[0]?.state).toBe('completed');
  });

  it('cut off who does not read, and let the others go on', async () => {
    const lazy = hub.open({ job: null, after: null })?.getReader();
    await lazy?.read();
    await lazy?.read();
    const reading = await opened();
    const long = 'x'.repeat(10_000);
    for (let n = 0; n < 120; n++) {
      await scene.announce(long);
      await scene.clock.advance(1);
    }
    expect(hub.streams).toBe(1);
    expect(happened(reading)).toHaveLength(120);
    expect(await lazy?.read()).toMatchObject({ done: true });
  });

  it('say every 15 s that they are there', async () => {
    const reading = await opened();
    await scene.clock.advance(31_000);
    expect(reading.comments).toEqual([': still here', ': still here']);
  });

  it('go on where they were when the events of the cluster break off', async () => {
    const events = scene.live.events;
    let breaks = 1;
    scene.live.events = async function* (job, options) {
      for await (const event of events(job, options)) {
        if (event.type === 'two' && breaks-- > 0) throw new Error('the connection is gone');
        yield event;
      }
    };
    const reading = await opened();
    for (const type of ['one', 'two', 'three']) await scene.announce(type);
    await scene.clock.advance(1_500);
    expect(happened(reading).map(([id]) => id)).toEqual(['1', '2', '3']);
    expect(troubles).toEqual(['the connection is gone']);
  });

  it('end when the cluster breaks off while a reader is told what it missed; it may come back, and holds no place', async () => {
    for (const type of ['one', 'two', 'three']) await scene.announce(type);
    const events = scene.live.events;
    scene.live.events = async function* (job, options) {
      for await (const event of events(job, options)) {
        if (event.type === 'two') throw new Error('the connection is gone');
        yield event;
      }
    };
    const broken = await opened(null, 0);
    expect(broken.isOver).toBe(true);
    expect(hub.streams).toBe(0);
    expect(troubles).toEqual(['the connection is gone']);
    scene.live.events = events;
    expect(happened(await opened(null, Number(broken.lastId))).map(([id]) => id)).toEqual(['2', '3']);
  });

  it('wait for a cluster that does not answer', async () => {
    const jobs = scene.live.jobs;
    let silent = 2;
    scene.live.jobs = async () => {
      if (silent-- > 0) throw new Error('nobody answers');
      return jobs();
    };
    const reading = await opened();
    expect(reading.messages).toEqual([]);
    await scene.clock.advance(2_100);
    expect(reading.messages.map(({ event }) => event)).toEqual(['snapshot']);
    expect(troubles).toEqual(['nobody answers', 'nobody answers']);
  });

  it('end when the store of the cluster is another one, so that nobody believes its numbers', async () => {
    for (const type of ['one', 'two']) await scene.announce(type);
    const events = scene.live.events;
    scene.live.events = async function* (job, options) {
      for await (const event of events(job, options)) yield { ...event, seq: event.type === 'anew' ? 1 : event.seq };
    };
    const reading = await opened();
    await scene.announce('anew');
    await scene.clock.advance(1);
    expect(reading.isOver).toBe(true);
    const next = await opened(null, Number(reading.lastId));
    expect(next.messages[0]).toMatchObject({ event: 'snapshot', id: '1' });
  });

  it('end with the server', async () => {
    const reading = await opened();
    await hub.close();
    await reading.ended;
    expect(hub.open({ job: null, after: null })).toBeNull();
  });
});
