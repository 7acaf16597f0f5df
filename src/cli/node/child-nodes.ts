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

/** The port of each child by its number from 0: one that was chosen is the first of a row; what is free is found by each. */
export const statusPorts =
  (port: Settings['statusPort'], usual: number) =>
  (child: number): string =>
    String(port === 'off' || port === 0 || port === usual ? port : port + child);

/**
 * Pure: a node for each GPU, and one more for the books when this node was to have them.
 * @param flags the command line of the parent without `--role`, `--gpu` and `--status-port`
 * @param portOf of each child
 */
export function planChildren(
  machine: string,
  roles: readonly HostRole[],
  gpus: readonly Pick<Gpu, 'index' | 'uuid'>[],
  flags: readonly string[],
  portOf: (child: number) => string,
): readonly ChildPlan[] {
  const withPort = (child: number): readonly string[] => ['--status-port', portOf(child), ...flags];
  const voices = gpus.map(({ index, uuid }, n) => ({
    name: `${machine}-gpu${index}`,
    args: ['node', '--role', 'synth', '--gpu', uuid, ...withPort(n)],
    environment: { E2A_NODE: `${machine}-gpu${index}`, CUDA_VISIBLE_DEVICES: uuid, CUDA_DEVICE_ORDER: 'PCI_BUS_ID' },
  }));
  const books = {
    name: machine,
    args: ['node', '--role', 'book', '--gpu', 'none', ...withPort(gpus.length)],
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
