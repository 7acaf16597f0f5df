import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planHosts } from '../../../src/cli/convert/local-hosts.js';
import { CPU, type HostDevice } from '../../../src/cli/devices/decide-devices.js';
import { deviceDesk, devicesNotes } from '../../../src/cli/devices/device-desk.js';
import { idleGpusNote } from '../../../src/cli/devices/idle-gpus.js';
import { deviceBeside, devicesOnce, placeVoice } from '../../../src/cli/devices/placed-voice.js';
import { loadSettings } from '../../../src/config/index.js';
import { fakeProcess } from '../fake-terminal.js';

const gpu = (index: number, speed: number): HostDevice => ({
  type: 'gpu',
  gpu: { index, uuid: `GPU-${index}-b`, name: `NVIDIA L${index}`, memoryMb: null, freeMb: null, driver: '550' },
  speed,
});
const CPU_INSTEAD: HostDevice = { type: 'cpu', mismatch: true };
const { surroundings } = fakeProcess([], '/nowhere');
const context = { ...surroundings, signal: surroundings.interruption.signal, finish: () => undefined };
const settingsOf = (flags: Parameters<typeof loadSettings>[0]) => loadSettings(flags, surroundings).settings;

const KNOWN = [
  { name: 'heart', engine: 'hibari', defaultFor: ['en'] },
  { name: 'joe', engine: 'piper', defaultFor: ['en'] },
  { name: 'thorsten', engine: 'piper', defaultFor: ['de'] },
];

describe('a voice and what speaks it here', () => {
  const place = (flags: Parameters<typeof loadSettings>[0], devices: readonly HostDevice[], language = 'en') =>
    placeVoice(settingsOf(flags), language, KNOWN, context, async () => devices);

  it.each([
    [{ gpu: 'none' }, [CPU], 'heart'],
    [{ gpu: '1' }, [gpu(1, 50)], 'joe'],
    // What a GPU would have spoken is not what a CPU speaks best.
    [{ gpu: 'auto' }, [CPU_INSTEAD], 'heart'],
    [{ gpu: '1', voice: 'thorsten' }, [gpu(1, 50)], 'thorsten'],
  ] as const)('%j, %j: %s', async (flags, devices, voice) => {
    const placed = await place(flags, devices);
    expect(placed).toMatchObject({ voice, devices });
  });

  it('is asked about with the voice that a GPU would speak', async () => {
    const asked: string[] = [];
    const ask = async (_: unknown, { voice }: { readonly voice: string }) => {
      asked.push(voice);
      return [CPU];
    };
    await placeVoice(settingsOf({ gpu: 'auto' }), 'en', KNOWN, context, ask);
    await placeVoice(settingsOf({}), 'en', KNOWN, context, ask);
    expect(asked).toEqual(['joe', 'heart']);
  });

  it('has one proof for each voice, however many books it speaks', async () => {
    const asked: string[] = [];
    const once = devicesOnce(async (_, { voice }) => {
      asked.push(voice);
      return [CPU];
    });
    const settings = settingsOf({ gpu: '1' });
    for (const voice of ['joe', 'joe', 'thorsten', 'joe']) await once(settings, { engine: 'piper', voice }, context);
    expect(asked).toEqual(['joe', 'thorsten']);
  });

  it('stands beside one whose engine uses no GPU, and that is said', async () => {
    const devices = [gpu(0, 8.04), gpu(1, 84)];
    expect(await deviceBeside('piper', devices)).toBe(devices[0]);
    expect(await deviceBeside('espeak', devices)).toBe(CPU);
    expect(await deviceBeside('piper', [CPU_INSTEAD])).toBe(CPU_INSTEAD);
    const others = [
      { engine: 'espeak', voice: 'espeak-la' },
      { engine: 'piper', voice: 'thorsten' },
    ];
    const placed = await place({ gpu: 'all' }, devices);
    expect((await devicesNotes(placed, others, deviceDesk(true))).filter((note) => note !== null)).toEqual([
      'joe speaks on NVIDIA L0 (GPU-0), 8.0 × real time in its first sentence; and on NVIDIA L1 (GPU-1), 84 × real time in its first sentence. On the CPU it would be heart, which uses no GPU.',
      'espeak-la speaks on the CPU: the engine espeak uses no GPU.',
    ]);
  });
});

describe('the hosts of a conversion', () => {
  const voice = { engine: 'piper', voice: 'joe', onCpu: 'joe' };
  const latin = { engine: 'espeak', voice: 'espeak-la', profile: 'p1', share: 0.5 };
  const german = { engine: 'piper', voice: 'thorsten', profile: 'p2', share: 0.1 };
  const told = async (devices: readonly HostDevice[], flags: Parameters<typeof loadSettings>[0] = {}) => {
    const hosts = await planHosts({ ...voice, devices }, [latin, german], settingsOf(flags), 8);
    return hosts.map(({ roles, voice: { voice: name }, device, slots }) => {
      const on = device.type === 'cpu' ? 'cpu' : device.gpu.index;
      return `${name}: ${roles.join('+')}, ${slots} on ${on}`;
    });
  };

  it('have the cores, and others a share of them', async () => {
    expect(await told([CPU])).toEqual([
      'joe: book+synth, 8 on cpu',
      'espeak-la: synth, 4 on cpu',
      'thorsten: synth, 1 on cpu',
    ]);
  });
  it('are one for each GPU; what uses none has cores', async () => {
    expect(await told([gpu(0, 1), gpu(3, 1)])).toEqual([
      'joe: book+synth, 1 on 0',
      'joe: synth, 1 on 3',
      'espeak-la: synth, 4 on cpu',
      'thorsten: synth, 1 on 0',
    ]);
    expect((await told([gpu(0, 1)], { slots: '2' }))[0]).toBe('joe: book+synth, 2 on 0');
  });
});

describe('a GPU that nobody has said a word about', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-driver-'));
    for (const [bus, model] of [
      ['0000:01:00.0', 'NVIDIA L4'],
      ['0000:41:00.0', 'NVIDIA GeForce RTX 3090'],
    ] as const) {
      await mkdir(join(folder, bus));
      await writeFile(join(folder, bus, 'information'), `Model: \t\t ${model}\nIRQ:   \t\t 136\n`);
    }
  });
  afterAll(() => rm(folder, { recursive: true }));

  const linux = process.platform === 'linux' && process.arch === 'x64';
  it.runIf(linux)('is told of once, where the engine can use it', async () => {
    expect(await idleGpusNote('piper', folder)).toMatch(/^.*NVIDIA L4, and NVIDIA GeForce RTX 3090: --gpu all /);
    expect(await idleGpusNote('hibari', folder)).toBeNull();
    expect(await idleGpusNote('piper', join(folder, 'missing'))).toBeNull();
    const desk = deviceDesk(false, (engine) => idleGpusNote(engine, folder));
    expect([await desk.idleGpus('hibari'), await desk.idleGpus('piper'), await desk.idleGpus('piper')]).toEqual([
      null,
      expect.stringContaining('NVIDIA L4'),
      null,
    ]);
  });
  it('is not told of to who has said what is to speak', async () => {
    expect(await deviceDesk(true, () => Promise.reject(new Error('it looked'))).idleGpus('piper')).toBeNull();
  });
  it.runIf(linux)('has no name where the driver gives none', async () => {
    const bare = await mkdtemp(join(tmpdir(), 'e2a-driver-'));
    await mkdir(join(bare, '0000:01:00.0'));
    expect(await idleGpusNote('piper', bare)).toContain('an NVIDIA GPU');
    await rm(bare, { recursive: true });
  });
});
