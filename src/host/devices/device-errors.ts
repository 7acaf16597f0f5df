import { CODES, EXIT, type Failure, UserError } from '../../core/index.js';
import type { CudaPart } from '../../speech/index.js';
import { deviceWords, type Gpu } from './gpu.js';

/** A slot with its model takes 0.5 to 1 GB of a GPU. */
const SLOT_MB = 1_024;

/** @throws UserError (exit 7) when others have taken so much of a GPU that the slots find no room. */
export function demandRoom(gpu: Gpu, slots: number): void {
  const neededMb = slots * SLOT_MB;
  if (gpu.freeMb === null || gpu.freeMb >= neededMb) return;
  throw new UserError(
    {
      code: CODES.deviceUnavailable,
      what: `GPU ${gpu.index}, ${deviceWords(gpu)}, has no room.`,
      why: `${gpu.freeMb} of its ${gpu.memoryMb ?? 'unknown'} MiB are free; ${slots} ${slots === 1 ? 'slot needs' : 'slots need'} ${neededMb}.`,
      fix: 'nvidia-smi shows who uses it: end that, choose another GPU, or fewer --slots',
    },
    EXIT.unavailable,
  );
}

/**
 * What is wrong with a GPU that gave no speech, as far as the engine's words tell, and what mends it (exit 7).
 * @param reason in the engine's words
 */
export function gpuUnusable(gpu: Gpu, reason: string, part: CudaPart): UserError {
  const what = `GPU ${gpu.index}, ${deviceWords(gpu)}, gives no speech.`;
  return new UserError({ code: CODES.deviceUnavailable, what, ...explain(reason, part) }, EXIT.unavailable);
}

/** onnxruntime's words for a provider whose library does not load. */
const LOADING_FAILED = /Provider_Cuda|load (?:shared )?library/i;

function explain(reason: string, part: CudaPart): Pick<Failure, 'why' | 'fix'> {
  if (!part.possible)
    return { why: 'onnxruntime-node has a CUDA part for Linux on x64 only.', fix: 'use the CPU: --gpu none' };
  if (!part.present && LOADING_FAILED.test(reason))
    return { why: `The CUDA part of onnxruntime-node is not installed (${part.path}).`, fix: part.install };
  const library = /\b(lib(?:cu|nv)[\w.]*\.so[.\d]*)[^\n]*cannot open/i.exec(reason)?.[1];
  if (library !== undefined)
    return {
      why: `${library} is missing: ${reason}`,
      fix: 'install the libraries of CUDA 12 and cuDNN 9, and name their folder in LD_LIBRARY_PATH',
    };
  return { why: reason, fix: 'e2a doctor --gpu, or use the CPU: --gpu none' };
}
