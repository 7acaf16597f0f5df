import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { type IncomingMessage, request, type RequestOptions } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '../../src/core/index.js';
import { systemClock } from '../../src/host/index.js';
import type { WebSettings } from '../../src/web/index.js';
import { eventually } from '../support/eventually.js';
import { NO_TOKENS, TOKENS } from './app-scene.js';
import { type WebScene, webScene } from './web-scene.js';

const MB = 1024 ** 2;
const SEEN_MS = 5_000;
const MOST_BYTES = 128 * MB;

describe('a page on a port', () => {
  let folder: string;
  let uploadsFolder: string;
  let scene: WebScene;
  const settings = (more: Partial<WebSettings> = {}): WebSettings => ({
    host: '127.0.0.1',
    port: 0,
    basePath: '',
    tokens: NO_TOKENS,
    maxUploadBytes: MOST_BYTES,
    uploadsFolder,
    trustedHosts: [],
    name: null,
    ...more,
  });
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-server-'));
    uploadsFolder = join(folder, 'inside', 'uploads');
    scene = await webScene({ settings: settings() });
  });
  afterAll(async () => {
    await scene.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** As no well-behaved client sends it: the path as it stands, any header. */
  function open(path: string, options: RequestOptions = {}, { port } = new URL(scene.url)) {
    const asked = request({ host: '127.0.0.1', port, path, agent: false, ...options });
    const answer = once(asked, 'response').then(async ([response]: IncomingMessage[]) => {
      if (response === undefined) throw new Error('no response');
      return { status: response.statusCode ?? 0, body: await text(response) };
    });
    return { asked, answer };
  }
  function raw(path: string, options: RequestOptions = {}, body = '', at?: URL) {
    const { asked, answer } = open(path, options, at);
    asked.end(body);
    return answer;
  }

  it('takes a book as slowly as it comes, and shows none of it before it is whole', async () => {
    const { asked, answer } = open('/api/v1/books/slow.epub', { method: 'PUT' });
    for (const chunk of ['a ', 'slow ']) {
      asked.write(chunk);
      await eventually('its begin', SEEN_MS, async () => (await readdir(uploadsFolder)).length === 1);
    }
    expect(await readdir(uploadsFolder)).toEqual([expect.stringMatching(/\.part$/)]);
    asked.end('book');
    const id = createHash('sha256').update('a slow book').digest('hex');
    expect(JSON.parse((await answer).body)).toMatchObject({ book: id });
    expect((await scene.get(`api/v1/books/${id}`, {}, 'DELETE')).status).toBe(204);
  });

  it('a sender that goes away in the middle leaves nothing', async () => {
    const { asked, answer } = open('/api/v1/books/half.epub', { method: 'PUT', headers: { 'Content-Length': 1_000 } });
    const ended = answer.catch(() => 'cut');
    asked.write('half of');
    await eventually('its begin', SEEN_MS, async () => (await readdir(uploadsFolder)).length === 1);
    asked.destroy();
    expect(await ended).toBe('cut');
    await eventually('nothing', SEEN_MS, async () => (await readdir(uploadsFolder)).length === 0);
  });

  it('takes a large book without holding it', { timeout: 60_000 }, async () => {
    const chunk = new Uint8Array(256 * 1024);
    const chunks = (96 * MB) / chunk.length;
    const before = process.memoryUsage().rss;
    let most = before;
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        most = Math.max(most, process.memoryUsage().rss);
        if (sent++ < chunks) controller.enqueue(chunk);
        else controller.close();
      },
    });
    const init = { method: 'PUT', body, duplex: 'half' as const };
    const answer = await fetch(new URL('api/v1/books/large.epub', scene.url), init);
    expect([answer.status, await answer.json()]).toEqual([201, expect.objectContaining({ bytes: 96 * MB })]);
    expect((most - before) / MB).toBeLessThan(72);
    for (const name of await readdir(uploadsFolder)) await rm(join(uploadsFolder, name));
  });

  it.each([
    { name: 'by its own word', headers: { 'Content-Length': MOST_BYTES + 1 } },
    { name: 'without a word', headers: { 'Transfer-Encoding': 'chunked' } },
  ])('more than a book may have is refused, $name, and nothing is kept', { timeout: 60_000 }, async ({ headers }) => {
    const { asked, answer } = open('/api/v1/books/large.epub', { method: 'PUT', headers });
    // Whoever is refused early may be cut off while it sends.
    asked.on('error', () => undefined);
    const chunk = new Uint8Array(4 * MB);
    Readable.from(Array.from({ length: MOST_BYTES / chunk.length + 1 }, () => chunk)).pipe(asked);
    const { status, body } = await answer;
    expect([status, JSON.parse(body).error.code]).toEqual([413, 'E2A-6005']);
    asked.destroy();
    await eventually('nothing', SEEN_MS, async () => (await readdir(uploadsFolder)).length === 0);
  });

  it.each([
    '/api/v1/books/..%2F..%2F..%2Fstolen.epub',
    '/api/v1/books/%2e%2e%2f%2e%2e%2fstolen.epub',
    '/api/v1/books/..%5C..%5Cstolen.epub',
    '/api/v1/books/../../../../stolen.epub',
    '/api/v1/books/%2Fetc%2Fcron.d%2Fstolen',
    '/api/v1/books/a%00b.epub',
    '/api/v1/books/%E0%A4%A.epub',
    '/api/v1/books/%F0%9F%A6%8A.epub',
    `/api/v1/books/${'a'.repeat(900)}.epub`,
    '/api/v1/books/CON',
    '/api/v1/books/.htaccess',
  ])('a name leads nowhere: %s', async (path) => {
    const { status } = await raw(path, { method: 'PUT' }, 'a book with a trick');
    expect([201, 400, 404]).toContain(status);
    expect((await readdir(folder)).concat(await readdir(join(folder, 'inside')))).toEqual(['inside', 'uploads']);
    for (const name of await readdir(uploadsFolder)) expect(name).toMatch(/^[0-9a-f]{64}\.(book|json)$/);
  });

  it('a body in words of another encoding is a book like any other, one that cannot be JSON is refused', async () => {
    const headers = { 'Content-Type': 'application/json' };
    const { status, body } = await raw('/api/v1/jobs', { method: 'POST', headers }, '{"book": ');
    expect([status, JSON.parse(body).error.code]).toEqual([400, 'E2A-5001']);
  });

  it('answers no name that was pointed here, and no other site’s page', async () => {
    const rebound = await raw('/api/v1/jobs', { headers: { Host: 'evil.example' } });
    expect([rebound.status, JSON.parse(rebound.body).error.code]).toEqual([421, 'E2A-6004']);
    expect((await raw('/api/v1/jobs', { headers: { Host: 'localhost:7860' } })).status).toBe(200);
    const foreign = { method: 'PUT', headers: { Origin: 'https://evil.example' } };
    expect((await raw('/api/v1/books/x.epub', foreign, 'x')).status).toBe(403);
    const form = { method: 'POST', headers: { Origin: 'null', 'Content-Type': 'text/plain' } };
    expect((await raw('/api/v1/jobs', form, '{"book":"x"}')).status).toBe(403);
  });

  it('wants its token where it has one', async () => {
    const guarded = await webScene({ settings: settings({ tokens: TOKENS }) });
    const at = new URL(guarded.url);
    expect((await raw('/api/v1/jobs', {}, '', at)).status).toBe(401);
    const wrong = { headers: { Authorization: 'Bearer wrong' } };
    expect((await raw('/api/v1/jobs', wrong, '', at)).status).toBe(401);
    const right = { headers: { Authorization: `Bearer ${TOKENS.view}` } };
    expect((await raw('/api/v1/jobs', right, '', at)).status).toBe(200);
    await guarded.close();
  });

  it('counts wrong tokens by who sends them, and lets the right one of the same sender in', async () => {
    const own = await webScene({ settings: settings({ tokens: TOKENS }) });
    const jobs = async (token: string): Promise<number> =>
      (await own.get('api/v1/jobs', { Authorization: `Bearer ${token}` })).status;
    for (let n = 0; n < 10; n++) expect(await jobs(`wrong${n}`)).toBe(401);
    expect([await jobs('wrong-too'), await jobs(TOKENS.view)]).toEqual([429, 200]);
    await own.close();
  });

  it('is not opened to a network without one, and says who has its port', async () => {
    const refused = (code: string, fix: RegExp) =>
      expect.objectContaining({
        exitCode: 2,
        failure: expect.objectContaining({ code, fix: expect.stringMatching(fix) }),
      });
    await expect(webScene({ settings: settings({ host: '0.0.0.0' }) })).rejects.toEqual(
      refused('E2A-5006', /e2a config token/),
    );
    const port = Number(new URL(scene.url).port);
    const signals: AbortSignal[] = [];
    const sleep: Clock['sleep'] = (ms, signal) => {
      if (signal) signals.push(signal);
      return systemClock.sleep(ms, signal);
    };
    const clock = { ...systemClock, sleep };
    await expect(webScene({ clock, settings: settings({ port }) })).rejects.toEqual(refused('E2A-5006', /--port/));
    await eventually('the end of its tidying', SEEN_MS, async () => signals.some(({ aborted }) => aborted));
  });

  it('closes while somebody looks on, whose stream ends as streams end', async () => {
    const looked = await webScene({ settings: settings() });
    const stream = await looked.get('api/v1/events');
    const told = stream.text();
    await looked.close();
    expect(await told).toContain('event: snapshot');
    await expect(fetch(looked.url)).rejects.toThrow();
  });
});
