import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobStatus } from '../../../src/client/index.js';
import { bookOf, demoBooks } from './demo-books.js';
import { type PageScene, pageScene } from './page-scene.js';

const PAGES = [
  '',
  'new',
  'jobs/moby-dick-7f3a',
  'jobs/broken-44dd',
  'voices',
  'cluster',
  'problems',
  'settings',
  'login',
];

describe('pages', () => {
  let scene: PageScene;
  beforeAll(async () => {
    scene = await pageScene([...demoBooks(), bookOf('odd-66ff', '<script>alert(1)</script> & "Quotes"')]);
  });
  afterAll(() => scene.close());
  const textOf = async (path: string): Promise<string> => (await scene.get(path)).text();

  it.each(PAGES)('/%s is there, with its title, and is kept by nobody', async (path) => {
    const response = await scene.get(path);
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=UTF-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(text).toMatch(/<title>.+ · e2a<\/title>/);
    expect(text).toMatch(/<h1>.+<\/h1>/);
  });
  it.each(PAGES)('/%s names every address from where it stands', async (path) => {
    const addresses = [...(await textOf(path)).matchAll(/\b(?:href|src|action|data-call|data-go)="([^"]*)"/g)];
    expect(addresses.length).toBeGreaterThan(3);
    expect(addresses.map(([, address]) => address).filter((address) => /^(\/|https?:)/.test(address ?? ''))).toEqual(
      [],
    );
  });
  it.each(PAGES)('/%s has no script and no style of its own in it', async (path) => {
    const text = await textOf(path);
    expect(text).not.toMatch(/<script(?! type="(module|application\/json)")/);
    expect(text).not.toMatch(/<style|\sstyle=|\son\w+=/);
  });
  it('shows a title as text, whatever it holds', async () => {
    for (const path of ['', 'jobs/odd-66ff']) {
      const text = await textOf(path);
      expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Quotes&quot;');
      expect(text).not.toContain('<script>alert');
    }
  });
  it('shows how things stand without a script', async () => {
    const text = await textOf('');
    expect(text).toContain('34.2 %');
    expect(text).toContain('2 of 6 chapters');
    expect(text).toContain('waiting for a node that speaks fr_FR-siwis-medium (piper)');
    expect(text).toContain('<noscript>');
  });
  it('says of each chapter who spoke it, how often pieces of it were asked for again, and why it failed', async () => {
    const rows = (await textOf('jobs/moby-dick-7f3a')).split('<tr').slice(2);
    const cells = rows.map((row) => [...row.matchAll(/data-part="(?:nodes|again)">([^<]*)</g)].map(([, text]) => text));
    expect(cells.slice(0, 4)).toEqual([
      ['attic, garage', ''],
      ['attic', ''],
      ['attic, garage', '2 ×'],
      ['', ''],
    ]);
    expect(await textOf('jobs/partial-55ee')).toContain('ffmpeg could not join it. It is not installed.');
  });
  it('shows the cover of a book that has one, and of none else', async () => {
    const text = await textOf('');
    const covers = [...text.matchAll(/<img src="([^"]+)" alt=""/g)].map(([, address]) => address);
    expect(covers).toEqual(['./api/v1/jobs/lighthouse-clock-11aa/cover']);
  });
  it('says of a node that it was to use a GPU and does not, and what a machine cannot speak', async () => {
    const text = await textOf('cluster');
    const rows = text.split('<tr').filter((row) => row.includes('GPU wanted, CPU in use'));
    expect(rows.map((row) => /data-key="(\w+)"/.exec(row)?.[1])).toEqual(['garage']);
    expect(text).toContain('The voice is not installed on this machine.');
  });
  it('says how much of its memory a GPU has in use, and nothing of that where there is none', async () => {
    const text = await textOf('cluster');
    expect([...text.matchAll(/([\d.]+ GB of [\d.]+ GB)/g)].map(([, words]) => words)).toEqual(['5.8 GB of 79.2 GB']);
    expect(text).toContain('aria-label="Memory of NVIDIA H100 (GPU-4f1c) in use"');
  });
  it('says what is not there as a page', async () => {
    const response = await scene.get('jobs/never-0000');
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('There is no job &quot;never-0000&quot;.');
  });
  it.each(['nowhere', 'voices/', 'jobs/moby-dick-7f3a/more', 'a%3Cb'])(
    '/%s is nothing, said as a page with the way back',
    async (path) => {
      const response = await scene.get(path, { Accept: 'text/html,*/*;q=0.8' });
      const text = await response.text();
      expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/html; charset=UTF-8']);
      expect(text).toContain(`There is nothing at /${path.replace('%3C', '&lt;')}.`);
      const back = /<a class="button" href="([^"]+)"/.exec(text)?.[1] ?? '';
      expect(new URL(back, new URL(path, scene.url)).pathname).toBe('/');
    },
  );
  it.each([
    ['api/v1/nowhere', 'text/html'],
    ['v1/nowhere', 'text/html'],
    ['nowhere', 'application/json'],
    ['nowhere', '*/*'],
  ])('/%s is nothing for who asks for %s, said in JSON', async (path, accept) => {
    const response = await scene.get(path, { Accept: accept });
    expect([response.status, await response.json()]).toMatchObject([404, { error: { code: 'E2A-6008' } }]);
  });
  it('serves style and modules under a name of their content, for ever', async () => {
    const [, path = ''] = /href="\.\/(assets\/[0-9a-f]{12}\/page\.css)"/.exec(await textOf('')) ?? [];
    const response = await scene.get(path);
    expect(response.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await scene.get('assets/000000000000/page.css')).status).toBe(404);
    expect((await scene.get(path.replace('page.css', '..%2fassets.ts'))).status).toBe(404);
  });
});

describe('what a book can be asked', () => {
  let scene: PageScene;
  beforeAll(async () => {
    const as = (job: string, more: Partial<JobStatus>) => bookOf(job, job, more);
    scene = await pageScene([
      as('running', {}),
      as('paused', { paused: true }),
      as('completed', { state: 'completed' }),
      as('failed', { state: 'failed' }),
      as('removed', { state: 'removed' }),
    ]);
  });
  afterAll(() => scene.close());

  it.each([
    { job: 'running', verbs: ['pause', 'move', 'cancel', 'remove'] },
    { job: 'paused', verbs: ['resume', 'move', 'cancel', 'remove'] },
    { job: 'completed', verbs: ['remove', 'redo'] },
    { job: 'failed', verbs: ['retry', 'remove', 'redo'] },
    { job: 'removed', verbs: [] },
  ])('when it is $job: $verbs', async ({ job, verbs }) => {
    const page = await (await scene.get(`jobs/${job}`)).text();
    const keys = [...page.matchAll(/data-key="(pause|resume|retry|move|cancel|remove|redo)"/g)].map(([, key]) => key);
    expect([...new Set(keys)]).toEqual(verbs);
  });
});

describe('pages under a path of their own', () => {
  let scene: PageScene;
  beforeAll(async () => {
    scene = await pageScene(undefined, {}, { basePath: '/srv/books' });
  });
  afterAll(() => scene.close());

  it('begin with a slash, so that links lead to where the app is', async () => {
    const response = await fetch(scene.url.slice(0, -1));
    expect(new URL(response.url).pathname).toBe('/srv/books/');
    expect(await response.text()).toContain('data-root="./"');
    expect(new URL((await fetch(new URL('/', scene.url))).url).pathname).toBe('/srv/books/');
  });
  it('find their files and each other', async () => {
    const text = await (await scene.get('jobs/moby-dick-7f3a')).text();
    const [, style = ''] = /href="(\.\.\/assets\/[^"]+\.css)"/.exec(text) ?? [];
    expect((await fetch(new URL(style, new URL('jobs/moby-dick-7f3a', scene.url)))).status).toBe(200);
    expect(text).toContain('<a class="brand" href="../">');
  });
});

describe('a page that asks for a token', () => {
  let scene: PageScene;
  beforeAll(async () => {
    scene = await pageScene(undefined, {}, { tokens: { admin: 'admin-token', submit: null, view: 'view-token' } });
  });
  afterAll(() => scene.close());
  const read = (path: string, token: string) => scene.get(path, { Authorization: `Bearer ${token}` });

  it('leads to the door, and back to where one wanted to go', async () => {
    const response = await scene.get('jobs/moby-dick-7f3a');
    expect(response.url).toContain('/login?next=jobs%2Fmoby-dick-7f3a');
    const text = await response.text();
    expect(text).toContain('name="next" value="jobs/moby-dick-7f3a"');
    expect(text).not.toContain('<nav');
  });
  it('offers nothing that one may not do', async () => {
    for (const path of ['', 'jobs/moby-dick-7f3a', 'cluster', 'problems']) {
      const [looking, ruling] = await Promise.all([read(path, 'view-token'), read(path, 'admin-token')]);
      const writes = /data-call|data-each|type="file"/;
      expect(await looking.text(), path).not.toMatch(writes);
      expect(await ruling.text(), path).toMatch(writes);
    }
  });

  it('lets nobody have a text spoken, or read what others sent, who only looks', async () => {
    const [looking, ruling] = await Promise.all([read('voices', 'view-token'), read('voices', 'admin-token')]);
    expect(await looking.text()).not.toContain('data-preview');
    expect(await ruling.text()).toContain('data-preview');
    const sent = await read(`new?book=${'0'.repeat(64)}`, 'view-token');
    expect([sent.status, await sent.text()]).toEqual([403, expect.stringContaining('it takes the role submit')]);
  });
});
