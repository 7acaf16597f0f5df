import type { NodeRecord } from '../../client/index.js';
import { duration, USUAL_CHARACTERS_PER_SECOND } from '../../ordering/index.js';
import type { ClusterLook, RunningJob } from '../top/look.js';
import { stateWords } from './changes.js';
import type { Drawing } from './drawing.js';
import { nodesDocument } from './nodes.js';
import { queueDocument, queueTable } from './queue.js';
import { table } from './table.js';
import { cutTo } from './width.js';

/** One line of `cluster top --json`. */
export const topDocument = ({ at, nodes, queue, jobs }: ClusterLook): object => ({
  type: 'top',
  at: new Date(at).toISOString(),
  ...nodesDocument(nodes),
  ...queueDocument(queue),
  jobs: jobs.map(({ status: { job, title, state, paused, priority, percent, waitingFor }, secondsLeft }) => ({
    job,
    title,
    state,
    paused,
    priority,
    percent,
    secondsLeft,
    ...(waitingFor === null ? {} : { waitingFor }),
  })),
});

/** The screen, line by line: the sum, nodes, queues, jobs. @param rows there are; infinite where nothing may be cut */
export function topLines(look: ClusterLook, rows: number, drawing: Drawing): readonly string[] {
  const { at, nodes, queue, jobs } = look;
  const cut = (text: string): string => `${cutTo(text, drawing.columns)}\n`;
  const parts = [
    `${drawing.paintHeading(cutTo(sumOf(look), drawing.columns))}\n`,
    nodes.length === 0 ? cut('No node is up. One is started by: e2a node') : nodesTable(nodes, drawing),
    queue.length === 0 ? cut('Nothing waits and nothing is being worked on.') : queueTable(queue, nodes, at, drawing),
    jobs.length === 0 ? cut('No job runs.') : jobsTable(jobs, drawing),
  ];
  const lines = parts.join('\n').trimEnd().split('\n');
  if (lines.length <= rows) return lines;
  const shown = lines.slice(0, Math.max(1, rows - 1));
  return [...shown, cutTo(`… ${lines.length - shown.length} more lines; a taller window shows them`, drawing.columns)];
}

/** `3 nodes, 5 of 8 slots busy, 41 × real time` */
function sumOf({ nodes }: ClusterLook): string {
  const slots = nodes.reduce((sum, node) => sum + node.slots, 0);
  const busy = nodes.reduce((sum, node) => sum + node.busy, 0);
  const speeds = nodes.map(timesOf).filter((times) => times !== null);
  const together =
    speeds.length === 0 ? '' : `, together ${times(speeds.reduce((sum, one) => sum + one, 0))} real time`;
  return `${nodes.length} ${nodes.length === 1 ? 'node' : 'nodes'}, ${busy} of ${slots} slots busy${together}`;
}

/** What all slots of a node could do together; of an English voice. */
const timesOf = ({ charactersPerSecond, slots }: NodeRecord): number | null =>
  charactersPerSecond === null || slots === 0 ? null : (charactersPerSecond * slots) / USUAL_CHARACTERS_PER_SECOND;

const times = (factor: number): string => `${factor.toFixed(factor < 10 ? 1 : 0)} ×`;

const nodesTable = (nodes: readonly NodeRecord[], { paintHeading, columns }: Drawing): string =>
  table(
    [
      { title: 'node', cell: ({ node }: NodeRecord) => node },
      { title: 'state', cell: ({ state, busy }) => (state === 'ready' ? (busy > 0 ? 'busy' : 'idle') : state) },
      { title: 'slots', cell: ({ busy, slots }) => (slots === 0 ? '-' : `${busy}/${slots}`), align: 'right' },
      { title: 'speed', cell: (node) => orDash(timesOf(node), times), align: 'right' },
      { title: 'device', cell: ({ device, slots }) => (slots === 0 ? '-' : device), narrows: true },
      { title: 'roles', cell: ({ roles }) => roles.join(',') },
    ],
    nodes.toSorted((a, b) => a.node.localeCompare(b.node)),
    paintHeading,
    columns,
  );

const jobsTable = (jobs: readonly RunningJob[], { paintHeading, columns }: Drawing): string =>
  table(
    [
      { title: 'job', cell: ({ status }: RunningJob) => status.job },
      { title: '%', cell: ({ status }) => status.percent.toFixed(1), align: 'right' },
      { title: 'left', cell: ({ secondsLeft }) => orDash(secondsLeft, duration), align: 'right' },
      { title: 'priority', cell: ({ status }) => status.priority },
      { title: 'state', cell: ({ status }) => stateOf(status), narrows: true },
    ],
    jobs,
    paintHeading,
    columns,
  );

const stateOf = (status: RunningJob['status']): string =>
  status.waitingFor === null || status.paused ? stateWords(status) : `waiting for ${status.waitingFor}`;

const orDash = (value: number | null, show: (value: number) => string): string => (value === null ? '-' : show(value));
