import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/index.js';
import { chooseGpus, deviceWords, type Gpu, parseGpuChoice, visibleGpus } from '../../../src/host/devices/index.js';
import { readGpuTable } from '../../../src/host/devices/nvidia-smi.js';

const TABLE = `0, GPU-aaaaaaaa-1111-2222-3333-444444444444, NVIDIA H100 80GB HBM3, 81559, 80994, 550.54.15
1, GPU-aaaabbbb-1111-2222-3333-444444444444, NVIDIA L4, 23034, 22565, 550.54.15
`;
const GPUS = readGpuTable(TABLE);

function refusal(run: () => unknown): UserError {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('--gpu', () => {
  it.each([
    ['none', { type: 'none' }],
    [' Auto', { type: 'auto' }],
    ['all', { type: 'all' }],
    ['1', { type: 'named', names: ['1'] }],
    ['0, 1', { type: 'named', names: ['0', '1'] }],
    ['GPU-aaaaaaaa', { type: 'named', names: ['GPU-aaaaaaaa'] }],
  ])('%j is understood', (text, choice) => {
    expect(parseGpuChoice(text)).toEqual(choice);
  });

  it.each([
    ['', 'A number is missing'],
    ['1,', 'A number is missing'],
    ['-1', '"-1" is neither'],
    ['1.5', '"1.5" is neither'],
    ['first', '"first" is neither'],
    ['0,all', '"all" is neither'],
    ['1,01', 'named twice'],
    ['GPU-AB,GPU-ab', 'named twice'],
  ])('%j is wrong usage', (text, why) => {
    const { failure, exitCode } = refusal(() => parseGpuChoice(text));
    expect([exitCode, failure.why]).toEqual([2, expect.stringContaining(why)]);
    expect(failure.fix).toContain('--gpu 0,1');
  });
});

describe('what nvidia-smi tells', () => {
  it('is read line by line', () => {
    expect(GPUS).toEqual([
      {
        index: 0,
        uuid: 'GPU-aaaaaaaa-1111-2222-3333-444444444444',
        name: 'NVIDIA H100 80GB HBM3',
        memoryMb: 81_559,
        freeMb: 80_994,
        driver: '550.54.15',
      },
      expect.objectContaining({ index: 1, name: 'NVIDIA L4' }),
    ]);
    expect(GPUS.map(deviceWords)).toEqual(['NVIDIA H100 80GB HBM3 (GPU-aaaaaaaa)', 'NVIDIA L4 (GPU-aaaabbbb)']);
  });

  it('may leave the memory out, and may complain in between', () => {
    const odd = 'No devices were found\n0, GPU-cc, Orin (nvgpu), [N/A], [Not Supported], 540.3.0\n, , , , ,\n';
    expect(readGpuTable(odd)).toEqual([
      { index: 0, uuid: 'GPU-cc', name: 'Orin (nvgpu)', memoryMb: null, freeMb: null, driver: '540.3.0' },
    ]);
  });
});

describe('CUDA_VISIBLE_DEVICES', () => {
  it.each([
    [undefined, null],
    ['', []],
    ['-1', []],
    ['NoDevFiles', []],
    ['1', ['1']],
    ['1,-1,0', ['1']],
    ['GPU-aaaa, 0', ['GPU-aaaa', '0']],
  ])('%j leaves %j', (value, left) => {
    expect(visibleGpus(value)).toEqual(left);
  });
});

describe('the GPUs that are meant', () => {
  const indices = (gpus: readonly Gpu[]): readonly number[] => gpus.map(({ index }) => index);
  const named = (...names: string[]) => ({ type: 'named', names }) as const;

  it.each([
    [{ type: 'all' } as const, null, [0, 1]],
    [{ type: 'auto' } as const, ['1'], [1]],
    [named('1', '0'), null, [1, 0]],
    [named('gpu-AAAABBBB'), null, [1]],
    [named('1'), ['GPU-aaaabbbb-1111-2222-3333-444444444444'], [1]],
  ])('%j with %j visible: %j', (choice, visible, expected) => {
    expect(indices(chooseGpus(choice, GPUS, visible))).toEqual(expected);
  });

  it.each([
    [named('7'), null, 'There is no GPU 7 here.', 'There are 0: NVIDIA H100 80GB HBM3 (GPU-aaaaaaaa), 1: NVIDIA L4'],
    [named('GPU-aaaa'), null, '"GPU-aaaa" could be two GPUs.', 'There are 0:'],
    [named('0'), ['1'], 'GPU 0 is hidden.', 'CUDA_VISIBLE_DEVICES is set to 1.'],
    [named('0'), [], 'Every GPU of this machine is hidden.', 'CUDA_VISIBLE_DEVICES is set and names none.'],
    [{ type: 'all' } as const, [], 'Every GPU of this machine is hidden.', 'names none'],
  ])('%j with %j visible: exit 7, in words', (choice, visible, what, why) => {
    const { failure, exitCode } = refusal(() => chooseGpus(choice, GPUS, visible));
    expect(failure).toMatchObject({ code: 'E2A-2009', what, why: expect.stringContaining(why) });
    expect([exitCode, typeof failure.fix]).toEqual([7, 'string']);
  });

  it('one GPU under two names is wrong usage', () => {
    expect(refusal(() => chooseGpus(named('1', 'GPU-aaaab'), GPUS, null)).exitCode).toBe(2);
  });
});
