import type { Settings } from '../../config/index.js';
import { CODES, EXIT, UserError } from '../../core/index.js';
import type { Gpu } from '../../host/devices/index.js';
import { chooseVoice, knownVoices } from '../../ordering/index.js';
import { prove } from '../devices/decide-devices.js';
import type { Probe } from './probe.js';
import type { CommandContext } from '../surroundings.js';
import { loadDevices, loadSpeech } from '../wiring.js';

/** Where the errors themselves know no better. */
const FIX = 'use the CPU: --gpu none';

/** What the driver answered: its GPUs, or why there are none. */
type Answer =
  | { readonly gpus: readonly Gpu[]; readonly error: null }
  | { readonly gpus: readonly []; readonly error: unknown };

/** What speech on a GPU needs, each GPU by itself, and what looking at them does not show. */
export async function gpuProbes(settings: Settings, context: CommandContext): Promise<readonly Probe[]> {
  const { listGpus, UNPROVEN } = await loadDevices();
  const answer: Answer = await listGpus(context.interruption.signal).then(
    (gpus) => ({ gpus, error: null }),
    (error: unknown) => ({ gpus: [], error }),
  );
  return [
    { name: 'NVIDIA driver', fix: FIX, look: async () => driverText(answer) },
    { name: 'CUDA part', fix: FIX, look: cudaPartText },
    ...answer.gpus.map((gpu) => gpuProbe(gpu, settings, context)),
    { name: 'not proven', fix: FIX, look: async () => ({ skipped: UNPROVEN.join('\n') }) },
  ];
}

function driverText({ gpus, error }: Answer): string {
  if (error !== null) throw error;
  return `${gpus[0]?.driver ?? 'unknown version'}, ${gpus.length} ${gpus.length === 1 ? 'GPU' : 'GPUs'}`;
}

async function cudaPartText(): Promise<string> {
  const { cudaPart } = await loadSpeech();
  const part = cudaPart();
  if (part.present) return part.path;
  throw new UserError(
    {
      code: CODES.deviceUnavailable,
      what: part.possible
        ? `onnxruntime-node is here without its CUDA part (${part.path}).`
        : 'onnxruntime-node has a CUDA part for Linux on x64 only.',
      fix: part.possible ? part.install : FIX,
    },
    EXIT.unavailable,
  );
}

const gpuProbe = (gpu: Gpu, settings: Settings, context: CommandContext): Probe => ({
  name: `GPU ${gpu.index}`,
  fix: FIX,
  look: async () => {
    const [{ deviceWords, gpuUnusable }, { cudaPart }] = await Promise.all([loadDevices(), loadSpeech()]);
    const voice = chooseVoice(settings, 'en', await knownVoices(settings), 'gpu');
    const proof = await prove(gpu, settings, voice, context);
    if (!proof.proven) throw gpuUnusable(gpu, proof.reason, cudaPart());
    const memory = gpu.memoryMb === null ? '' : `, ${gpu.freeMb} of ${gpu.memoryMb} MiB free`;
    return [`${deviceWords(gpu)}${memory}`, `${proof.facts.join('; ')}: ${proof.speed.toFixed(1)} × real time`].join(
      '\n',
    );
  },
});
