import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient } from '../../../src/client/index.js';
import { createMemoryCluster } from '../../../src/cluster/memory/index.js';
import { CODES } from '../../../src/core/index.js';
import { startNotices } from '../../../src/integrations/index.js';
import { failedBook, finishedBook, orderOf, store } from '../../client/book-in-cluster.js';
import { createManualClock } from '../../cluster/runtime/manual-clock.js';
import { eventually } from '../../support/eventually.js';
import { sinkServer } from './sink-server.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const PATIENCE_MS = 20_000;
const SECRET = 'a secret of a test';
const TOKEN = 'a token of a test';

type Sink = Awaited<ReturnType<typeof sinkServer>>;

function noticesScene({ url }: Sink, has: { readonly ntfy?: boolean; readonly webhook?: boolean }) {
  const clock = createManualClock();
  const cluster = createMemoryCluster({ clock });
  const client = createClient(cluster, clock);
  const lines: string[] = [];
  const counted: string[] = [];
  const settings = {
    noticesNtfyUrl: has.ntfy === true ? `${url}/push/my-topic` : null,
    noticesNtfyToken: TOKEN,
    noticesWebhookUrl: has.webhook === true ? `${url}/hook?key=1` : null,
    noticesWebhookSecret: SECRET,
    noticesEvents: 'book-completed, book-partial,book-failed',
    noticesPageUrl: 'https://books.example.org/e2a/',
  };
  const log = { warn: (facts: object | string, text = '') => void lines.push(`${text} ${JSON.stringify(facts)}`) };
  const begin = (holder = 'attic') => {
    const ending = new AbortController();
    const sent = (target: string, outcome: string): void => void counted.push(`${target} ${outcome}`);
    const desk = startNotices({ settings, client, clock, log, sent, signal: ending.signal, holder });
    return {
      desk,
      end: async (): Promise<void> => {
        ending.abort();
        await desk.done;
      },
    };
  };
  const happen = async (job: string, type: string, agoMs = 0): Promise<void> => {
    const failure = { code: 'E2A-1002', what: 'It is broken.', fix: 'another copy' };
    const order = orderOf('d', 'Füchse 🦊');
    const state = type === 'book-failed' ? failedBook(job, order, failure) : finishedBook(job, order);
    await store(cluster, { kind: 'book', job }, state);
    await cluster.events.announce({ job, type, text: `${type} it is.` }, `${job}/${type}`, clock.now() - agoMs);
  };
  const until = <T>(what: string, look: () => Promise<T | false> | T | false): Promise<T> =>
    eventually(what, PATIENCE_MS, async () => {
      await clock.advance(SECOND_MS);
      return look();
    });
  /** Its place in the history is known: what comes from now on is news. */
  const begun = (name: string) => until('a beginning', async () => (await client.records.load(name)) !== null);
  return { clock, client, lines, counted, begin, happen, until, begun };
}

describe('notices', () => {
  let sink: Sink;
  beforeEach(async () => {
    sink = await sinkServer();
  });
  afterEach(() => sink.close());

  const minutes = async (scene: ReturnType<typeof noticesScene>, count: number): Promise<void> => {
    for (let left = count; left > 0; left--) await scene.clock.advance(MINUTE_MS);
    let turns = 5;
    await scene.until('quiet', () => --turns <= 0);
  };

  it('tell a webhook of each chosen event once, signed, and nobody of others', async () => {
    const scene = noticesScene(sink, { webhook: true });
    await scene.happen('old', 'book-completed');
    const notices = scene.begin();
    await scene.begun('notices/webhook');
    await scene.happen('tale', 'book-read');
    await scene.happen('tale', 'book-completed');
    await scene.happen('tale-2', 'book-failed');
    await scene.until('two messages', () => sink.received.length >= 2);
    await minutes(scene, 2);
    const [first, second] = sink.received;
    const { headers, body, path } = first ?? { headers: {}, body: Buffer.from(''), path: '' };
    const signed = `${String(headers['x-e2a-timestamp'])}.${body.toString()}`;
    const signature = createHmac('sha256', SECRET).update(signed).digest('hex');
    expect(sink.received).toHaveLength(2);
    expect([path, headers['x-e2a-signature'], headers['x-e2a-event']]).toEqual([
      '/hook?key=1',
      `sha256=${signature}`,
      'book-completed',
    ]);
    expect(JSON.parse(body.toString())).toMatchObject({
      v: 1,
      id: headers['x-e2a-delivery'],
      event: 'book-completed',
      job: {
        job: 'tale',
        title: 'Füchse 🦊',
        files: [{ name: 'Füchse 🦊.m4b' }],
        page: 'https://books.example.org/e2a/jobs/tale',
      },
    });
    expect(JSON.parse(String(second?.body))).toMatchObject({ job: { failure: { code: 'E2A-1002' } } });
    await notices.end();
    expect(scene.counted).toEqual(['webhook ok', 'webhook ok']);
    const list = await notices.desk.list();
    expect(list.map(({ job, state, tries }) => [job, state, tries])).toEqual([
      ['tale-2', 'delivered', 1],
      ['tale', 'delivered', 1],
    ]);
  });

  it('wait for a sink that is away, over a restart, and tell it once; another process keeps away meanwhile', async () => {
    const scene = noticesScene(sink, { webhook: true });
    const first = scene.begin();
    await scene.begun('notices/webhook');
    sink.answerWith(503);
    await scene.happen('tale', 'book-completed');
    await scene.until('a try', () => sink.received.length > 0);
    const other = scene.begin('cellar');
    await minutes(scene, 1);
    await scene.until('a note', async () => ((await first.desk.list())[0]?.tries ?? 0) > 1);
    expect(await first.desk.list()).toMatchObject([{ state: 'waiting', why: 'It answered 503.' }]);
    await Promise.all([first.end(), other.end()]);
    sink.answerWith(200);
    const before = sink.received.length;
    await scene.happen('tale-2', 'book-partial');
    const second = scene.begin();
    await scene.until('all', async () => (await second.desk.list()).every(({ state }) => state === 'delivered'));
    await scene.until('the second', () => sink.received.length >= before + 2);
    await minutes(scene, 3);
    expect(sink.received.slice(before).map(({ headers }) => headers['x-e2a-event'])).toEqual([
      'book-completed',
      'book-partial',
    ]);
    await second.end();
  });

  it('are given up after a day, or at once when they are refused; no address is told', async () => {
    const scene = noticesScene(sink, { webhook: true });
    const notices = scene.begin();
    await scene.begun('notices/webhook');
    await sink.close();
    await scene.happen('tale', 'book-completed', DAY_MS - MINUTE_MS);
    await scene.until('a try', async () => (await notices.desk.list())[0]?.state === 'waiting');
    await minutes(scene, 5);
    await scene.until('the end', async () => (await notices.desk.list())[0]?.state === 'given-up');
    const told = JSON.stringify([await notices.desk.list(), scene.lines]);
    expect(told).toContain('ECONNREFUSED');
    expect(told).not.toContain('/hook');
    await notices.end();
    sink = await sinkServer();
    sink.answerWith(422);
    const other = noticesScene(sink, { webhook: true });
    const refused = other.begin();
    await other.begun('notices/webhook');
    await other.happen('tale', 'book-completed');
    await other.until('the end', async () => (await refused.desk.list())[0]?.state === 'given-up');
    expect(sink.received).toHaveLength(1);
    await refused.end();
  });

  it('go to ntfy as JSON, with a link to the page; a test says whether they arrive', async () => {
    const scene = noticesScene(sink, { ntfy: true });
    const notices = scene.begin();
    await scene.begun('notices/ntfy');
    await scene.happen('tale', 'book-failed');
    const [message] = await scene.until('a message', () => sink.received.length > 0 && sink.received);
    expect(message).toMatchObject({ path: '/push/', headers: { authorization: `Bearer ${TOKEN}` } });
    expect(JSON.parse(String(message?.body))).toEqual({
      topic: 'my-topic',
      title: 'Füchse 🦊',
      message: 'book-failed it is.\nanother copy',
      tags: ['rotating_light', 'book-failed'],
      priority: 4,
      click: 'https://books.example.org/e2a/jobs/tale',
    });
    expect(notices.desk.sinks()).toEqual([{ name: 'ntfy', about: expect.stringMatching(/^127\.0\.0\.1:\d+$/) }]);
    expect(await notices.desk.sendTest('ntfy')).toMatchObject({ event: 'test', state: 'delivered' });
    sink.answerWith(403);
    const failure = { code: CODES.noticeFailed, why: 'It answered 403.' };
    await expect(notices.desk.sendTest('ntfy')).rejects.toMatchObject({ failure });
    await expect(notices.desk.sendTest('ntfi')).rejects.toMatchObject({ failure: { code: CODES.noSuchThing } });
    await notices.end();
  });
});
