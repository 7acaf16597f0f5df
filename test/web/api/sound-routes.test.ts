import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BookState } from '../../../src/actors/index.js';
import { bookWithCover, convertingBook, finishedBook, orderOf, sha256, store } from '../../client/book-in-cluster.js';
import { type WebScene, webScene } from '../web-scene.js';

const JOB = 'a-tale-7f3a';
const PARTS = 'parts-7f3a';
const BOTH = ['01 - Ünder.mp3', '02 - Over.mp3'] as const;
const FLAC = Uint8Array.from({ length: 5_000 }, (_, index) => index % 253);
const CHAPTER = { integratedLufs: -21, truePeakDbtp: -3 };

/** A book that is being spoken, its first chapter joined. */
function listening(job: string): BookState {
  const book = convertingBook(job, orderOf('7f3a'));
  if (book.phase !== 'converting') throw new Error('another phase');
  const [one] = book.chapters;
  if (one === undefined) throw new Error('no chapter');
  const joined = { ...one, progress: 'joined' as const, audio: 'one.flac', samples: 2_400, loudness: CHAPTER };
  const speaking = { ...one, progress: 'speaking' as const, n: 2, id: 'ch-002' };
  return { ...book, chapters: [joined, speaking] };
}

describe('sound over HTTP', () => {
  let scene: WebScene;
  beforeAll(async () => {
    scene = await webScene();
    await scene.cluster.audio.put('one.flac', FLAC, 'chapter 1');
    await store(scene.cluster, { kind: 'book', job: JOB }, listening(JOB));
    const parts = finishedBook(PARTS, orderOf('7f3a', 'Two Parts'));
    if (parts.phase !== 'completed') throw new Error('another phase');
    const files = BOTH.map((name) => ({ name, object: name, bytes: FLAC.length, digest: sha256(FLAC) }));
    for (const name of BOTH) await scene.cluster.audio.put(name, FLAC, name);
    await store(scene.cluster, { kind: 'book', job: PARTS }, { ...parts, files });
  });
  afterAll(() => scene.close());

  const chapter = `api/v1/jobs/${JOB}/chapters/1/audio`;

  it('a chapter is heard while its book is spoken: in parts, as FLAC, with the gain of now', async () => {
    const part = await scene.get(chapter, { Range: 'bytes=100-199' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-type')).toBe('audio/flac');
    expect(part.headers.get('content-range')).toBe('bytes 100-199/5000');
    expect(Number(part.headers.get('x-e2a-gain-db'))).toBeCloseTo(1.5, 0);
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(FLAC.slice(100, 200));
    const whole = await scene.get(chapter);
    expect([whole.status, new Uint8Array(await whole.arrayBuffer())]).toEqual([200, FLAC]);
    const head = await scene.get(chapter, {}, 'HEAD');
    expect([head.status, head.headers.get('content-length'), head.headers.get('etag')]).toEqual([
      200,
      '5000',
      `"${sha256(FLAC)}"`,
    ]);
    const beyond = await scene.get(chapter, { Range: 'bytes=6000-' });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */5000']);
  });

  it('a cover is shown, kept for a day and found again by its digest; without one there is none', async () => {
    const png = Buffer.from('\x89PNG\r\n\x1a\n and more', 'latin1');
    await scene.cluster.books.put('covered-7f3a/cover', png, 'image/svg+xml');
    const book = bookWithCover('covered-7f3a', orderOf('7f3a'), 'covered-7f3a/cover');
    await store(scene.cluster, { kind: 'book', job: 'covered-7f3a' }, book);
    const shown = await scene.get('api/v1/jobs/covered-7f3a/cover');
    expect([shown.status, Buffer.from(await shown.arrayBuffer())]).toEqual([200, png]);
    const headers = ['content-type', 'cache-control', 'x-content-type-options', 'etag'];
    expect(headers.map((name) => shown.headers.get(name))).toEqual([
      ...['image/png', 'private, max-age=86400', 'nosniff'],
      `"${sha256(png)}"`,
    ]);
    const again = await scene.get('api/v1/jobs/covered-7f3a/cover', { 'If-None-Match': `"${sha256(png)}"` });
    expect(again.status).toBe(304);
    expect((await scene.get(`api/v1/jobs/${JOB}/cover`)).status).toBe(404);
  });

  it.each([
    [`api/v1/jobs/${JOB}/chapters/2/audio`, 409],
    [`api/v1/jobs/${JOB}/chapters/9/audio`, 404],
    [`api/v1/jobs/${JOB}/chapters/0/audio`, 400],
    ['api/v1/jobs/nobody-0000/chapters/1/audio', 404],
    [`api/v1/jobs/${JOB}/download`, 409],
    [`api/v1/jobs/${PARTS}/download?file=..%2F..%2Fetc%2Fpasswd`, 404],
  ])('%s is refused in words', async (path, status) => {
    const response = await scene.get(path);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code: expect.stringMatching(/^E2A-\d{4}$/) } });
  });

  it('the files of a book are listed, fetched one by one, or all in a zip', async () => {
    expect(await (await scene.get(`api/v1/jobs/${PARTS}/files`)).json()).toEqual({
      v: 1,
      job: PARTS,
      files: BOTH.map((name) => ({ name, bytes: 5_000, digest: sha256(FLAC) })),
    });
    const one = await scene.get(`api/v1/jobs/${PARTS}/download?file=${encodeURIComponent(BOTH[0])}`);
    expect(one.headers.get('content-type')).toBe('audio/mpeg');
    expect(one.headers.get('content-disposition')).toContain(`filename*=UTF-8''01%20-%20%C3%9Cnder.mp3`);
    expect(new Uint8Array(await one.arrayBuffer())).toEqual(FLAC);
    const all = await scene.get(`api/v1/jobs/${PARTS}/download`);
    expect(all.headers.get('content-disposition')).toBe('attachment; filename="Two Parts.zip"');
    const zip = Buffer.from(await all.arrayBuffer());
    expect(zip.length).toBe(Number(all.headers.get('content-length')));
    expect(zip.subarray(0, 2).toString()).toBe('PK');
  });
});
