import type { ConnectedCluster } from '../../client/index.js';
import type { Settings } from '../../config/index.js';
import type { CommandContext } from '../surroundings.js';

/** Two nodes of one machine may start at once; by then the first one is on the board. */
const CLAIM_MS = 30_000;

export interface NodeName {
  readonly name: string;
  /** The name's claim ends with the node, however it ended, so that it has its name again when it comes back at once. Never rejects: a claim runs out by itself. */
  release(): Promise<void>;
}

/** The name that was set, else the machine's; a second node of a machine adds something to it, and says so. */
export async function claimNodeName(
  cluster: ConnectedCluster,
  { nodeName }: Pick<Settings, 'nodeName'>,
  { hostName, runName, clock, words }: CommandContext,
): Promise<NodeName> {
  if (nodeName !== null) return { name: nodeName, release: async () => undefined };
  const claim = `node.${tokenOf(hostName)}`;
  const living = await cluster.nodes.list();
  const isFree =
    !living.some(({ node }) => node === hostName) &&
    (await cluster.leases.acquire(claim, runName, CLAIM_MS, clock.now()));
  if (isFree) return { name: hostName, release: () => cluster.leases.release(claim, runName).catch(() => undefined) };
  const name = `${hostName}-${runName}`;
  words.write(`Another node is called ${hostName}; this one is ${name}. E2A_NODE gives it a name that stays.\n`);
  return { name, release: async () => undefined };
}

/** Keys of the lease board are letters, digits, `-`, `_` and dots. */
const tokenOf = (name: string): string => name.replace(/[^\w-]+/g, '_');
