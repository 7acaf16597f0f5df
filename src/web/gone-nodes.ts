import type { NodeRecord } from '../client/index.js';
import type { Clock } from '../core/index.js';

/** After that a node that went is history. */
const SHOWN_MS = 3_600_000;
/** Machines that come and go all day do not fill the page. */
const MOST_GONE = 20;

/** Nodes that were here and went without being told to: who looks at the living ones here is told of them, too. */
export interface GoneNodes {
  /** @returns those that went, the latest first, each as it was heard of last */
  look(living: readonly NodeRecord[]): readonly NodeRecord[];
}

export function createGoneNodes(clock: Clock): GoneNodes {
  const known = new Map<string, NodeRecord>();
  return {
    look: (living) => {
      for (const record of living) known.set(record.node, record);
      const here = new Set(living.map(({ node }) => node));
      const gone = [...known.values()]
        .filter(({ node, state, seenAt }) => !here.has(node) && state !== 'draining' && clock.now() - seenAt < SHOWN_MS)
        .toSorted((a, b) => b.seenAt - a.seenAt)
        .slice(0, MOST_GONE);
      const kept = new Set([...here, ...gone.map(({ node }) => node)]);
      for (const node of [...known.keys()]) if (!kept.has(node)) known.delete(node);
      return gone;
    },
  };
}
