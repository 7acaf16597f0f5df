import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pullVoice } from '../../../src/speech/index.js';
import { type Answer, RANGES, useMirror } from './mirror.js';
import { MODEL, SMALL, smallCatalogue } from './small-voice.js';

const MODEL_FILE = `${SMALL}.onnx`;
const mirror = useMirror();
const here = { folder: '', said: [] as string[] };
beforeEach(async () => {
  here.folder = await mkdtemp(join(tmpdir(), 'e2a-odd-'));
  here.said = [];
});
afterEach(() => rm(here.folder, { recursive: true, force: true }));

const pull = (options: Parameters<typeof pullVoice>[2] = {}) =>
  pullVoice(SMALL, here.folder, {
    catalogue: smallCatalogue(mirror.url),
    say: (text) => here.said.push(text),
    pips: [['no-such-python', '-m', 'pip']],
    ...options,
  });

const reason = async (): Promise<string> => {
  const error = await pull().catch((thrown: unknown) => thrown);
  return (error as { failure: { why: string } }).failure.why;
};

/** What an earlier download left. */
async function leaveHalf(bytes: Buffer): Promise<void> {
  await mkdir(join(here.folder, SMALL), { recursive: true });
  await writeFile(join(here.folder, SMALL, `${MODEL_FILE}.part`), bytes);
}

const modelHere = (): Promise<Buffer> => readFile(join(here.folder, SMALL, MODEL_FILE));
const askedForModel = (): readonly string[] =>
  mirror.asked.filter((line) => line.includes(`${MODEL_FILE} `)).map((line) => line.split(' ')[1] ?? '');

/** The model as told, everything else as it should be. */
const onlyModel =
  (answer: Answer): Answer =>
  (request, response, body) =>
    (body === MODEL ? answer : RANGES)(request, response, body);

describe('a half file', () => {
  it('is gone on with, and is right', async () => {
    await leaveHalf(MODEL.subarray(0, 12_345));
    await pull();
    expect(askedForModel()).toEqual(['bytes=12345-']);
    expect(await modelHere()).toEqual(MODEL);
  });

  it('of another file costs one more download', async () => {
    await leaveHalf(Buffer.alloc(12_345));
    await pull();
    expect(askedForModel()).toEqual(['bytes=12345-', 'all']);
    expect(await modelHere()).toEqual(MODEL);
  });

  it('is left alone by a page, a refusal and a file of another length', async () => {
    const half = MODEL.subarray(0, 12_345);
    for (const answer of [
      (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Hello</html>'),
      (_request, response) => void response.writeHead(503).end('later'),
      (_request, response) => void response.writeHead(206, { 'content-range': 'bytes 12345-19999/20000' }).end('x'),
      (_request, response) => void response.writeHead(206, { 'content-range': 'bytes 99-49999/50000' }).end('x'),
    ] satisfies Answer[]) {
      mirror.answer = onlyModel(answer);
      await leaveHalf(half);
      await reason();
      expect(await readFile(join(here.folder, SMALL, `${MODEL_FILE}.part`))).toEqual(half);
    }
  });

  it('that a server calls too long is thrown away', async () => {
    mirror.answer = onlyModel((request, response, body) =>
      request.headers.range === undefined ? RANGES(request, response, body) : void response.writeHead(416).end(),
    );
    await leaveHalf(MODEL.subarray(0, 12_345));
    await pull();
    expect(askedForModel()).toEqual(['bytes=12345-', 'all']);
    expect(await modelHere()).toEqual(MODEL);
  });
});

describe('a server', () => {
  it('that closes in the middle as if that were the end is asked for the rest', async () => {
    mirror.answer = onlyModel((request, response, body) => {
      if (request.headers.range !== undefined) return RANGES(request, response, body);
      response.writeHead(200, { connection: 'close' });
      response.useChunkedEncodingByDefault = false;
      response.end(body.subarray(0, 30_000));
    });
    await pull();
    expect(askedForModel()).toEqual(['all', 'bytes=30000-']);
    expect(await modelHere()).toEqual(MODEL);
  });

  it('that never gives the end is given up, and what came is kept', async () => {
    mirror.answer = onlyModel((_request, response, body) => {
      response.writeHead(200, { connection: 'close' });
      response.end(body.subarray(0, 30_000));
    });
    expect(await reason()).toMatch(/ended after 30000 of 50000 bytes; .*no-such-python not found/);
    expect(askedForModel()).toEqual(['all', 'bytes=30000-', 'bytes=30000-']);
    expect(await readdir(join(here.folder, SMALL))).toEqual([`${MODEL_FILE}.part`]);
  });

  it('or a proxy that answers with a page is told from one that has the file', async () => {
    mirror.answer = (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
    expect(await reason()).toMatch(/answered with a web page instead of xx_XX-small-low\.onnx: a login or a proxy/);
  });

  it.each([
    [401, /wants a token \(HF_TOKEN\)/],
    [404, /no such file/],
    [407, /cannot be reached \(a proxy wants a login\)/],
    [429, /asked too often/],
    [500, /answered 500/],
  ])('that says %i is passed over with what that means', async (status, meaning) => {
    mirror.answer = (_request, response) => void response.writeHead(status, { 'content-type': 'text/html' }).end('no');
    expect(await reason()).toMatch(meaning);
  });
});

it('another place of the hub keeps its paths, and a token goes along', async () => {
  const tokens: unknown[] = [];
  mirror.answer = (request, response, body) => {
    tokens.push(request.headers.authorization);
    RANGES(request, response, body);
  };
  const catalogue = smallCatalogue('https://hub.test/some/voices/resolve/abc/');
  await pull({ catalogue, hubEndpoint: `${mirror.url}copy/`, hubToken: 'secret' });
  expect(mirror.asked[0]).toBe(`/copy/some/voices/resolve/abc/xx/xx_XX/small/low/${MODEL_FILE} all`);
  expect(new Set(tokens)).toEqual(new Set(['Bearer secret']));
});

it('a server that shows a voices folder is tried first, without the token', async () => {
  const tokens: unknown[] = [];
  mirror.answer = (request, response, body) => {
    tokens.push(request.headers.authorization);
    RANGES(request, response, body);
  };
  await pull({ catalogue: smallCatalogue('https://hub.test/'), from: `${mirror.url}shelf`, hubToken: 'secret' });
  expect(mirror.asked[0]).toBe(`/shelf/${SMALL}/${MODEL_FILE} all`);
  expect(new Set(tokens)).toEqual(new Set([undefined]));
});
