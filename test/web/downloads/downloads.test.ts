import { describe, expect, it } from 'vitest';
import { WebRefusal } from '../../../src/web/errors/index.js';
import { fileAnswer, zipAnswer } from '../../../src/web/downloads/index.js';

const BYTES = Uint8Array.from({ length: 1_000 }, (_, index) => index % 251);
const DIGEST = 'ab12';

function file(name = 'book.m4b') {
  const read: (readonly [number, number])[] = [];
  const state = { closed: 0 };
  return {
    name,
    bytes: BYTES.length,
    contentType: 'audio/mp4',
    digest: DIGEST,
    asked: read,
    state,
    async *read(from: number, to: number): AsyncGenerator<Uint8Array> {
      read.push([from, to]);
      try {
        for (let at = from; at < to; at += 300) yield BYTES.subarray(at, Math.min(to, at + 300));
      } finally {
        state.closed++;
      }
    },
  };
}

const ask = (headers: Record<string, string> = {}, method = 'GET') =>
  new Request('http://localhost/file', { method, headers });
const answer = (request: Request, isAttachment = false, served = file()) =>
  fileAnswer(request, served, { isAttachment });
const bytesOf = async (response: Response): Promise<Uint8Array> => new Uint8Array(await response.arrayBuffer());

describe('a file of the cluster over HTTP', () => {
  it('comes whole, with what players look at', async () => {
    const response = answer(ask());
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'accept-ranges': 'bytes',
      'content-length': '1000',
      'content-type': 'audio/mp4',
      etag: `"${DIGEST}"`,
      'x-content-type-options': 'nosniff',
    });
    expect(response.headers.get('content-disposition')).toBeNull();
    expect(await bytesOf(response)).toEqual(BYTES);
  });

  it.each([
    ['bytes=0-0', 0, 1],
    ['bytes=0-', 0, 1_000],
    ['bytes=990-', 990, 1_000],
    ['bytes=100-899', 100, 900],
    ['bytes=900-5000', 900, 1_000],
    ['bytes=-10', 990, 1_000],
    ['bytes=-5000', 0, 1_000],
  ])('%s is that part of it, and nothing else is read', async (range, from, to) => {
    const served = file();
    const response = answer(ask({ Range: range }), false, served);
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes ${from}-${to - 1}/1000`);
    expect(response.headers.get('content-length')).toBe(String(to - from));
    expect(await bytesOf(response)).toEqual(BYTES.slice(from, to));
    expect(served.asked).toEqual([[from, to]]);
  });

  it.each(['bytes=1000-', 'bytes=5000-6000', 'bytes=-0'])('%s lies outside: 416 and how long it is', (range) => {
    const refusal = (): Response => answer(ask({ Range: range }));
    expect(refusal).toThrow(WebRefusal);
    try {
      refusal();
    } catch (error) {
      expect(error).toMatchObject({ status: 416, headers: { 'Content-Range': 'bytes */1000' } });
    }
  });

  it.each(['bytes=0-1,5-6', 'bytes=9-1', 'bytes=-', 'lines=1-2', 'bytes=a-b'])(
    '%s is no part that is known here: the whole comes',
    (range) => {
      expect(answer(ask({ Range: range })).status).toBe(200);
    },
  );

  it('of another state of it no part comes, and nothing at all of the same', async () => {
    const of = (headers: Record<string, string>): number => answer(ask(headers)).status;
    expect(of({ Range: 'bytes=0-1', 'If-Range': `"${DIGEST}"` })).toBe(206);
    expect(of({ Range: 'bytes=0-1', 'If-Range': '"other"' })).toBe(200);
    expect(of({ Range: 'bytes=0-1', 'If-Range': 'Sat, 28 Nov 2026 07:28:33 GMT' })).toBe(200);
    expect(of({ 'If-None-Match': `"other", W/"${DIGEST}"` })).toBe(304);
    expect(of({ 'If-None-Match': '"other"' })).toBe(200);
  });

  it('HEAD says the same and reads nothing', async () => {
    const served = file();
    const response = answer(ask({ Range: 'bytes=5-9' }, 'HEAD'), false, served);
    expect([response.status, response.headers.get('content-length'), response.body]).toEqual([206, '5', null]);
    expect(served.asked).toEqual([]);
  });

  it('is closed when the listener goes', async () => {
    const served = file();
    const reader = answer(ask(), false, served).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect(served.state.closed).toBe(1);
  });

  it.each([
    ['Plain name.m4b', 'attachment; filename="Plain name.m4b"'],
    ['Müller.m4b', `attachment; filename="Muller.m4b"; filename*=UTF-8''M%C3%BCller.m4b`],
    ['星 (1).m4b', `attachment; filename="_ (1).m4b"; filename*=UTF-8''%E6%98%9F%20%281%29.m4b`],
    ['a"b\\c%.m4b', `attachment; filename="a_b_c_.m4b"; filename*=UTF-8''a%22b%5Cc%25.m4b`],
    ['x\r\nA: b', `attachment; filename="x__A: b"; filename*=UTF-8''x%0D%0AA%3A%20b`],
    ['half \ud83d', `attachment; filename="half _"; filename*=UTF-8''half%20_`],
  ])('%j is kept under its name', (name, header) => {
    expect(answer(ask(), true, file(name)).headers.get('content-disposition')).toBe(header);
  });
});

describe('several files as one zip', () => {
  const DAY = new Date(1980, 0, 1);
  const zipped = (request: Request, files = [file('1.mp3'), file('2 ü.mp3')]) =>
    zipAnswer(request, files, { name: 'A Tale.zip', modified: DAY });

  it('has the length that it said before, and every byte of them', async () => {
    const response = await zipped(ask());
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(Number(response.headers.get('content-length'))).toBe(bytes.length);
    const names = bytes.toString('latin1').split('PK\u0001\u0002').slice(1);
    expect(names).toHaveLength(2);
    expect(bytes.includes(Buffer.from('2 ü.mp3'))).toBe(true);
    expect(bytes.includes(Buffer.from(BYTES))).toBe(true);
    expect(Buffer.from(await (await zipped(ask())).arrayBuffer()).equals(bytes)).toBe(true);
  });

  it('breaks off when one of them cannot be read, so that nobody takes it for whole', async () => {
    const gone = { ...file('2.mp3'), read: () => Promise.reject(new Error('it is gone')) };
    const response = await zipAnswer(ask(), [file('1.mp3'), gone], { name: 'x.zip', modified: DAY });
    await expect(response.arrayBuffer()).rejects.toThrow('it is gone');
  });

  it('HEAD tells its length and leaves nothing open', async () => {
    const response = await zipped(ask({}, 'HEAD'));
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(2_000);
    expect(response.body).toBeNull();
  });
});
