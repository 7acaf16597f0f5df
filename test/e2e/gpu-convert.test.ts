import { readdirSync } from 'node:fs';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { realVoiceFolder } from '../speech/real-voice.js';
import { e2a } from '../support/e2a.js';
import { type FakeCuda, type FakeGpus, GPU_UUIDS, makeFakeGpus } from '../support/fake-gpus.js';
import { writeNovel } from '../support/novel.js';

const TEST_MS = 120_000;
const SPOKEN_ON_L5 =
  /note: en_US-joe-medium speaks on NVIDIA L5 \(GPU-bbbbbbbb\), [\d.]+ × real time in its first sentence\./;

/** Real processes, a pretended machine: its `nvidia-smi` and its onnxruntime are the tests' own. */
describe.skipIf(process.platform !== 'linux')('e2a convert on a machine with two GPUs', { timeout: TEST_MS }, () => {
  let voices = '';
  let folder = '';
  let gpus: FakeGpus;
  beforeAll(async () => {
    voices = await realVoiceFolder();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-gpu-convert-'));
    gpus = makeFakeGpus(folder);
    await writeFile(join(folder, 'novel.epub'), await writeNovel({ title: 'Dusk', chapters: 1, paragraphs: 2 }));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const convert = (cuda: FakeCuda, args: readonly string[], more: Record<string, string> = {}, fullMb = 0) =>
    e2a(['convert', join(folder, 'novel.epub'), '--data', join(folder, 'data'), ...args], {
      ...gpus.environment(cuda, { fullMb }),
      ...{ XDG_CACHE_HOME: join(folder, 'cache'), E2A_VOICES: voices, ...more },
    });
  /** Processes that ever put a model on each. */
  const models = () => GPU_UUIDS.map((uuid) => readdirSync(join(folder, 'loaded', uuid)).length);
  const hasSpoken = () =>
    access(join(folder, 'Dusk.m4b')).then(
      () => true,
      () => false,
    );
  const nobodyStays = () => GPU_UUIDS.map((uuid) => gpus.modelsOn(uuid));

  it.each([
    { by: 'a flag', args: ['--gpu', '1'], env: {} },
    { by: 'a setting', args: [], env: { E2A_GPU: GPU_UUIDS[1] ?? '' } },
  ])('speaks on the one it was told to by $by, says so, and remembers how fast', async ({ args, env }) => {
    const { code, stderr } = await convert('works', args, env);
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(SPOKEN_ON_L5);
    // The one that proved it, and the slot's own.
    expect(models()).toEqual([0, 2]);
    expect(nobodyStays()).toEqual([0, 0]);
    const speeds = JSON.parse(await readFile(join(folder, 'data', 'speeds.json'), 'utf8'));
    expect(speeds).toMatchObject({ 'en_US-joe-medium': { device: 'NVIDIA L5' } });
  });

  it('all: a slot on each', async () => {
    const { code, stderr } = await convert('works', ['--gpu', 'all', '--json']);
    expect(code, stderr).toBe(0);
    expect(models()).toEqual([2, 2]);
  });

  it.each([
    // Whether the part is installed is looked for where the tests run.
    { cuda: 'fails', why: /libcudnn\.so\.9 is missing|CUDA part of onnxruntime-node is not installed/ },
    { cuda: 'silent', why: /took cpu in silence/ },
    { cuda: 'elsewhere', why: /something else must have made it/ },
  ] as const)('exit 7 with the reason when CUDA $cuda; nothing is spoken', async ({ cuda, why }) => {
    const { code, stderr } = await convert(cuda, ['--gpu', '1']);
    expect([code, stderr]).toEqual([7, expect.stringContaining('GPU 1, NVIDIA L5 (GPU-bbbbbbbb), gives no speech.')]);
    expect(stderr).toMatch(why);
    expect(stderr).toMatch(/\n {2}fix {3}\S.+\n {2}code {2}E2A-2009$/);
    expect(await hasSpoken()).toBe(false);
  });

  it.each([
    { args: ['--gpu', '7'], exit: 7, what: 'There is no GPU 7 here.', fullMb: 0 },
    { args: ['--gpu', '0'], exit: 7, what: 'GPU 0, NVIDIA L4 (GPU-aaaaaaaa), has no room.', fullMb: 22_500 },
    { args: ['--gpu', 'one'], exit: 2, what: '--gpu cannot be "one".', fullMb: 0 },
    { args: ['--gpu', '1', '--engine', 'tone'], exit: 2, what: 'The engine tone does not run on a GPU.', fullMb: 0 },
  ])('$args: exit $exit', async ({ args, exit, what, fullMb }) => {
    const { code, stderr } = await convert('works', args, {}, fullMb);
    expect([code, stderr]).toEqual([exit, expect.stringContaining(what)]);
    expect(await hasSpoken()).toBe(false);
  });

  it('exit 7 on a machine without a driver, with what mends it', async () => {
    const without = { PATH: process.env['PATH'] ?? '' };
    const { code, stderr } = await convert('works', ['--gpu', 'all'], without);
    expect([code, stderr]).toEqual([7, expect.stringContaining('This machine has no NVIDIA driver.')]);
    expect(stderr).toContain('--gpu none');
  });

  it('auto takes the CPU where no GPU works, with the voice a CPU speaks best, and says so aloud', async () => {
    const { code, stderr } = await convert('silent', ['--gpu', 'auto', '--engine', 'piper']);
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/warning: GPU 0, .+gives no speech\..+\n.*warning: GPU 1, .+\n/);
    expect(stderr).toContain('warning: No GPU can be used, so this machine speaks on the CPU');
    expect(await hasSpoken()).toBe(true);
    const speeds = JSON.parse(await readFile(join(folder, 'data', 'speeds.json'), 'utf8'));
    expect(speeds).toMatchObject({ 'en_US-joe-medium': { device: 'cpu' } });
  });

  it('a shelf has one proof', async () => {
    await writeFile(join(folder, 'dawn.epub'), await writeNovel({ title: 'Dawn', chapters: 1, paragraphs: 1 }));
    const { code, stderr } = await convert('works', ['--gpu', '0', join(folder, 'dawn.epub')]);
    expect(code, stderr).toBe(0);
    expect(models()).toEqual([3, 0]);
  });
});
