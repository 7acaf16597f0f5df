import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, createClient } from '../../../src/client/index.js';
import { createMemoryCluster } from '../../../src/cluster/memory/index.js';
import { CODES, EXIT, UserError } from '../../../src/core/index.js';
import { startAudiobookshelf } from '../../../src/integrations/index.js';
import { finishedBook, orderOf, store } from '../../client/book-in-cluster.js';
import { createManualClock } from '../../cluster/runtime/manual-clock.js';
import { eventually } from '../../support/eventually.js';

const SECOND_MS = 1_000;
const PATIENCE_MS = 20_000;
const TOKEN = 'a token of a test';
const SOUND = new TextEncoder().encode('the sound of a book');
const LIBRARIES = { libraries: [{ id: 'lib-1', name: 'Books', folders: [{ id: 'fol-1', fullPath: '/books' }] }] };

/** What Audiobookshelf answers; an upload is kept as the form that it is. */
async function fakeShelf() {
  const forms: FormData[] = [];
  const asked: string[] = [];
  const state = { upload: 200, scan: 200 };
  const server = createServer((request, response) => {
    const { url = '', method = '', headers } = request;
    const answered = buffer(request).then(async (body) => {
      asked.push(`${method} ${url}`);
      if (headers.authorization !== `Bearer ${TOKEN}`) return response.writeHead(401).end();
      if (url === '/abs/api/libraries') return response.end(JSON.stringify(LIBRARIES));
      if (url !== '/abs/api/upload') return response.writeHead(state.scan).end();
      const type = { 'Content-Type': headers['content-type'] ?? '' };
      if (state.upload === 200) forms.push(await new Response(new Uint8Array(body), { headers: type }).formData());
      return response.writeHead(state.upload).end();
    });
    // A sender that goes away is its own business.
    void answered.catch(() => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/abs`;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url, forms, asked, state, close };
}

describe('an Audiobookshelf', () => {
  let shelf: Awaited<ReturnType<typeof fakeShelf>>;
  let root: string;
  beforeEach(async () => {
    shelf = await fakeShelf();
    root = await mkdtemp(join(tmpdir(), 'e2a-abs-'));
  });
  afterEach(async () => {
    await shelf.close();
    await rm(root, { recursive: true, force: true });
  });

  interface Change {
    readonly token?: string;
    readonly library?: string;
    readonly client?: (client: Client) => Client;
  }

  async function scene(change: Change = {}) {
    const clock = createManualClock();
    const cluster = createMemoryCluster({ clock });
    const client = (change.client ?? ((one: Client) => one))(createClient(cluster, clock));
    const counted: string[] = [];
    const sent = (target: string, outcome: string): void => void counted.push(`${target} ${outcome}`);
    const lines: string[] = [];
    const log = (facts: object | string, text = ''): void => void lines.push(`${text} ${JSON.stringify(facts)}`);
    const ending = new AbortController();
    const settings = {
      audiobookshelfUrl: shelf.url,
      audiobookshelfToken: change.token ?? TOKEN,
      audiobookshelfLibrary: change.library ?? 'Books',
      audiobookshelfFolder: null,
      outputLibrary: 'shelf',
      outputLayout: '{author}/{title}',
    };
    const done = startAudiobookshelf({
      ...{ settings, client, clock, sent, signal: ending.signal, holder: 'attic', cwd: root },
      log: { info: log, warn: log },
    });
    const until = <T>(what: string, look: () => Promise<T | false> | T | false): Promise<T> =>
      eventually(what, PATIENCE_MS, async () => {
        await clock.advance(SECOND_MS);
        return look();
      });
    await until('a beginning', async () => (await client.records.load('audiobookshelf')) !== null);
    await cluster.audio.put('tale/Füchse.m4b', SOUND, '');
    const book = finishedBook('tale', orderOf('d', 'Füchse'), SOUND);
    const facts = { title: 'Füchse 🦊', authors: ['Ada', 'Bo'], language: 'de', series: 'Im "Wald"' };
    const known =
      'summary' in book && book.summary !== undefined ? { ...book, summary: { ...book.summary, facts } } : book;
    await store(cluster, { kind: 'book', job: 'tale' }, known);
    const finish = (id: string): Promise<void> =>
      cluster.events.announce({ job: 'tale', type: 'book-completed', text: '' }, id, clock.now());
    const records = async () => (await client.records.list('audiobookshelf/')).length;
    const end = (): Promise<void> => {
      ending.abort();
      return done;
    };
    return { lines, counted, until, finish, records, end };
  }

  it('gets the five fields and the files, is asked to scan, and gets a book once', async () => {
    const { counted, until, finish, records, end } = await scene();
    await finish('e1');
    await until('a record', async () => (await records()) === 1);
    await finish('e2');
    let turns = 8;
    await until('quiet', () => --turns <= 0);
    const [form] = shelf.forms;
    expect(shelf.forms).toHaveLength(1);
    expect([...(form?.entries() ?? [])].filter(([, value]) => typeof value === 'string')).toEqual([
      ['title', 'Füchse 🦊'],
      ['author', 'Ada, Bo'],
      ['series', 'Im "Wald"'],
      ['library', 'lib-1'],
      ['folder', 'fol-1'],
    ]);
    const file = form?.get('0') as File;
    expect([file.name, await file.text()]).toEqual(['Füchse.m4b', 'the sound of a book']);
    expect(shelf.asked.filter((path) => path.includes('scan'))).toEqual(['POST /abs/api/libraries/lib-1/scan']);
    expect(counted).toEqual(['audiobookshelf ok']);
    await end();
  });

  it.each([
    ['a right that is missing', 403, {}, 'Can upload'],
    ['a token that is none', 200, { token: 'wrong' }, 'does not take the token'],
    ['a library that is none', 200, { library: 'Films' }, 'it shows Books'],
  ] as const)('%s is named, and the book is sent again later', async (_what, status, change, words) => {
    shelf.state.upload = status;
    const { lines, until, finish, records, end } = await scene(change);
    await finish('e1');
    await until('a word', () => lines.some((line) => line.includes(words)));
    expect(await records()).toBe(0);
    if (status === 403) {
      shelf.state.upload = 200;
      shelf.state.scan = 403;
      await until('the book', () => shelf.forms.length === 1);
    }
    expect(lines.join()).not.toContain(TOKEN);
    await end();
  });

  it('is not blamed when the cluster breaks off in the middle of a file; the book is sent again', async () => {
    let outages = 1;
    const client = (one: Client): Client => ({
      ...one,
      openFile: async (job, name) => {
        const file = await one.openFile(job, name);
        if (outages-- <= 0) return file;
        const read = async function* () {
          yield SOUND.subarray(0, 3);
          throw new Error('the cluster is away');
        };
        return { ...file, read };
      },
    });
    const { lines, until, finish, records, end } = await scene({ client });
    await finish('e1');
    await until('a record', async () => (await records()) === 1);
    expect(shelf.forms).toHaveLength(1);
    expect(lines.join()).toContain('the cluster is away');
    expect(lines.join()).not.toContain('cannot be reached');
    await end();
  });

  it('gets the next book where one cannot be read here: its job is of a newer e2a', async () => {
    const tooNew = new UserError({ code: CODES.internal, what: 'It was written by a newer e2a.' }, EXIT.failed);
    let unread = 1;
    const client = (one: Client): Client => ({
      ...one,
      current: async (job) => {
        if (unread-- > 0) throw tooNew;
        return one.current(job);
      },
    });
    const { until, finish, records, end } = await scene({ client });
    await finish('e1');
    await finish('e2');
    await until('a record', async () => (await records()) === 1);
    expect(unread).toBe(-1);
    await end();
  });

  it('behind a proxy that takes nothing large: its line is told, and the shelf folder gets the book', async () => {
    shelf.state.upload = 413;
    await mkdir(join(root, 'shelf'));
    const { lines, until, finish, records, end } = await scene();
    await finish('e1');
    await until('a record', async () => (await records()) === 1);
    expect(lines.join()).toContain('client_max_body_size');
    expect(await readFile(join(root, 'shelf', 'Ada, Bo', 'Füchse 🦊', 'Füchse.m4b'), 'utf8')).toBe(
      'the sound of a book',
    );
    await end();
  });
});
