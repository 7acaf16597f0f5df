import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectCluster } from '../../src/cluster/jetstream/index.js';
import { decodedAudio, startConvert } from '../support/convert-process.js';
import { e2a, startE2a, userEnvironment } from '../support/e2a.js';
import { eventually } from '../support/eventually.js';
import { probeM4b } from '../support/m4b.js';
import { writeNovel } from '../support/novel.js';
import { processesNaming } from '../support/processes.js';

const TEST_MS = 240_000;
/** What the design allows after the death of the parent. */
const ORPHANS_GONE_MS = 5_000;
/** The promise is 3 s; the rest is for Node to start on a busy machine. */
const NO_CLUSTER_LIMIT_MS = 6_000;

interface Endpoint {
  readonly serverPort: number;
  readonly user: string;
  readonly pass: string;
}

describe('convert', () => {
  let folder = '';
  let novel = '';
  const inFolder = (name: string): string => join(folder, name);
  const tone = (book: string, data: string, ...more: string[]): string[] => [
    book,
    '--engine',
    'tone',
    '--data',
    inFolder(data),
    ...more,
  ];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-convert-'));
    novel = inFolder('novel.epub');
    await writeFile(novel, await writeNovel({ title: 'A Short Night', chapters: 3, paragraphs: 8 }));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is looked at by a second client while it runs, shares its server with a second convert, and leaves nothing behind', {
    timeout: TEST_MS,
  }, async () => {
    const first = startConvert(tone(novel, 'shared', '--output', inFolder('first.m4b')), userEnvironment());
    await first.waitFor((line) => line.type === 'work-finished' && line.task === 'speak');
    const endpoint = JSON.parse(await readFile(inFolder('shared/nats/endpoint.json'), 'utf8')) as Endpoint;
    const second = startConvert(
      tone(novel, 'shared', '--chapters', '2', '--output', inFolder('second.m4b')),
      userEnvironment(),
    );
    const { serverPort, user, pass } = endpoint;
    const cluster = await connectCluster({
      servers: `nats://127.0.0.1:${serverPort}`,
      user,
      pass,
      name: 'test/onlooker',
    });
    const books = await cluster.checkpoints.list('book');
    expect(books.length).toBeGreaterThanOrEqual(1);
    expect((await cluster.nodes.list()).length).toBeGreaterThanOrEqual(1);
    await cluster.close();
    expect(await first.exit, first.stderr()).toBe(0);
    expect(await second.exit, second.stderr()).toBe(0);
    expect(first.lines.at(-1)).toMatchObject({ v: 1, type: 'done', file: inFolder('first.m4b') });
    expect((await probeM4b(inFolder('second.m4b'))).chapters).toHaveLength(1);
    await eventually(
      'the end of every process',
      ORPHANS_GONE_MS,
      () => processesNaming(inFolder('shared')).length === 0,
    );
    expect(await readdir(inFolder('shared/work'))).toEqual([]);

    const again = await e2a(['convert', '--json', ...tone(novel, 'shared', '--output', inFolder('first.m4b'))]);
    expect(again.code, again.stderr).toBe(0);
    expect(again.stdout).not.toContain('work-started');
    await writeFile(inFolder('mine.m4b'), 'somebody else’s file');
    const occupied = await e2a(['convert', ...tone(novel, 'shared', '--output', inFolder('mine.m4b'))]);
    expect(occupied.code).toBe(2);
    expect(await readFile(inFolder('mine.m4b'), 'utf8')).toBe('somebody else’s file');
  });

  it('killed alone with SIGKILL, takes its server with it, and goes on where it was', {
    timeout: TEST_MS,
  }, async () => {
    const output = inFolder('killed.m4b');
    const doomed = startConvert(tone(novel, 'killed', '--output', output), userEnvironment());
    await doomed.waitFor((line) => line.type === 'work-finished' && line.task === 'speak');
    expect(processesNaming(inFolder('killed')).length).toBeGreaterThan(1);
    process.kill(doomed.pid, 'SIGKILL');
    await doomed.exit;
    await eventually('the end of the orphans', ORPHANS_GONE_MS, () => processesNaming(inFolder('killed')).length === 0);
    const end = await e2a(['convert', ...tone(novel, 'killed', '--output', output)]);
    expect(end.code, end.stderr).toBe(0);
    expect(end.stdout.trim()).toBe(output);
    expect((await decodedAudio(output)).digest).toBe((await decodedAudio(inFolder('first.m4b'))).digest);
  });

  it('interrupted with Ctrl+C, keeps what is spoken and prints how to go on', { timeout: TEST_MS }, async () => {
    const args = tone(novel, 'interrupted', '--output', inFolder('interrupted.m4b'));
    const running = startE2a(['convert', ...args]);
    await running.waitForWords('speaking');
    running.kill('SIGINT');
    expect(await running.ended).toBe(130);
    expect(running.words()).toContain('e2a convert');
    await eventually(
      'the end of every process',
      ORPHANS_GONE_MS,
      () => processesNaming(inFolder('interrupted')).length === 0,
    );
    expect((await e2a(['convert', ...args])).code).toBe(0);
  });

  it('interrupted while its server starts beside the reading, leaves none running', { timeout: TEST_MS }, async () => {
    const running = startE2a(['convert', ...tone(novel, 'early', '--output', inFolder('early.m4b'))]);
    await eventually('the store of its server', TEST_MS, () => existsSync(inFolder('early/nats')));
    running.kill('SIGINT');
    expect(await running.ended).toBe(130);
    await eventually(
      'the end of every process',
      ORPHANS_GONE_MS,
      () => processesNaming(inFolder('early')).length === 0,
    );
    expect(existsSync(inFolder('early.m4b'))).toBe(false);
  });

  it.each([
    ['what is no book at all', '\u0000\u0001\u0002\u0003'.repeat(100), 6],
    ['a zip cut in two', 'cut', 6],
  ])('refuses %s in one sentence and leaves nothing behind', async (_, content, code) => {
    await mkdir(inFolder('bad'), { recursive: true });
    const bad = inFolder('bad/bad.epub');
    const whole = await readFile(novel);
    await writeFile(bad, content === 'cut' ? whole.subarray(0, whole.length / 2) : content);
    const end = await e2a(['convert', ...tone(bad, 'bad-data')]);
    expect(end.code, end.stderr).toBe(code);
    expect(end.stdout).toBe('');
    expect(end.stderr).toMatch(/E2A-10\d\d/);
    expect(end.stderr).not.toMatch(/\n\s+at /);
    expect(await readdir(inFolder('bad'))).toEqual(['bad.epub']);
    expect(await readdir(folder)).not.toContain('bad-data');
    expect(processesNaming(inFolder('bad-data/nats'))).toEqual([]);
  });

  it('says which voice is missing and what fetches it, before anything starts', async () => {
    const end = await e2a(['convert', novel, '--data', inFolder('voiceless')], { E2A_VOICES: inFolder('no-voices') });
    expect(end.code, end.stderr).toBe(7);
    expect(end.stderr).toContain('e2a voices pull');
    expect(await readdir(folder)).not.toContain('voiceless');
  });

  it('submit without a cluster says so within 3 s, exit 4', async () => {
    const startedAt = performance.now();
    const end = await e2a(['submit', novel, '--engine', 'tone', '--server', 'nats://127.0.0.1:9']);
    expect(end.code, end.stderr).toBe(4);
    expect(performance.now() - startedAt).toBeLessThan(NO_CLUSTER_LIMIT_MS);
    expect(end.stderr).toContain('e2a convert');
  });
});
