import type { ScrapeSource } from './metrics.js';

/** How a node stands at one moment. */
export interface NodeMoment {
  readonly node: string;
  readonly roles: readonly string[];
  /** In few words. */
  readonly device: string;
  /** Empty on the CPU. */
  readonly gpuUuid: string;
  /** What it speaks; empty where it does not. */
  readonly engine: string;
  readonly voice: string;
  readonly slots: number;
  readonly busy: number;
  /** Of one slot; null until measured. */
  readonly charactersPerSecond: number | null;
  /** A GPU was asked for and the CPU speaks. */
  readonly mismatch: boolean;
}

/** One GPU as its driver tells of it; null where it does not say. */
export interface GpuMoment {
  readonly uuid: string;
  readonly usedBytes: number | null;
  readonly totalBytes: number | null;
  /** 0 to 1. */
  readonly utilization: number | null;
  readonly celsius: number | null;
}

/** The gauges of a node about itself; before it stands (null) there are none. */
export const nodeGauges =
  (moment: () => NodeMoment | null): ScrapeSource =>
  (metrics) => {
    const now = moment();
    if (now === null) return;
    const { node, device, engine, voice, gpuUuid } = now;
    const role = now.roles.join('+');
    metrics.replace('e2a_node_info', [{ labels: { node, role, device, gpu_uuid: gpuUuid, engine, voice }, value: 1 }]);
    metrics.set('e2a_device_mismatch', { node }, now.mismatch ? 1 : 0);
    metrics.set('e2a_slots', { node }, now.slots);
    metrics.set('e2a_slots_busy', { node }, now.busy);
    if (now.charactersPerSecond !== null)
      metrics.set('e2a_slot_characters_per_second', { node }, now.charactersPerSecond);
  };

/** The gauges of a GPU; one whose driver does not answer has none. */
export const gpuGauges =
  (moment: () => Promise<GpuMoment | null>): ScrapeSource =>
  async (metrics) => {
    const gpu = await moment().catch(() => null);
    const one = (value: number | null | undefined) =>
      gpu === null || value === null || value === undefined ? [] : [{ labels: { gpu_uuid: gpu.uuid }, value }];
    metrics.replace('e2a_gpu_memory_used_bytes', one(gpu?.usedBytes));
    metrics.replace('e2a_gpu_memory_total_bytes', one(gpu?.totalBytes));
    metrics.replace('e2a_gpu_utilization_ratio', one(gpu?.utilization));
    metrics.replace('e2a_gpu_temperature_celsius', one(gpu?.celsius));
  };
