import type { Cluster, NodeOrder, NodeRecord } from '../cluster/ports/index.js';
import type { Clock } from '../core/index.js';
import { nameMeant } from './names.js';
import type { CommandOptions } from './command-book.js';

/** What became of an order to a node. */
export interface NodeOrderEnd {
  readonly node: string;
  readonly outcome: 'done' | 'unanswered';
  /** As it reported last; null when it has left. */
  readonly record: NodeRecord | null;
}

/** Between two looks at the nodes. */
const LOOK_AGAIN_MS = 300;

/**
 * Writes the order, then looks on until the node follows it: `drain` until it has left.
 * @param typed a node's name, or an unambiguous beginning of one
 * @throws UserError (exit 5) when no living node is called like it
 */
export async function orderNode(
  cluster: Cluster,
  clock: Clock,
  typed: string,
  order: NodeOrder,
  { limitMs, signal }: CommandOptions,
): Promise<NodeOrderEnd> {
  const names = (await cluster.nodes.list()).map(({ node }) => node);
  // An order outlives its node: it may be taken back when the node has gone.
  const isKept = !names.includes(typed) && cluster.control.nodeOrder(typed) !== 'work';
  const node = isKept ? typed : nameMeant(typed, names, 'node', 'e2a cluster');
  await cluster.control.setNodeOrder(node, order);
  const until = clock.now() + limitMs;
  for (;;) {
    const record = (await cluster.nodes.list()).find((one) => one.node === node) ?? null;
    if (isFollowed(order, record)) return { node, outcome: 'done', record };
    if (clock.now() >= until || signal.aborted) return { node, outcome: 'unanswered', record };
    await clock.sleep(LOOK_AGAIN_MS, signal);
  }
}

/** A node that has left takes nothing, and will read the order when it comes back. */
function isFollowed(order: NodeOrder, record: NodeRecord | null): boolean {
  if (record === null) return true;
  if (order === 'drain') return false;
  return order === 'cordon' ? record.state === 'cordoned' : record.state === 'ready' || record.state === 'resting';
}
