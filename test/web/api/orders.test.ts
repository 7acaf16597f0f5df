import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Order } from '../../../src/actors/index.js';
import { createClient } from '../../../src/client/index.js';
import { lookAtBook, planDocument, planRemarks } from '../../../src/ordering/index.js';
import { convertingBook, store } from '../../client/book-in-cluster.js';
import { PROTECTION } from '../../fixtures/protection.js';
import { makeEpub, navLine, prose } from '../../books/make-epub.js';
import { writeNovel } from '../../support/novel.js';
import { type AppScene, appScene, failureIn } from '../app-scene.js';

const MOST_BYTES = 1_000_000;

/** What lies in the Book's mailbox. */
async function orderIn({ cluster }: AppScene, job: string): Promise<Order> {
  const [mail] = await cluster.mail.waiting('book', job);
  return mail?.message?.['order'] as unknown as Order;
}

describe('from a file to a job over HTTP', () => {
  let scene: AppScene;
  let bytes: Uint8Array;
  let book: string;
  beforeAll(async () => {
    scene = await appScene({ maxUploadBytes: MOST_BYTES });
    bytes = await writeNovel({ title: 'A Night at Sea', chapters: 3, paragraphs: 2 });
    const sent = await scene.send('../A Night: at Sea 🦊.epub', bytes);
    const document = (await sent.json()) as { readonly book: string };
    expect([sent.status, document]).toEqual([
      201,
      expect.objectContaining({ v: 1, name: '-A Night - at Sea 🦊.epub', bytes: bytes.length }),
    ]);
    book = document.book;
  });
  afterAll(() => scene.close());

  const jobs = async () => (await scene.parts.client.jobs()).map(({ status }) => status.job);

  it('a book that was sent is there, until it is thrown away', async () => {
    const { book: id } = (await (await scene.send('notes.txt', new TextEncoder().encode('One.\n\nTwo.'))).json()) as {
      readonly book: string;
    };
    expect(await (await scene.ask('GET', `/api/v1/books/${id}`)).json()).toMatchObject({ book: id, name: 'notes.txt' });
    expect((await scene.ask('DELETE', `/api/v1/books/${id}`)).status).toBe(204);
    expect((await scene.ask('GET', `/api/v1/books/${id}`)).status).toBe(404);
  });

  it('in pieces: each is told where to go on', async () => {
    const half = Math.ceil(bytes.length / 2);
    const headers = { 'Upload-Id': 'novel-1234', 'Upload-Length': String(bytes.length) };
    const first = await scene.send('novel.epub', bytes.slice(0, half), { ...headers, 'Upload-Offset': '0' });
    expect([first.status, first.headers.get('Upload-Offset')]).toEqual([202, String(half)]);
    const head = await scene.app.request('/api/v1/books/novel.epub', {
      method: 'HEAD',
      headers: { 'Upload-Id': 'novel-1234' },
    });
    expect([head.status, head.headers.get('Upload-Offset')]).toEqual([204, String(half)]);
    const wrong = await scene.send('novel.epub', bytes.slice(0, half), { ...headers, 'Upload-Offset': '0' });
    expect([wrong.status, wrong.headers.get('Upload-Offset')]).toEqual([409, String(half)]);
    const last = await scene.send('novel.epub', bytes.slice(half), { ...headers, 'Upload-Offset': String(half) });
    expect([last.status, await last.json()]).toEqual([201, expect.objectContaining({ book })]);
    const lost = await scene.send('novel.epub', bytes, { 'Upload-Offset': '0' });
    expect(await failureIn(lost)).toMatchObject({ status: 400, code: 'E2A-6007' });
  });

  it('over the limit: what to do, for nginx, too', async () => {
    const refused = await scene.send('large.epub', new Uint8Array(MOST_BYTES + 1));
    expect(await failureIn(refused)).toMatchObject({
      status: 413,
      fix: expect.stringMatching(/E2A_WEB_MAX_UPLOAD_MB=.*client_max_body_size/),
    });
  });

  it('a plan is the document of the command line, with the wishes in it', async () => {
    const wishes = { chapters: '1-2', speed: 1.25, voiceFor: [] };
    const answer = await scene.ask('POST', `/api/v1/books/${book}/plan`, wishes);
    const local = await lookAtBook({ path: null, fileName: 'x.epub', bytes }, wishes, scene.parts.here);
    const document = planDocument(local, await planRemarks(local, wishes, scene.parts.configuration));
    expect([answer.status, await answer.json()]).toEqual([200, { v: 1, ...JSON.parse(JSON.stringify(document)) }]);
    expect(document.chapters).toHaveLength(2);
    expect(await jobs()).toEqual([]);
  });

  it('the page of a book without front matter shows what an order without wishes reads, and nothing else', async () => {
    const bare = await makeEpub({
      parts: [
        { name: 't.xhtml', body: `<h1>A Book</h1><h4>THE GREAT EDITION 3.0</h4><h2>CHAPTER I. One</h2>${prose(1)}` },
        { name: 'c2.xhtml', body: `<h2>CHAPTER II. Two</h2>${prose(2)}` },
      ],
      nav: `<ol>${navLine('CHAPTER I. One', 't.xhtml')}${navLine('CHAPTER II. Two', 'c2.xhtml')}</ol>`,
    });
    const { book: id } = (await (await scene.send('bare.epub', bare)).json()) as { readonly book: string };
    const plan = await scene.ask('POST', `/api/v1/books/${id}/plan`, {});
    const { chapters } = (await plan.json()) as { readonly chapters: readonly { readonly title: string }[] };
    const page = await (await scene.app.request(`/new?book=${id}`, { headers: { Accept: 'text/html' } })).text();
    const shown = [...page.matchAll(/<label for="ch-\d+">([^<]*)/g)].map(([, title]) => title);
    expect(shown).toEqual(chapters.map(({ title }) => title));
    expect(shown).toEqual(['CHAPTER I. One', 'CHAPTER II. Two']);
  });

  it.each([
    ['a path instead of a word list', { lexicon: '../../etc/passwd' }],
    ['a file instead of a word list', { lexicon: 'passwd.txt' }],
    ['a path instead of a voice', { voice: '../voice' }],
    ['a plan file of this machine', { plan: '/etc/passwd' }],
    ['an unknown format', { format: 'mp4' }],
    ['a speed that is none', { speed: 'fast' }],
    ['chapters that are none', { chapters: 'one' }],
    ['no object', ['x']],
  ])('refuses %s', async (_, wishes) => {
    const refused = await failureIn(await scene.ask('POST', `/api/v1/books/${book}/plan`, wishes));
    expect(refused.status).toBe(400);
    expect(refused.why ?? refused.what).toMatch(/\w/);
    expect(JSON.stringify(refused)).not.toContain('root:');
  });

  it('a protected book is refused by the process that may fail, and is no job', async () => {
    const { book: id } = (await (await scene.send('locked.epub', PROTECTION[0]?.make() ?? bytes)).json()) as {
      readonly book: string;
    };
    const refused = await failureIn(await scene.ask('POST', '/api/v1/jobs', { book: id }));
    expect(refused).toMatchObject({ status: 422, code: 'E2A-1003', why: expect.stringContaining('ADEPT') });
    expect(await jobs()).toEqual([]);
  });

  it('an order is a job at once, the same order is the same job, and a key is answered again without a look', async () => {
    const order = { book, chapters: '1', format: 'mp3' };
    const key = { 'Idempotency-Key': 'order of tonight' };
    const ordered = await scene.ask('POST', '/api/v1/jobs', order, key);
    const first = (await ordered.json()) as { readonly job: string };
    expect([ordered.status, first]).toEqual([202, expect.objectContaining({ v: 1, already: false })]);
    expect(await jobs()).toEqual([first.job]);
    const again = await scene.ask('POST', '/api/v1/jobs', order, key);
    expect([again.headers.get('Idempotent-Replayed'), await again.json()]).toEqual(['true', first]);
    const other = await scene.ask('POST', '/api/v1/jobs', { ...order, format: 'opus' }, key);
    expect(await failureIn(other)).toMatchObject({ status: 409, code: 'E2A-6010' });
    await store(
      scene.cluster,
      { kind: 'book', job: first.job },
      convertingBook(first.job, await orderIn(scene, first.job)),
    );
    const same = await scene.ask('POST', '/api/v1/jobs', order);
    expect(await same.json()).toMatchObject({ job: first.job, already: true });
  });

  it('what nobody expected is told without its insides, and logged with them', async () => {
    const client = { ...createClient(scene.cluster, scene.clock), jobs: () => Promise.reject(new Error('gone')) };
    const broken = await appScene({}, { client });
    const answer = await failureIn(await broken.ask('GET', '/api/v1/jobs'));
    expect(answer).toMatchObject({ status: 500, code: 'E2A-5999' });
    expect(JSON.stringify(answer)).not.toMatch(/gone|at .*\.ts/);
    expect(broken.logged.join('\n')).toMatch(/request failed.*gone/);
    await broken.close();
  });
});
