import type { Instant } from '../../core/index.js';
import { duration } from '../../ordering/index.js';
import type { Drawing } from './drawing.js';
import { table } from './table.js';
import type { NodeRecord } from '../../client/index.js';

/** What `cluster --json` prints. */
export const nodesDocument = (nodes: readonly NodeRecord[]): object => ({
  nodes: byName(nodes).map(({ startedAt, seenAt, ...node }) => ({
    ...node,
    startedAt: new Date(startedAt).toISOString(),
    seenAt: new Date(seenAt).toISOString(),
  })),
});

export const nodesTable = (nodes: readonly NodeRecord[], now: Instant, { paintHeading, columns }: Drawing): string =>
  table(
    [
      { title: 'node', cell: ({ node }: NodeRecord) => node },
      { title: 'host', cell: ({ host }) => host },
      { title: 'roles', cell: ({ roles }) => roles.join(',') },
      { title: 'device', cell: ({ device, slots }) => (slots === 0 ? '-' : device) },
      { title: 'slots', cell: ({ busy, slots }) => (slots === 0 ? '-' : `${busy}/${slots}`), align: 'right' },
      { title: 'characters/s', cell: (node) => speed(node), align: 'right' },
      { title: 'state', cell: ({ state }) => state },
      { title: 'age', cell: ({ startedAt }) => duration((now - startedAt) / 1000), align: 'right' },
      { title: 'speaks', cell: voicesOf },
    ],
    byName(nodes),
    paintHeading,
    columns,
  );

/** A job waits for a node that speaks its voice: here it is seen who does. */
const voicesOf = ({ profiles }: NodeRecord): string =>
  profiles.length === 0 ? '-' : profiles.map((profile) => String(profile['voice'])).join(', ');

/** Of all its slots together. */
const speed = ({ charactersPerSecond, slots }: NodeRecord): string =>
  charactersPerSecond === null ? '-' : (charactersPerSecond * slots).toFixed(0);

const byName = (nodes: readonly NodeRecord[]): readonly NodeRecord[] =>
  nodes.toSorted((a, b) => a.node.localeCompare(b.node));
