import type { Settings } from '../../config/index.js';
import { toError, UserError } from '../../core/index.js';
import type { Gpu, Proof } from '../../host/devices/index.js';
import type { VoiceChoice } from '../../ordering/index.js';
import { throwIfInterrupted } from '../interruption.js';
import { slotsOfCpu } from '../slots.js';
import type { CommandContext } from '../surroundings.js';
import { loadDevices, loadSpeech } from '../wiring.js';

type Devices = Awaited<ReturnType<typeof loadDevices>>;

/** A GPU that has said something. */
export interface ProvenGpu {
  readonly gpu: Gpu;
  /** × real time */
  readonly speed: number;
}

/** What the slots of one host run on. */
export type HostDevice =
  | {
      readonly type: 'cpu';
      /** A GPU was to speak, and none works. */
      readonly mismatch: boolean;
    }
  | ({ readonly type: 'gpu' } & ProvenGpu);

/** What a node's slots run on. */
export type NodeDevices =
  | HostDevice
  /** One process each. */
  | { readonly type: 'several'; readonly gpus: readonly Gpu[] };

export const CPU: HostDevice = { type: 'cpu', mismatch: false };
const CPU_INSTEAD: HostDevice = { type: 'cpu', mismatch: true };

/** The setting's default. */
const NO_GPU = 'none';

/** Slots of a GPU unless told otherwise: how many more pay is for its owner to measure. */
const SLOTS_OF_A_GPU = 1;

type SlotSettings = Pick<Settings, 'slots' | 'engine' | 'openaiSlots'>;

/** Of each GPU, or of the CPU. */
export const slotsOf = ({ type }: Pick<NodeDevices, 'type'>, settings: SlotSettings, cores: number): number =>
  settings.slots === 0 && type !== 'cpu' ? SLOTS_OF_A_GPU : slotsOfCpu(settings, cores);

/**
 * Finds out what `--gpu` means to a node. One GPU is proven: it loads the voice and says something, or there is an error.
 * Several are left to their own processes to prove.
 * @throws UserError (exit 2) for a choice that is none, (exit 7) for a GPU that cannot be used
 */
export async function decideDevices(
  settings: Settings,
  voice: VoiceChoice,
  context: CommandContext,
): Promise<NodeDevices> {
  const { demandRoom, parseGpuChoice } = await loadDevices();
  const choice = parseGpuChoice(settings.gpu);
  if (choice.type === 'none') return CPU;
  if (choice.type === 'auto') {
    const working = await workingGpus(settings, voice, context);
    const [first] = working;
    if (first === undefined) return CPU_INSTEAD;
    return working.length === 1 ? { type: 'gpu', ...first } : { type: 'several', gpus: working.map(({ gpu }) => gpu) };
  }
  const gpus = await chosenGpus(choice, context);
  const [only] = gpus;
  if (only === undefined || gpus.length > 1) {
    for (const gpu of gpus) demandRoom(gpu, slotsOf({ type: 'several' }, settings, 1));
    return { type: 'several', gpus };
  }
  return { type: 'gpu', ...(await proven(only, settings, voice, context)) };
}

/**
 * The same for a process that speaks on several by itself, a host each: every one is proven.
 * @throws UserError as `decideDevices`
 */
export async function decideHostDevices(
  settings: Settings,
  voice: VoiceChoice,
  context: CommandContext,
): Promise<readonly HostDevice[]> {
  // Nearly everybody: nothing is loaded for it.
  if (settings.gpu === NO_GPU) return [CPU];
  const { parseGpuChoice } = await loadDevices();
  const choice = parseGpuChoice(settings.gpu);
  if (choice.type === 'none') return [CPU];
  const speaking: ProvenGpu[] = [];
  if (choice.type === 'auto') speaking.push(...(await workingGpus(settings, voice, context)));
  else for (const gpu of await chosenGpus(choice, context)) speaking.push(await proven(gpu, settings, voice, context));
  return speaking.length === 0 ? [CPU_INSTEAD] : speaking.map((one) => ({ type: 'gpu', ...one }));
}

async function chosenGpus(
  choice: Parameters<Devices['chooseGpus']>[0],
  { env, interruption }: CommandContext,
): Promise<readonly Gpu[]> {
  const { chooseGpus, listGpus, visibleGpus } = await loadDevices();
  return chooseGpus(choice, await listGpus(interruption.signal), visibleGpus(env['CUDA_VISIBLE_DEVICES']));
}

/** `auto`: the GPUs that work; whatever is wrong with the others is said, and the CPU is never taken in silence. */
async function workingGpus(
  settings: Settings,
  voice: VoiceChoice,
  context: CommandContext,
): Promise<readonly ProvenGpu[]> {
  const warn = (text: string): void => context.words.write(`${context.words.paint('yellow', 'warning:')} ${text}\n`);
  const working: ProvenGpu[] = [];
  try {
    for (const gpu of await chosenGpus({ type: 'auto' }, context)) {
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
  if (working.length === 0) warn('No GPU can be used, so this machine speaks on the CPU (--gpu auto).');
  return working;
}

/** @throws UserError (exit 7) when it has no room or gives no speech, or the voice is missing */
async function proven(gpu: Gpu, settings: Settings, voice: VoiceChoice, context: CommandContext): Promise<ProvenGpu> {
  const { demandRoom, gpuUnusable } = await loadDevices();
  demandRoom(gpu, slotsOf({ type: 'gpu' }, settings, 1));
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
