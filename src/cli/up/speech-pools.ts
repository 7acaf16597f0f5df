import { CPU, type HostDevice } from '../devices/decide-devices.js';

/** Voices that share a device, and the room there is on it. */
export interface SpeechPool {
  readonly device: HostDevice;
  /** What the names of its hosts begin with. */
  readonly node: string;
  /** Voices that it lets speak at the same time. */
  readonly slots: number;
  /** Whether voices of an engine are spoken here. */
  readonly takes: (engine: string) => boolean;
}

/**
 * Pure: a pool for each GPU, each with all voices that a GPU can speak, and one on the CPU for the others; without a GPU the
 * CPU has all.
 */
export function poolsOf(
  node: string,
  devices: readonly HostDevice[],
  slotsOn: (device: HostDevice) => number,
  runsOnGpu: (engine: string) => boolean,
): readonly SpeechPool[] {
  const gpus = devices.flatMap((device) => (device.type === 'gpu' ? [device] : []));
  const cpu = devices.find(({ type }) => type === 'cpu') ?? CPU;
  const ofGpus = gpus.map((device) => {
    return { device, node: `${node}-gpu${device.gpu.index}`, slots: slotsOn(device), takes: runsOnGpu };
  });
  const takes = (engine: string): boolean => gpus.length === 0 || !runsOnGpu(engine);
  return [...ofGpus, { device: cpu, node, slots: slotsOn(cpu), takes }];
}
