import { describe, expect, it } from 'vitest';
import { readGpuLoads } from '../../../src/host/devices/gpu-load.js';

const MIB = 1024 ** 2;

describe('what the driver says of a busy GPU', () => {
  it('is read in base units, and what it does not say is left open', () => {
    const table = ['GPU-aaaa-1, 512, 23034, 37, 61', 'GPU-bbbb-2, [N/A], [N/A], 5, [Not Supported]', ''].join('\n');
    expect(readGpuLoads(table)).toEqual([
      { uuid: 'GPU-aaaa-1', usedBytes: 512 * MIB, totalBytes: 23_034 * MIB, utilization: 0.37, celsius: 61 },
      { uuid: 'GPU-bbbb-2', usedBytes: null, totalBytes: null, utilization: 0.05, celsius: null },
    ]);
  });

  it('is nothing where it complains', () => {
    expect(readGpuLoads('NVIDIA-SMI has failed because it could not communicate with the driver.\n')).toEqual([]);
  });
});
