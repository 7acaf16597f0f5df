import type { Settings } from '../../config/index.js';
import type { Gpu } from '../../host/devices/index.js';
import type { HostRole } from '../../host/index.js';
import type { CommandContext } from '../surroundings.js';
import { loadDevices, loadPrograms } from '../wiring.js';
import type { ChildNode } from './supervise.js';

/** The nodes that one `e2a node` becomes on a machine with several GPUs. */
export interface ChildPlan {
  readonly name: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Pure: a node for each GPU, and one more for the books when this node was to have them.
 * @param flags the command line of the parent without `--role` and `--gpu`
 */
export function planChildren(
  machine: string,
  roles: readonly HostRole[],
  gpus: readonly Pick<Gpu, 'index' | 'uuid'>[],
  flags: readonly string[],
): readonly ChildPlan[] {
  const voices = gpus.map(({ index, uuid }) => ({
    name: `${machine}-gpu${index}`,
    args: ['node', '--role', 'synth', '--gpu', uuid, ...flags],
    environment: { E2A_NODE: `${machine}-gpu${index}`, CUDA_VISIBLE_DEVICES: uuid, CUDA_DEVICE_ORDER: 'PCI_BUS_ID' },
  }));
  const books = {
    name: machine,
    args: ['node', '--role', 'book', '--gpu', 'none', ...flags],
    environment: { E2A_NODE: machine },
  };
  return roles.includes('book') ? [books, ...voices] : voices;
}

/** The processes of these nodes, each the same command as this one. */
export async function childNodes(plans: readonly ChildPlan[], { env }: CommandContext): Promise<readonly ChildNode[]> {
  const { compiledEntry, startCompanion } = await loadPrograms();
  const main = compiledEntry('../main', import.meta.url);
  return plans.map(({ name, args, environment }) => ({
    name,
    start: () => startCompanion(process.execPath, [main, ...args], { ...env, ...environment }),
  }));
}

/** What the parent says before its nodes speak for themselves. */
export async function crewLine(machine: string, gpus: readonly Gpu[], settings: Settings): Promise<string> {
  const { deviceWords } = await loadDevices();
  const each = gpus.map((gpu) => `${machine}-gpu${gpu.index} on ${deviceWords(gpu)}`).join(', ');
  return `${gpus.length} GPUs, a node each: ${each}. Ctrl+C lets all of them leave, in ${settings.graceSeconds} s at most.\n`;
}
