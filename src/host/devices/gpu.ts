/** One GPU, as NVIDIA's driver tells of it. Memory in MiB; null where the driver does not say. */
export interface Gpu {
  /** Its number for people, from 0; it may change with the next start of the machine. */
  readonly index: number;
  /** `GPU-1a2b3c4d-…`: its name for programs, the same for ever. */
  readonly uuid: string;
  /** `NVIDIA H100 80GB HBM3` */
  readonly name: string;
  readonly memoryMb: number | null;
  readonly freeMb: number | null;
  readonly driver: string;
}

/** The first block of a UUID tells the GPUs of a fleet apart, and NVIDIA's tools take it for the whole. */
const shortUuid = (uuid: string): string => uuid.split('-').slice(0, 2).join('-');

/** `NVIDIA H100 (GPU-1a2b3c4d)` */
export const deviceWords = ({ name, uuid }: Gpu): string => `${name} (${shortUuid(uuid)})`;
