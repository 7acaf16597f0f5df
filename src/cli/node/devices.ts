import type { Settings } from '../../config/index.js';
import { toError, UserError } from '../../core/index.js';
import type { Gpu, Proof } from '../../host/devices/index.js';
import type { VoiceChoice } from '../../ordering/index.js';
import { throwIfInterrupted } from '../interruption.js';
import { slotsOfCpu } from '../slots.js';
import type { CommandContext } from '../surroundings.js';
import { loadDevices, loadSpeech } from '../wiring.js';

/** A GPU that has said something. */
export interface ProvenGpu {
  readonly gpu: Gpu;
  /** × real time */
  readonly speed: number;
}

/** What a node's slots run on. */
export type NodeDevices =
  | { readonly type: 'cpu' }
  | ({ readonly type: 'gpu' } & ProvenGpu)
  /** One process each. */
  | { readonly type: 'several'; readonly gpus: readonly Gpu[] };

/** Slots of a GPU unless told otherwise: how many more pay is for its owner to measure. */
const SLOTS_OF_A_GPU = 1;

export const slotsOf = (devices: NodeDevices, settings: Settings, cores: number): number =>
  settings.slots === 0 && devices.type !== 'cpu' ? SLOTS_OF_A_GPU : slotsOfCpu(settings, cores);

/**
 * Finds out what `--gpu` means here. One GPU is proven: it loads the voice and says something, or there is an error.
 * Several are left to their own processes to prove.
 * @throws UserError (exit 2) for a choice that is none, (exit 7) for a GPU that cannot be used
 */
export async function decideDevices(
  settings: Settings,
  voice: VoiceChoice,
  context: CommandContext,
): Promise<NodeDevices> {
  const { chooseGpus, demandRoom, listGpus, parseGpuChoice, visibleGpus } = await loadDevices();
  const choice = parseGpuChoice(settings.gpu);
  if (choice.type === 'none') return { type: 'cpu' };
  if (choice.type === 'auto') return decideAlone(settings, voice, context);
  const { signal } = context.interruption;
  const gpus = chooseGpus(choice, await listGpus(signal), visibleGpus(context.env['CUDA_VISIBLE_DEVICES']));
  const [only] = gpus;
  if (only === undefined || gpus.length > 1) {
    for (const gpu of gpus) demandRoom(gpu, slotsOf({ type: 'several', gpus }, settings, 1));
    return { type: 'several', gpus };
  }
  return { type: 'gpu', ...(await proven(only, settings, voice, context)) };
}

/** `auto`: the GPUs that work; whatever is wrong with the others is said, and the CPU is never taken in silence. */
async function decideAlone(settings: Settings, voice: VoiceChoice, context: CommandContext): Promise<NodeDevices> {
  const { chooseGpus, listGpus, visibleGpus } = await loadDevices();
  const warn = (text: string): void => context.words.write(`${context.words.paint('yellow', 'warning:')} ${text}\n`);
  const working: ProvenGpu[] = [];
  try {
    const visible = visibleGpus(context.env['CUDA_VISIBLE_DEVICES']);
    for (const gpu of chooseGpus({ type: 'auto' }, await listGpus(context.interruption.signal), visible)) {
      const found = await proven(gpu, settings, voice, context).catch((error: unknown) => {
        warn(sentenceOf(error));
        return null;
      });
      if (found !== null) working.push(found);
    }
  } catch (error) {
    warn(sentenceOf(error));
  }
  throwIfInterrupted(context.interruption);
  const [first] = working;
  if (first === undefined) {
    warn('No GPU can be used, so this node speaks on the CPU (--gpu auto).');
    return { type: 'cpu' };
  }
  return working.length === 1 ? { type: 'gpu', ...first } : { type: 'several', gpus: working.map(({ gpu }) => gpu) };
}

/** @throws UserError (exit 7) when it has no room or gives no speech, or the voice is missing */
async function proven(gpu: Gpu, settings: Settings, voice: VoiceChoice, context: CommandContext): Promise<ProvenGpu> {
  const { demandRoom, gpuUnusable } = await loadDevices();
  demandRoom(gpu, slotsOf({ type: 'several', gpus: [gpu] }, settings, 1));
  const proof = await prove(gpu, settings, voice, context);
  if (proof.proven) return { gpu, speed: proof.speed };
  const { cudaPart } = await loadSpeech();
  throw gpuUnusable(gpu, proof.reason, cudaPart());
}

/** Has one GPU say something in a process that ends afterwards. */
export async function prove(
  gpu: Gpu,
  { voicesFolder }: Pick<Settings, 'voicesFolder'>,
  voice: VoiceChoice,
  { env, clock, interruption }: CommandContext,
): Promise<Proof> {
  const [{ listGpus, proveGpu }, { openSpeechEngine }] = await Promise.all([loadDevices(), loadSpeech()]);
  const device = { type: 'cuda', gpu: gpu.uuid, environment: env } as const;
  const tools = { open: openSpeechEngine, list: () => listGpus(interruption.signal), clock };
  return proveGpu(gpu, { ...voice, voicesFolder, device }, tools, interruption.signal);
}

const sentenceOf = (error: unknown): string =>
  error instanceof UserError
    ? [error.failure.what, error.failure.why].filter(Boolean).join(' ')
    : toError(error).message;
