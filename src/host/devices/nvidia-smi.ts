import { CODES, EXIT, toError, TerminalError, UserError } from '../../core/index.js';
import { runProgram } from '../../programs/index.js';
import type { Gpu } from './gpu.js';

const PROGRAM = 'nvidia-smi';
const FIELDS = 'index,uuid,name,memory.total,memory.free,driver_version';
/** A sleeping driver takes seconds to wake. */
const DEADLINE_MS = 20_000;

/**
 * The GPUs of this machine, by index.
 * @throws UserError (exit 7) when there is no driver, it does not answer, or it knows no GPU.
 */
export async function listGpus(signal?: AbortSignal): Promise<readonly Gpu[]> {
  const table = await askDriver(signal);
  const gpus = readGpuTable(table);
  if (gpus.length > 0) return gpus;
  throw noGpu('NVIDIA’s driver knows no GPU here.', table.trim() === '' ? undefined : table.trim(), SHOW_FIX);
}

async function askDriver(signal: AbortSignal | undefined): Promise<string> {
  const args = [`--query-gpu=${FIELDS}`, '--format=csv,noheader,nounits'];
  try {
    const { stdout } = await runProgram({ program: PROGRAM, args, deadlineMs: DEADLINE_MS, signal });
    return Buffer.from(stdout).toString('utf8');
  } catch (error) {
    signal?.throwIfAborted();
    throw explain(error);
  }
}

/** One GPU a line; lines that are something else (complaints) are left out. */
export const readGpuTable = (table: string): readonly Gpu[] =>
  table.split('\n').flatMap((line) => {
    const [index = '', uuid = '', name = '', memory = '', free = '', driver = ''] = line
      .split(',')
      .map((c) => c.trim());
    if (!/^\d+$/.test(index) || !/^GPU-[\w-]+$/.test(uuid)) return [];
    return [{ index: Number(index), uuid, name, memoryMb: mebibytes(memory), freeMb: mebibytes(free), driver }];
  });

/** `[N/A]` on machines whose GPU shares the memory of the CPU. */
const mebibytes = (text: string): number | null => (/^\d+$/.test(text) ? Number(text) : null);

const SHOW_FIX = 'look at what nvidia-smi says, or use the CPU: --gpu none';

function explain(error: unknown): UserError {
  if (error instanceof UserError && error.failure.code === CODES.programMissing)
    return noGpu(
      'This machine has no NVIDIA driver.',
      'The program nvidia-smi, which comes with the driver, was not found.',
      'install NVIDIA’s driver (in a container: start it with --gpus all), or use the CPU: --gpu none',
      error,
    );
  const why = error instanceof TerminalError ? [error.failure.what, error.failure.why].filter(Boolean).join(' ') : null;
  return noGpu('NVIDIA’s driver does not answer.', why ?? toError(error).message, SHOW_FIX, error);
}

const noGpu = (what: string, why: string | undefined, fix: string, cause?: unknown): UserError =>
  new UserError({ code: CODES.deviceUnavailable, what, why, fix }, EXIT.unavailable, { cause });
