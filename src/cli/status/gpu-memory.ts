import type { Clock } from '../../core/index.js';
import { type GpuMoment, keptBriefly } from '../../telemetry/metrics/index.js';
import type { DeviceMemory } from '../../telemetry/status-server/index.js';
import { loadDevices } from '../../host/on-demand/index.js';

/** The driver's program takes a tenth of a second of a core, and numbers of 5 s ago tell as much. */
const KEPT_MS = 5_000;

/** What the driver says of a GPU now; null on the CPU. Rejects where it does not answer. */
export function gpuMoment(uuid: string, clock: Clock): () => Promise<GpuMoment | null> {
  if (uuid === '') return async () => null;
  return keptBriefly(async () => (await loadDevices()).gpuLoad(uuid), KEPT_MS, clock);
}

export async function deviceMemory(moment: () => Promise<GpuMoment | null>): Promise<DeviceMemory | null> {
  const { usedBytes = null, totalBytes = null } = (await moment().catch(() => null)) ?? {};
  return usedBytes === null || totalBytes === null ? null : { usedBytes, totalBytes };
}
