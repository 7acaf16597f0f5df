import type { NodeRecord } from '../../client/index.js';
import type { Clock } from '../../core/index.js';
import { type GpuMoment, keptBriefly } from '../../telemetry/metrics/index.js';
import { loadDevices } from '../../host/on-demand/index.js';

type DeviceMemory = NonNullable<NodeRecord['deviceMemory']>;

/** The driver's program takes a tenth of a second of a core, and numbers of 5 s ago tell as much. */
const KEPT_MS = 5_000;

/** What the driver says of a GPU now; null on the CPU. Rejects where it does not answer. */
export function gpuMoment(uuid: string, clock: Clock): () => Promise<GpuMoment | null> {
  if (uuid === '') return async () => null;
  return keptBriefly(async () => (await loadDevices()).gpuLoad(uuid), KEPT_MS, clock);
}

/** Reports of the cluster are for people who look: these are a little older, and cost a machine that speaks less. */
const LATELY_MS = 15_000;

/** What was known when it was asked last, at once; behind that it is found out anew, at times. */
export function deviceMemoryLately(
  uuid: string,
  clock: Clock,
  ask: (uuid: string) => Promise<GpuMoment | null> = async (one) => (await loadDevices()).gpuLoad(one),
): () => DeviceMemory | null {
  const moment = keptBriefly(() => ask(uuid), LATELY_MS, clock);
  let known: DeviceMemory | null = null;
  return () => {
    void deviceMemory(moment).then((found) => {
      known = found;
    });
    return known;
  };
}

export async function deviceMemory(moment: () => Promise<GpuMoment | null>): Promise<DeviceMemory | null> {
  const { usedBytes = null, totalBytes = null } = (await moment().catch(() => null)) ?? {};
  return usedBytes === null || totalBytes === null ? null : { usedBytes, totalBytes };
}
