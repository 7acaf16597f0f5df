import { describe, expect, it } from 'vitest';
import { CPU, type HostDevice, slotsOf } from '../../../src/cli/devices/decide-devices.js';
import { poolsOf } from '../../../src/cli/up/speech-pools.js';

const CORES = 8;
const gpu = (index: number): HostDevice => ({
  type: 'gpu',
  gpu: { index, uuid: `GPU-${index}`, name: 'NVIDIA L4', memoryMb: null, freeMb: null, driver: '550' },
  speed: 50,
});
const pools = (devices: readonly HostDevice[], slots = 0) =>
  poolsOf(
    'attic',
    devices,
    (device) => slotsOf(device, { slots, engine: 'auto', openaiSlots: 4 }, CORES),
    (engine) => engine === 'piper',
  ).map(({ device, node, slots: room, takes }) => ({
    on: device.type === 'cpu' ? 'cpu' : device.gpu.index,
    node,
    room,
    takes: ['piper', 'hibari'].filter(takes),
  }));

describe('where the voices of e2a up speak', () => {
  it('on the CPU, all of them, where there is no GPU', () => {
    const all = [{ on: 'cpu', node: 'attic', room: CORES, takes: ['piper', 'hibari'] }];
    expect(pools([CPU])).toEqual(all);
    expect(pools([{ type: 'cpu', mismatch: true }])).toEqual(all);
  });
  it('on each GPU those that can, and never elsewhere; the others have the cores', () => {
    expect(pools([gpu(0), gpu(3)])).toEqual([
      { on: 0, node: 'attic-gpu0', room: 1, takes: ['piper'] },
      { on: 3, node: 'attic-gpu3', room: 1, takes: ['piper'] },
      { on: 'cpu', node: 'attic', room: CORES, takes: ['hibari'] },
    ]);
    expect(pools([gpu(0)], 2).map(({ room }) => room)).toEqual([2, 2]);
  });
});
