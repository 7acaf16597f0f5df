import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { e2a } from '../support/e2a.js';
import { eventually } from '../support/eventually.js';
import { writeNovel } from '../support/novel.js';
import { type PageProcess, startPage } from '../support/page-process.js';
import { processesNaming } from '../support/processes.js';

/** On a busy machine; what is promised is measured by a person, not by a test. */
const GONE_MS = 20_000;
const DONE_MS = 90_000;

/** Puts a book on the page's shelf and orders it. @returns the job */
async function order(page: PageProcess, book: Uint8Array, wishes: object = {}): Promise<string> {
  const body = new Uint8Array(book);
  const sent = await page.ask('api/v1/books/novel.epub', { method: 'PUT', body });
  expect(sent.status).toBe(201);
  const headers = { 'content-type': 'application/json' };
  const asked = JSON.stringify({ book: sent.body['book'], ...wishes });
  const ordered = await page.ask('api/v1/jobs', { method: 'POST', headers, body: asked });
  expect(ordered.body).toMatchObject({ already: false });
  return String(ordered.body['job']);
}

const noProcessNames = (text: string): Promise<boolean> =>
  eventually(`the end of all that names ${text}`, GONE_MS, () => processesNaming(text).length === 0);

describe('e2a up', () => {
  let home = '';
  let data = '';
  let env: Readonly<Record<string, string>> = {};
  let page: PageProcess;
  const start = (folder: string) => startPage(['up', '--engine', 'tone', '--slots', '1', '--data', folder], env);

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'e2a-up-'));
    data = join(home, 'data');
    env = { E2A_CACHE: join(home, 'cache'), E2A_VOICES: join(home, 'voices'), E2A_STATUS_PORT: 'off' };
    page = await start(data);
  });
  afterAll(async () => {
    page.kill('SIGKILL');
    await noProcessNames(data);
    await rm(home, { recursive: true });
  });

  it('answers that it is ready, with what that stands on', async () => {
    const { status, body } = await page.ask('readyz');
    expect([status, body['ready']]).toEqual([200, true]);
    const library = await fetch(page.url);
    expect([library.status, await library.text()]).toEqual([200, expect.stringContaining('<html')]);
  });

  it('makes a book that was given to the page, and its voice is a node while it is needed', async () => {
    const job = await order(page, await writeNovel({ title: 'First', chapters: 1, paragraphs: 1 }));
    const done = await eventually('the end of the book', DONE_MS, async () => {
      const { body } = await page.ask(`api/v1/jobs/${job}`);
      return body['state'] === 'completed' && body;
    });
    expect(done).toMatchObject({ job, percent: 100 });
    const { body } = await page.ask('api/v1/nodes');
    expect(JSON.stringify(body)).toContain('-tone"');
  });

  it('a second one on the same data folder says where the first is, and starts nothing', async () => {
    const { code, stdout, stderr } = await e2a(['up', '--data', data], env);
    expect([code, stdout.trim()]).toEqual([0, page.url]);
    expect(stderr).toContain('runs already');
  });

  it('a port that another e2a has is named with that one’s address', async () => {
    const port = new URL(page.url).port;
    const { code, stderr } = await e2a(['up', '--data', join(home, 'other'), '--port', port], env);
    expect(code).toBe(2);
    expect(stderr).toContain(`Another e2a is there, of another user or another data folder: ${page.url}`);
    expect(stderr).toContain('e2a up --port');
  });

  it('Ctrl+C leaves no process behind; the next one goes on with the jobs by itself', async () => {
    const job = await order(page, await writeNovel({ title: 'The Long Night', chapters: 12, paragraphs: 30 }));
    await eventually(
      'some of it spoken',
      DONE_MS,
      async () => Number((await page.ask(`api/v1/jobs/${job}`)).body['percent']) > 0,
    );
    page.kill('SIGINT');
    expect(await page.ended).toBe(0);
    expect(page.words()).toContain('jobs are kept');
    await noProcessNames(data);

    page = await start(data);
    const { body } = await page.ask(`api/v1/jobs/${job}`);
    expect(body).toMatchObject({ job, title: 'The Long Night' });
    const reached = Number(body['percent']);
    await eventually('more of it spoken', DONE_MS, async () => {
      const { body: now } = await page.ask(`api/v1/jobs/${job}`);
      return now['state'] === 'completed' || Number(now['percent']) > reached;
    });
  });
});

describe('e2a up on a machine without a voice', () => {
  it('starts, and says how to get one: in words, and to who orders a book', async () => {
    const home = await mkdtemp(join(tmpdir(), 'e2a-mute-'));
    const env = { E2A_CACHE: join(home, 'cache'), E2A_VOICES: join(home, 'voices'), E2A_STATUS_PORT: 'off' };
    const page = await startPage(['up', '--data', join(home, 'data')], env);
    try {
      expect(page.words()).toContain('e2a voices pull hibari-heart');
      expect((await page.ask('readyz')).status).toBe(200);
      const body = new Uint8Array(await writeNovel({ title: 'Mute', chapters: 1, paragraphs: 1 }));
      const sent = await page.ask('api/v1/books/mute.epub', { method: 'PUT', body });
      const headers = { 'content-type': 'application/json' };
      const asked = JSON.stringify({ book: sent.body['book'] });
      const refused = await page.ask('api/v1/jobs', { method: 'POST', headers, body: asked });
      expect(refused.status).toBeGreaterThanOrEqual(400);
      expect(JSON.stringify(refused.body)).toContain('e2a voices pull hibari-heart');
    } finally {
      page.kill('SIGTERM');
      await page.ended;
      await rm(home, { recursive: true });
    }
  });
});

describe('the address of the page', () => {
  it.each([
    { command: 'up', args: ['up', '--host', '0.0.0.0'] },
    { command: 'node --role web', args: ['node', '--role', 'web', '--host', '0.0.0.0'] },
  ])('$command for the whole network without a token: exit 2 with the command that makes one', async ({ args }) => {
    const { code, stdout, stderr } = await e2a(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('E2A_WEB_TOKEN=$(e2a config token)');
  });

  it('e2a config token: a token on stdout that the page takes, its use on stderr', async () => {
    const { code, stdout, stderr } = await e2a(['config', 'token']);
    expect(code).toBe(0);
    expect(stdout.trim()).toMatch(/^[\w-]{43}$/);
    expect(stderr).toContain('E2A_WEB_TOKEN');
  });
});
