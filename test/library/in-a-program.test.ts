import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import ts from 'typescript';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { connectCluster } from '../../src/cluster/jetstream/index.js';
import { type Host, startHost, systemClock } from '../../src/host/index.js';
import { connect, type E2a, type Job, type JobEvent } from '../../src/index.js';
import { waitingEngine, waitingProfile } from '../host/waiting-engine.js';
import { startNats, type TestServer } from '../support/nats.js';
import { writeNovel } from '../support/novel.js';
import { makeGate } from './gate.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Two cores may be busy with other tests. */
const TEST_MS = 180_000;
const WISHES = { engine: 'waiting', voice: 'hum' };

describe('e2a in another program', { timeout: TEST_MS }, () => {
  const gate = makeGate();
  const seen: { server: TestServer | null; host: Host | null; e2a: E2a | null; folder: string } = {
    ...{ server: null, host: null, e2a: null, folder: '' },
  };
  const e2a = (): E2a => seen.e2a ?? expect.fail('it is not connected');

  beforeAll(async () => {
    seen.folder = await mkdtemp(join(tmpdir(), 'e2a-library-'));
    seen.server = await startNats();
    for (const variable of ['XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME'])
      vi.stubEnv(variable, join(seen.folder, variable));
    const cluster = await connectCluster({ servers: seen.server.url, name: 'e2a/test/library', embedded: true });
    const engine = waitingEngine(waitingProfile('abcdef123456'), () => 0);
    const workFolder = join(seen.folder, 'work');
    await mkdir(workFolder);
    seen.host = await startHost({
      cluster,
      roles: ['book', 'synth'],
      slots: 2,
      ...WISHES,
      voicesFolder: workFolder,
      workFolder,
      node: 'shelf',
      clock: systemClock,
      telemetry: { emit: () => undefined },
      openEngine: async () => ({
        ...engine,
        speak: async (utterance, signal) => {
          await gate.pass(signal);
          return engine.speak(utterance, signal);
        },
      }),
    });
    seen.e2a = await connect({ server: seen.server.url, cwd: seen.folder });
  });
  afterEach(() => gate.open());
  afterAll(async () => {
    vi.unstubAllEnvs();
    await seen.e2a?.close();
    await seen.host?.stop(0);
    await seen.server?.stop();
    await rm(seen.folder, { recursive: true, force: true });
  });

  const book = async (title: string) => ({
    bytes: await writeNovel({ title, chapters: 2, paragraphs: 2 }),
    fileName: 'novel.epub',
  });
  const until = async (job: Job, type: JobEvent['type']): Promise<void> => {
    for await (const event of job.events()) if (event.type === type) return;
    expect.fail(`it ended before ${type}`);
  };

  it('plans, submits, follows, hears a chapter and gets the files', async () => {
    const tale = await book('The Tale of the Library');
    const { book: facts, chapters } = await e2a().plan(tale, { chapters: '1' });
    expect([facts.title, chapters.map(({ n }) => n)]).toEqual(['The Tale of the Library', [1]]);
    const job = await e2a().submit(tale, WISHES);
    const events: JobEvent[] = [];
    for await (const event of job.events()) events.push(event);
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['book-accepted', 'book-read', 'first-chapter', 'chapter-joined', 'book-completed']),
    );
    expect(events.map(({ seq }) => seq)).toEqual(events.map(({ seq }) => seq).toSorted((a, b) => a - b));
    const last = events.at(-1)?.seq ?? 0;
    expect(events.at(-1)?.type).toBe('book-completed');
    for await (const event of (await e2a().job(job.id)).events({ from: last - 1 })) expect(event.seq).toBe(last);

    const { state, files, missing } = await job.result();
    expect([state, missing]).toEqual(['completed', []]);
    const [file] = files;
    expect((await bytesOf(file?.stream() ?? [])).length).toBe(file?.bytes);
    expect((await bytesOf(job.chapter(1).stream())).subarray(0, 4).toString()).toBe('fLaC');
    const [path = ''] = await job.save('shelf');
    expect([path, (await stat(path)).size]).toEqual([
      join(seen.folder, 'shelf', 'The Tale of the Library.m4b'),
      file?.bytes,
    ]);
    expect((await e2a().jobs()).map(({ status }) => status.job)).toContain(job.id);
    expect((await e2a().voices({ language: 'de' })).every(({ nodes }) => nodes !== undefined)).toBe(true);
  });

  it('a signal ends the waiting, and the job goes on', async () => {
    gate.close();
    const job = await e2a().submit(await book('The Patient Job'), WISHES);
    await until(job, 'book-read');
    const stop = new AbortController();
    const waiting = job.result({ signal: stop.signal });
    stop.abort(new Error('I have to go'));
    await expect(waiting).rejects.toThrow('I have to go');
    expect((await job.status()).state).toBe('converting');
    expect((await job.pause()).paused).toBe(true);
    expect((await job.resume()).paused).toBe(false);
    gate.open();
    expect((await job.result()).state).toBe('completed');
  });

  it('with cancelOnAbort it ends the job, too; a retry goes on with it', async () => {
    gate.close();
    const job = await e2a().submit(await book('The Hasty Job'), WISHES);
    await until(job, 'book-read');
    const stop = new AbortController();
    const waiting = job.result({ signal: stop.signal, cancelOnAbort: true });
    stop.abort(new Error('no longer wanted'));
    await expect(waiting).rejects.toThrow('no longer wanted');
    expect((await job.status()).state).toBe('cancelled');
    await expect(job.result()).rejects.toMatchObject({ code: 'E2A-5005', retryable: false });
    await expect(job.pause()).rejects.toMatchObject({ code: 'E2A-5008' });
    gate.open();
    await job.retry();
    expect((await job.result()).state).toBe('completed');
  });

  it('a key stands for one order', async () => {
    const tale = await book('The Tale with a Key');
    const job = await e2a().submit(tale, { ...WISHES, key: 'order-1' });
    await job.result();
    const again = await e2a().submit(tale, { ...WISHES, key: 'order-1' });
    expect(again.id).toBe(job.id);
    await expect(e2a().submit(tale, { ...WISHES, chapters: '1', key: 'order-1' })).rejects.toMatchObject({
      code: 'E2A-6010',
    });
  });

  it('every error is one class, with a code, what mends it, and whether to ask again', async () => {
    await expect(e2a().job('no-such-job')).rejects.toMatchObject({ name: 'UserError', code: 'E2A-5003' });
    await expect(e2a().submit('nowhere.epub')).rejects.toMatchObject({ code: 'E2A-1006', hint: 'check the path' });
    await expect(e2a().plan({ bytes: new Uint8Array(), fileName: 'a.epub' })).rejects.toMatchObject({
      code: 'E2A-1006',
    });
    await expect(connect({ server: 'nats://127.0.0.1:9' })).rejects.toMatchObject({
      name: 'UserError',
      code: 'E2A-4003',
      retryable: true,
    });
  });

  it.each([['e2a'], ['e2a/client'], ['e2a/progress']])('an import of %s brings in nothing native', async (name) => {
    const code = `await import('${name}'); console.log(JSON.stringify(process.report.getReport().sharedObjects))`;
    const { stdout } = await execa(process.execPath, ['--input-type=module', '--eval', code], { cwd: ROOT });
    expect((JSON.parse(stdout) as readonly string[]).filter((path) => /[.]node$|onnx/.test(path))).toEqual([]);
  });

  it('as the README shows it', async () => {
    const place = join(seen.folder, 'program');
    await mkdir(join(place, 'node_modules'), { recursive: true });
    await symlink(ROOT, join(place, 'node_modules/e2a'));
    await writeFile(join(place, 'book.epub'), (await book('The Tale in the README')).bytes);
    await writeFile(join(place, 'example.mjs'), runnable(await readmeExample()));
    const env = { E2A_NATS_URL: seen.server?.url ?? '', E2A_ENGINE: 'waiting', E2A_VOICE: 'hum' };
    const { stdout, stderr } = await execa(process.execPath, ['example.mjs'], { cwd: place, env });
    expect(stderr).toBe('');
    expect(stdout).toContain('The Tale in the README: 2 chapters');
    expect(stdout).toMatch(/completed \[\] \[\s*'.*audiobook\/The Tale in the README\.m4b'/);
    expect((await readFile(join(place, '1.flac'))).subarray(0, 4).toString()).toBe('fLaC');
  });
});

async function bytesOf(stream: AsyncIterable<Uint8Array> | readonly Uint8Array[]): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The block after the mark. */
async function readmeExample(): Promise<string> {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  const [, code] = /<!-- a test runs this example -->\s*```ts\n([\s\S]*?)```/.exec(readme) ?? [];
  return code ?? expect.fail('README.md has no example with the mark');
}

/** What Node.js 20 runs of it. */
const runnable = (code: string): string =>
  ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 } })
    .outputText;
