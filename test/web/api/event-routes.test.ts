import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { convertingBook, orderOf, store } from '../../client/book-in-cluster.js';
import { eventually } from '../../support/eventually.js';
import { readSse, type SseReading } from '../../support/sse.js';
import { type WebScene, webScene } from '../web-scene.js';

const JOB = 'a-tale-7f3a';
const SEEN_MS = 5_000;

describe('event streams over HTTP', () => {
  let scene: WebScene;
  beforeAll(async () => {
    scene = await webScene();
    await store(scene.cluster, { kind: 'book', job: JOB }, convertingBook(JOB, orderOf('7f3a')));
  });
  afterAll(() => scene.close());

  const open = async (path = 'api/v1/events', headers: Record<string, string> = {}): Promise<SseReading> => {
    const response = await scene.get(path, headers);
    if (response.body === null) throw new Error('no stream');
    return readSse(response.body);
  };
  const announce = (type: string) => scene.cluster.events.announce({ job: JOB, type, text: type }, type, 0);
  const heard = (reading: SseReading, id: string) => eventually(`event ${id}`, SEEN_MS, () => reading.lastId === id);

  it('are passed on at once by every proxy, and kept by none', async () => {
    const response = await scene.get('api/v1/events');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-transform, no-cache',
      'x-accel-buffering': 'no',
    });
    await response.body?.cancel();
    const head = await scene.get('api/v1/events', {}, 'HEAD');
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
  });

  it('a device that was away for a while misses nothing', async () => {
    const stays = await open();
    const leaves = await open();
    await eventually('two snapshots', SEEN_MS, () => stays.lastId !== null && leaves.lastId !== null);
    await announce('one');
    await heard(leaves, '1');
    await leaves.leave();
    await announce('two');
    await announce('three');
    await heard(stays, '3');
    const back = await open('api/v1/events', { 'Last-Event-ID': '1' });
    await heard(back, '3');
    const byQuery = await open(`api/v1/jobs/${JOB}/events?after=2`);
    await heard(byQuery, '3');
    expect(back.of('happened').map(({ id }) => id)).toEqual(['2', '3']);
    expect(stays.of('happened').map(({ id }) => id)).toEqual(['1', '2', '3']);
    expect(byQuery.of('happened').map(({ id }) => id)).toEqual(['3']);
    for (const reading of [stays, back, byQuery]) await reading.leave();
  });

  it.each([
    ['api/v1/jobs/nobody-0000/events', {}, 404],
    ['api/v1/events', { 'Last-Event-ID': 'yesterday' }, 400],
  ])('%s with %j is refused', async (path, headers, status) => {
    expect((await scene.get(path, headers)).status).toBe(status);
  });

  it('end when the server closes', async () => {
    const other = await webScene();
    const response = await other.get('api/v1/events');
    if (response.body === null) throw new Error('no stream');
    const reading = readSse(response.body);
    await eventually('a snapshot', SEEN_MS, () => reading.lastId !== null);
    await other.close();
    await reading.ended;
    expect(reading.isOver).toBe(true);
  });
});
