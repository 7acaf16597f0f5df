import type { Instant } from '../../core/index.js';
import { duration } from '../../ordering/index.js';
import type { Drawing } from './drawing.js';
import { table } from './table.js';
import type { NodeRecord, QueueDepth } from '../../client/index.js';

const SPEECH = 'speech-';

/** What `queue --json` prints. */
export const queueDocument = (depths: readonly QueueDepth[]): object => ({ queue: inOrder(depths) });

export const queueTable = (
  depths: readonly QueueDepth[],
  nodes: readonly NodeRecord[],
  now: Instant,
  { paintHeading, columns }: Drawing,
): string =>
  table(
    [
      { title: 'work', cell: (depth: QueueDepth) => workName(depth.class, nodes) },
      { title: 'priority', cell: ({ priority }) => priority },
      { title: 'waiting', cell: ({ waiting }) => String(waiting), align: 'right' },
      { title: 'in work', cell: ({ leased }) => String(leased), align: 'right' },
      { title: 'again', cell: ({ redelivered }) => String(redelivered), align: 'right' },
      {
        title: 'oldest',
        cell: ({ oldestAt }) => (oldestAt === null ? '-' : duration((now - oldestAt) / 1000)),
        align: 'right',
      },
    ],
    inOrder(depths),
    paintHeading,
    columns,
  );

const inOrder = (depths: readonly QueueDepth[]): readonly QueueDepth[] =>
  depths.toSorted((a, b) => `${a.class} ${a.priority}`.localeCompare(`${b.class} ${b.priority}`));

/** People know voices; a profile that no living node speaks has only its id. */
function workName(workClass: string, nodes: readonly NodeRecord[]): string {
  if (!workClass.startsWith(SPEECH))
    return nodes.some(({ roles }) => roles.includes('book')) ? workClass : `${workClass} (no node with the role book)`;
  const id = workClass.slice(SPEECH.length);
  const profile = nodes.flatMap((node) => node.profiles).find((one) => one['id'] === id);
  return profile === undefined
    ? `speech, profile ${id} (no node speaks it)`
    : `speech, ${String(profile['voice'])} (${String(profile['engine'])})`;
}
