import { jetstream } from '@nats-io/jetstream';
import { connect, type Msg, type NatsConnection } from '@nats-io/transport-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEvents, readKeptEvents } from '../../../src/cluster/jetstream/event-reader.js';
import { connectCluster } from '../../../src/cluster/jetstream/index.js';
import { type Link, makeLink } from '../../../src/cluster/jetstream/link.js';
import { eventFilter } from '../../../src/cluster/jetstream/subjects.js';
import { natsServerPrograms, startNats, type TestServer } from '../../support/nats.js';

const ASKED = '$JS.API.DIRECT.GET.E2A_EVENTS';
const [JOB, OTHER] = ['paged-0001', 'paged-0002'];
const MANY = 1_300;
const IN_FLIGHT = 100;
const LONG_TEXT = 'x'.repeat(200_000);

/** More than a reader waits for a silent server, on a busy machine. */
const SILENT_MS = 30_000;

const programs = natsServerPrograms().filter(({ version }) => !version.startsWith('2.9.'));
const knowsPages = (version: string): boolean => !version.startsWith('2.10.');

describe.each(programs)('events read from nats-server $version', ({ program, version }) => {
  let server: TestServer;
  let nc: NatsConnection;
  let link: Link;
  let requests: number;
  /** Answers of the page that had most. */
  let longest: number;
  /** What is heard of the answers to the page under way; answers are counted from 1 in each. */
  let isHeard: (answer: number, page: number) => boolean;

  beforeEach(async () => {
    server = await startNats({ program });
    await (await connectCluster({ servers: server.url, name: 'e2a/test/pages', embedded: true })).close();
    nc = await connect({ servers: server.url, reconnectTimeWait: 10, maxReconnectAttempts: -1 });
    requests = 0;
    longest = 0;
    isHeard = () => true;
    spyOn(nc);
    link = await makeLink(nc, {
      report: () => undefined,
      inboxPrefix: undefined,
      patienceMs: 10_000,
      waitsForRoom: false,
    });
  });
  afterEach(async () => {
    await link.close();
    await server.stop();
  });

  /** Counts the requests for events, and loses answers to pages where a test wants it. */
  function spyOn(connection: NatsConnection): void {
    const [publish, subscribe, request] = [connection.publish, connection.subscribe, connection.request].map((one) =>
      one.bind(connection),
    ) as unknown as [NatsConnection['publish'], NatsConnection['subscribe'], NatsConnection['request']];
    let pages = 0;
    connection.publish = (subject, ...rest) => {
      if (subject === ASKED) requests++;
      publish(subject, ...rest);
    };
    connection.request = (subject, ...rest) => {
      if (subject === ASKED) requests++;
      return request(subject, ...rest);
    };
    connection.subscribe = (subject, options) => {
      const callback = options?.callback;
      if (callback === undefined || !subject.startsWith('_INBOX.')) return subscribe(subject, options);
      const page = ++pages;
      let answers = 0;
      const hear = (error: Error | null, message: Msg): void => {
        longest = Math.max(longest, ++answers);
        if (isHeard(answers, page)) callback(error, message);
      };
      return subscribe(subject, { ...options, callback: hear });
    };
  }

  async function announce(count: number, text = ''): Promise<void> {
    const js = jetstream(nc);
    for (let from = 1; from <= count; from += IN_FLIGHT) {
      const some = Array.from({ length: Math.min(IN_FLIGHT, count - from + 1) }, (_, n) => from + n);
      const both = some.flatMap((n) => [JOB, OTHER].map((job) => ({ n, job })));
      await Promise.all(
        both.map(({ n, job }) =>
          js.publish(
            `e2a.event.${job}.told`,
            JSON.stringify({ text: `${n}${text}`, type: 'told', job, at: new Date(n).toISOString() }),
          ),
        ),
      );
    }
  }
  const upTo = (last: number): number[] => Array.from({ length: last }, (_, n) => n + 1);
  const kept = async (job: string | null): Promise<number[]> => {
    const seen: number[] = [];
    for await (const { at } of readKeptEvents(link, eventFilter(job), Promise.resolve(0), new AbortController().signal))
      seen.push(at);
    return seen;
  };

  it('come many with one request where the server can, in order and each once', async () => {
    await announce(MANY);
    requests = 0;
    expect(await kept(JOB)).toEqual(upTo(MANY));
    if (knowsPages(version)) expect(requests).toBeLessThan(10);
    expect((await kept(null)).length).toBe(2 * MANY);
  });

  it('are a handful at a time when they are long', async () => {
    await announce(10, LONG_TEXT);
    expect(await kept(JOB)).toEqual(upTo(10));
    // 1.2 MB, and the end of the page.
    expect(longest).toBeLessThanOrEqual(7);
  });

  it.runIf(knowsPages(version))('all come when an answer in the middle of a page gets lost', async () => {
    await announce(200);
    isHeard = (answer, page) => page > 3 || answer !== 20;
    expect(await kept(JOB)).toEqual(upTo(200));
  });

  it.runIf(knowsPages(version))('all come when the connection breaks in the middle of a page', async () => {
    await announce(200);
    let isBroken = false;
    isHeard = (answer, page) => {
      if (page > 1 || answer < 20) return true;
      if (!isBroken) void nc.reconnect();
      isBroken = true;
      return false;
    };
    expect(await kept(JOB)).toEqual(upTo(200));
    expect(isBroken).toBe(true);
  });

  it.runIf(knowsPages(version))('all come when a page is never answered', { timeout: SILENT_MS }, async () => {
    await announce(20);
    isHeard = (_answer, page) => page > 1;
    expect(await kept(JOB)).toEqual(upTo(20));
  });

  it('are no more from the moment at which nobody wants them, in the middle of a page', async () => {
    await announce(100);
    const stop = new AbortController();
    const seen: number[] = [];
    for await (const { at } of readEvents(link, eventFilter(JOB), Promise.resolve(0), stop.signal)) {
      seen.push(at);
      if (at === 50) stop.abort();
    }
    expect(seen).toEqual(upTo(50));
  });

  it.runIf(knowsPages(version))('end at once while a page is under way', async () => {
    await announce(10);
    const stop = new AbortController();
    isHeard = () => {
      stop.abort();
      return false;
    };
    const seen: number[] = [];
    for await (const { at } of readEvents(link, eventFilter(JOB), Promise.resolve(0), stop.signal)) seen.push(at);
    expect(seen).toEqual([1]);
  });

  it('leave nothing behind at the server', async () => {
    await announce(20);
    await kept(JOB);
    expect((await link.jsm.streams.info('E2A_EVENTS')).state.consumer_count).toBe(0);
  });
});
