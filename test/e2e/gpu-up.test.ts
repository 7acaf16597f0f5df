import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { realVoiceFolder } from '../speech/real-voice.js';
import { e2a } from '../support/e2a.js';
import { eventually } from '../support/eventually.js';
import { type FakeCuda, type FakeGpus, GPU_UUIDS, makeFakeGpus } from '../support/fake-gpus.js';
import { writeNovel } from '../support/novel.js';
import { type PageProcess, startPage } from '../support/page-process.js';

const TEST_MS = 120_000;
const DONE_MS = 60_000;

interface ListedNode {
  readonly node: string;
  readonly device: string;
  readonly slots: number;
}

/** Real processes, a pretended machine: its `nvidia-smi` and its onnxruntime are the tests' own. */
describe.skipIf(process.platform !== 'linux')('e2a up on a machine with two GPUs', { timeout: TEST_MS }, () => {
  let voices = '';
  let folder = '';
  let gpus: FakeGpus;
  let page: PageProcess | null = null;
  beforeAll(async () => {
    voices = await realVoiceFolder();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-gpu-up-'));
    gpus = makeFakeGpus(folder);
  });
  afterEach(async () => {
    page?.kill('SIGTERM');
    await page?.ended;
    page = null;
    await rm(folder, { recursive: true });
  });

  const args = (gpu: string) => ['up', '--gpu', gpu, '--data', join(folder, 'data')];
  const environment = (cuda: FakeCuda) => ({
    ...gpus.environment(cuda),
    ...{ XDG_CACHE_HOME: join(folder, 'cache'), E2A_VOICES: voices, E2A_NODE: 'attic', E2A_STATUS_PORT: 'off' },
  });
  const start = async (gpu: string, cuda: FakeCuda): Promise<PageProcess> => {
    page = await startPage(args(gpu), environment(cuda));
    return page;
  };
  const ends = (gpu: string, cuda: FakeCuda) => e2a([...args(gpu), '--port', '0'], environment(cuda));
  /** Those that speak. */
  const speaking = async ({ ask }: PageProcess): Promise<readonly ListedNode[]> => {
    const { body } = await ask('api/v1/nodes');
    const { nodes } = body as unknown as { nodes: readonly ListedNode[] };
    return nodes.filter(({ slots }) => slots > 0).toSorted((a, b) => a.node.localeCompare(b.node));
  };
  const modelsNow = () => GPU_UUIDS.map((uuid) => gpus.modelsOn(uuid));

  it('keeps its usual voice on the one it was told to, speaks a book there, and says so everywhere', async () => {
    const running = await start('1', 'works');
    expect(running.words()).toMatch(/note: en_US-joe-medium speaks on NVIDIA L5 \(GPU-bbbbbbbb\), [\d.]+ × real time/);
    await eventually('a voice', DONE_MS, async () => (await speaking(running)).length === 1);
    expect(await speaking(running)).toMatchObject([
      { node: 'attic-gpu1-en_US-joe-medium', device: 'NVIDIA L5 (GPU-bbbbbbbb)', slots: 1 },
    ]);
    expect(modelsNow()).toEqual([0, 1]);
    expect((await running.ask('status')).body).toMatchObject({ device: 'NVIDIA L5' });
    const body = new Uint8Array(await writeNovel({ title: 'Dusk', chapters: 1, paragraphs: 1 }));
    const sent = await running.ask('api/v1/books/dusk.epub', { method: 'PUT', body });
    const headers = { 'content-type': 'application/json' };
    const asked = JSON.stringify({ book: sent.body['book'] });
    const { body: ordered } = await running.ask('api/v1/jobs', { method: 'POST', headers, body: asked });
    const path = `api/v1/jobs/${ordered['job']}`;
    await eventually('the book', DONE_MS, async () => (await running.ask(path)).body['state'] === 'completed');
    running.kill('SIGTERM');
    expect(await running.ended).toBe(0);
    expect(modelsNow()).toEqual([0, 0]);
    const speeds = JSON.parse(await readFile(join(folder, 'data', 'speeds.json'), 'utf8'));
    expect(speeds).toMatchObject({ 'en_US-joe-medium': { device: 'NVIDIA L5' } });
  });

  it('all: a host on each', async () => {
    const running = await start('all', 'works');
    await eventually('two voices', DONE_MS, async () => (await speaking(running)).length === 2);
    expect((await speaking(running)).map(({ node, device }) => `${node} on ${device}`)).toEqual([
      'attic-gpu0-en_US-joe-medium on NVIDIA L4 (GPU-aaaaaaaa)',
      'attic-gpu1-en_US-joe-medium on NVIDIA L5 (GPU-bbbbbbbb)',
    ]);
    expect(modelsNow()).toEqual([1, 1]);
  });

  it.each([
    { gpu: '1', cuda: 'silent', exit: 7, what: 'GPU 1, NVIDIA L5 (GPU-bbbbbbbb), gives no speech.' },
    { gpu: '0,1', cuda: 'elsewhere', exit: 7, what: 'GPU 0, NVIDIA L4 (GPU-aaaaaaaa), gives no speech.' },
    { gpu: '7', cuda: 'works', exit: 7, what: 'There is no GPU 7 here.' },
    { gpu: 'one', cuda: 'works', exit: 2, what: '--gpu cannot be "one".' },
  ] as const)('--gpu $gpu with CUDA that $cuda: exit $exit, and no page', async ({ gpu, cuda, exit, what }) => {
    const { code, stdout, stderr } = await ends(gpu, cuda);
    expect([code, stdout, stderr]).toEqual([exit, '', expect.stringContaining(what)]);
    expect(stderr).toContain('fix');
    expect(modelsNow()).toEqual([0, 0]);
  });

  it('auto takes the CPU where no GPU works, says so, and shows it as what was not wanted', async () => {
    const running = await start('auto', 'silent');
    expect(running.words()).toContain('warning: No GPU can be used, so this machine speaks on the CPU');
    await eventually('a voice', DONE_MS, async () => (await speaking(running)).length === 1);
    expect(await speaking(running)).toMatchObject([{ device: 'cpu' }]);
  });
});
