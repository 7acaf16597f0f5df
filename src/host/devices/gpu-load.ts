import { runProgram } from '../../programs/index.js';

/** How busy a GPU is; null where the driver does not say. */
export interface GpuLoad {
  readonly uuid: string;
  readonly usedBytes: number | null;
  readonly totalBytes: number | null;
  /** 0 to 1. */
  readonly utilization: number | null;
  readonly celsius: number | null;
}

const FIELDS = 'uuid,memory.used,memory.total,utilization.gpu,temperature.gpu';
/** Who asks for metrics waits no longer. */
const DEADLINE_MS = 3_000;
const MIB = 1024 ** 2;

/** Asks the driver about one GPU; null when it does not know it. Rejects when there is no driver, or it does not answer. */
export async function gpuLoad(uuid: string): Promise<GpuLoad | null> {
  const args = [`--query-gpu=${FIELDS}`, '--format=csv,noheader,nounits'];
  const { stdout } = await runProgram({ program: 'nvidia-smi', args, deadlineMs: DEADLINE_MS });
  return readGpuLoads(Buffer.from(stdout).toString('utf8')).find((load) => load.uuid === uuid) ?? null;
}

/** One GPU a line; lines that are something else are left out. */
export const readGpuLoads = (table: string): readonly GpuLoad[] =>
  table.split('\n').flatMap((line) => {
    const [uuid = '', used = '', total = '', utilization = '', celsius = ''] = line.split(',').map((c) => c.trim());
    if (!/^GPU-[\w-]+$/.test(uuid)) return [];
    return [
      {
        uuid,
        usedBytes: numberOf(used, MIB),
        totalBytes: numberOf(total, MIB),
        utilization: numberOf(utilization, 1 / 100),
        celsius: numberOf(celsius, 1),
      },
    ];
  });

/** `[N/A]` where the driver does not say. */
const numberOf = (text: string, factor: number): number | null =>
  /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * factor : null;
