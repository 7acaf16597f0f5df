import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { installedVoice } from '../../src/speech/index.js';
import { realVoiceFolder, SMALL_VOICE, VOICE } from '../speech/real-voice.js';
import { type CommandEnd, e2a, type RunningCommand, startE2a } from '../support/e2a.js';
import { eventually } from '../support/eventually.js';
import { type FakeCuda, type FakeGpus, GPU_UUIDS, makeFakeGpus } from '../support/fake-gpus.js';
import { startNats, type TestServer } from '../support/nats.js';
import { processesNaming } from '../support/processes.js';

const TEST_MS = 120_000;
const START_MS = 40_000;

interface ListedNode {
  readonly node: string;
  readonly device: string;
  readonly state: string;
  readonly slots: number;
}

/** Real processes, a pretended machine: its `nvidia-smi` and its onnxruntime are the tests' own. */
describe.skipIf(process.platform !== 'linux')('a node on a machine with two GPUs', () => {
  let server: TestServer;
  let folder = '';
  let gpus: FakeGpus;
  let home: Record<string, string> = {};
  const running: RunningCommand[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-gpu-'));
    server = await startNats({ syncAlways: true });
    gpus = makeFakeGpus(folder);
    home = { XDG_CACHE_HOME: join(folder, 'cache'), E2A_VOICES: await realVoiceFolder(), E2A_NODE: 'attic' };
  });
  afterEach(async () => {
    for (const command of running) command.kill('SIGKILL');
    await Promise.all(running.splice(0).map(({ ended }) => ended));
    await eventually('their children to be gone', START_MS, () => processesNaming(server.url).length === 0);
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const args = (gpu: string): string[] => ['node', '--role', 'synth', '--gpu', gpu, '--server', server.url];
  function start(gpu: string, cuda: FakeCuda): RunningCommand {
    const command = startE2a(args(gpu), { ...home, ...gpus.environment(cuda) });
    running.push(command);
    return command;
  }
  const ends = (gpu: string, cuda: FakeCuda, fullMb = 0): Promise<CommandEnd> =>
    e2a(args(gpu), { ...home, ...gpus.environment(cuda, { fullMb }) });
  async function nodes(): Promise<readonly ListedNode[]> {
    const { stdout } = await e2a(['cluster', '--json', '--server', server.url]);
    const { nodes } = JSON.parse(stdout) as { nodes: ListedNode[] };
    return nodes.toSorted((a, b) => a.node.localeCompare(b.node));
  }
  const children = (uuid: string): readonly number[] =>
    processesNaming(`--gpu ${uuid}`).filter((pid) => commandLine(pid).includes('main.js'));

  it('speaks on the one it was told to, and says so', { timeout: TEST_MS }, async () => {
    const node = start('1', 'works');
    await node.waitForWords('Ctrl+C to leave');
    expect(node.words()).toMatch(
      /^e2a node attic: synth, 1 slot on NVIDIA L5 \(GPU-bbbbbbbb\), speaks en_US-joe-medium \(piper\), [\d.]+ × real time in its first sentence, at /m,
    );
    expect(await nodes()).toMatchObject([{ node: 'attic', device: 'NVIDIA L5 (GPU-bbbbbbbb)', slots: 1 }]);
    // The one that proved it is gone; the slot's own is there.
    expect(GPU_UUIDS.map((uuid) => gpus.modelsOn(uuid))).toEqual([0, 1]);
    node.kill('SIGTERM');
    expect(await node.ended).toBe(0);
    expect(GPU_UUIDS.map((uuid) => gpus.modelsOn(uuid))).toEqual([0, 0]);
  });

  it.each([
    // Whether the part is installed is looked for where the tests run.
    { cuda: 'fails', why: /libcudnn\.so\.9 is missing|CUDA part of onnxruntime-node is not installed/ },
    { cuda: 'silent', why: /took cpu in silence/ },
    { cuda: 'elsewhere', why: /something else must have made it/ },
  ] as const)('exit 7 with the reason when CUDA $cuda', { timeout: TEST_MS }, async ({ cuda, why }) => {
    const { code, stderr } = await ends('1', cuda);
    expect(code).toBe(7);
    expect(stderr).toContain('GPU 1, NVIDIA L5 (GPU-bbbbbbbb), gives no speech.');
    expect(stderr).toMatch(why);
    expect(stderr).toMatch(/\n {2}fix {3}\S.+\n {2}code {2}E2A-2009$/);
  });

  it('exit 7 when another program has filled it', { timeout: TEST_MS }, async () => {
    const { code, stderr } = await ends('0', 'works', 22_500);
    expect([code, stderr]).toEqual([7, expect.stringContaining('GPU 0, NVIDIA L4 (GPU-aaaaaaaa), has no room.')]);
    expect(stderr).toContain('500 of its 23000 MiB are free');
  });

  it.each([
    ['7', 7, 'There is no GPU 7 here.'],
    ['one', 2, '--gpu cannot be "one".'],
  ])('--gpu %s: exit %i', { timeout: TEST_MS }, async (gpu, exit, what) => {
    const { code, stderr } = await ends(gpu, 'works');
    expect([code, stderr]).toEqual([exit, expect.stringContaining(what)]);
  });

  it('auto takes the CPU where no GPU works, with the voice a CPU speaks best, and says so aloud', {
    timeout: TEST_MS,
  }, async () => {
    const node = start('auto', 'silent');
    await node.waitForWords('Ctrl+C to leave');
    expect(node.words()).toMatch(/warning: GPU 0, .+gives no speech\..+\n.*warning: GPU 1, .+\n/);
    expect(node.words()).toContain('warning: No GPU can be used, so this machine speaks on the CPU');
    const best = await installedVoice(SMALL_VOICE, home['E2A_VOICES'] ?? '').catch(() => null);
    expect(node.words()).toContain(`on cpu, speaks ${best === null ? VOICE : SMALL_VOICE} (`);
    expect(await nodes()).toMatchObject([{ node: 'attic', device: 'cpu' }]);
    node.kill('SIGTERM');
    expect(await node.ended).toBe(0);
  });

  it('all: a node for each, kept running, told to leave together', { timeout: TEST_MS }, async () => {
    const parent = start('all', 'works');
    await both();
    const [first = 0] = children(GPU_UUIDS[0] ?? '');
    const [second = 0] = children(GPU_UUIDS[1] ?? '');
    expect(environmentOf(second)).toContain(`CUDA_VISIBLE_DEVICES=${GPU_UUIDS[1]}`);
    expect(megabytes(parent.pid)).toBeLessThan(150);

    process.kill(second, 'SIGKILL');
    await parent.waitForWords('attic-gpu1 ended (SIGKILL); it is started again in');
    await eventually('another process for GPU 1', START_MS, () => {
      const [pid = second] = children(GPU_UUIDS[1] ?? '');
      return pid !== second;
    });
    expect(children(GPU_UUIDS[0] ?? '')).toEqual([first]);
    await eventually(
      'it speaks again',
      START_MS,
      () => countOf(parent.words(), 'e2a node attic-gpu1: synth') === 2,
    ).catch((error: unknown) => expect.fail(`${String(error)}; it said:\n${parent.words()}`));

    expect(GPU_UUIDS.map((uuid) => gpus.modelsOn(uuid))).toEqual([1, 1]);
    parent.kill('SIGTERM');
    expect(await parent.ended).toBe(0);
    expect(await nodes()).toEqual([]);
    expect(GPU_UUIDS.flatMap(children)).toEqual([]);
  });

  it('all: a node that is drained stays away, and the parent ends with the last', { timeout: TEST_MS }, async () => {
    const parent = start('all', 'works');
    await both();
    for (const name of ['attic-gpu0', 'attic-gpu1']) {
      const drained = await e2a(['cluster', 'drain', name, '--server', server.url]);
      expect(drained.code, drained.stderr).toBe(0);
      await parent.waitForWords(`${name} was drained`);
      await parent.waitForWords(`${name} has left.`);
    }
    expect(await parent.ended).toBe(0);
    for (const name of ['attic-gpu0', 'attic-gpu1']) await e2a(['cluster', 'uncordon', name, '--server', server.url]);
  });

  it('all: exit 7 when one GPU gives no speech, and nobody stays behind', { timeout: TEST_MS }, async () => {
    const { code, stderr } = await ends('0,1', 'silent');
    expect(code).toBe(7);
    expect(stderr).toMatch(/The node attic-gpu[01] cannot be kept running: its GPU, its voice or a program/);
    expect(stderr).toContain('took cpu in silence');
    expect(GPU_UUIDS.flatMap(children)).toEqual([]);
  });

  it('all: the nodes leave when their parent is killed', { timeout: TEST_MS }, async () => {
    const parent = start('all', 'works');
    await both();
    parent.kill('SIGKILL');
    await eventually('the children to leave', START_MS, () => GPU_UUIDS.flatMap(children).length === 0);
    expect(await nodes()).toEqual([]);
  });

  it('doctor --gpu has each say something, and names what that does not prove', { timeout: TEST_MS }, async () => {
    const look = (cuda: FakeCuda) => e2a(['doctor', '--gpu', '--json'], { ...home, ...gpus.environment(cuda) });
    const good = await look('works');
    const { findings } = JSON.parse(good.stdout) as { findings: { name: string; state: string; found: string }[] };
    const of = (name: string) => findings.find((finding) => finding.name === name);
    expect(of('NVIDIA driver')).toMatchObject({ state: 'ok', found: '550.54.15, 2 GPUs' });
    expect(of('GPU 0')).toMatchObject({
      state: 'ok',
      found: expect.stringMatching(/GPU-aaaaaaaa.+\nsaid 0\.\d s in .+its memory rose by 500 MiB: [\d.]+ × real time/),
    });
    expect(of('not proven')).toMatchObject({ state: 'skipped', found: expect.stringContaining('without one') });
    const bad = await look('elsewhere');
    expect(bad.code).toBe(7);
    expect(bad.stdout).toContain('something else must have made it');
  });

  /** Both nodes of the parent are up. */
  async function both(): Promise<void> {
    await eventually('two nodes', START_MS, async () => (await nodes()).length === 2);
    expect((await nodes()).map(({ node, device }) => `${node} ${device}`)).toEqual([
      'attic-gpu0 NVIDIA L4 (GPU-aaaaaaaa)',
      'attic-gpu1 NVIDIA L5 (GPU-bbbbbbbb)',
    ]);
  }
});

const readOf = (path: string): string => readFileSync(path, 'utf8');
function commandLine(pid: number): string {
  try {
    return readOf(`/proc/${pid}/cmdline`);
  } catch {
    return '';
  }
}
const environmentOf = (pid: number): readonly string[] => readOf(`/proc/${pid}/environ`).split('\0');
const megabytes = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readOf(`/proc/${pid}/status`))?.[1]) / 1_024;
const countOf = (text: string, part: string): number => text.split(part).length - 1;
