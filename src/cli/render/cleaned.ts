import { byteCount } from '../../ordering/index.js';
import type { Drawing } from './drawing.js';
import { table } from './table.js';
import type { Cleanable, CleanReport } from '../../client/index.js';

const NAMES: Readonly<Record<Cleanable, string>> = {
  clips: 'clips of segments',
  renditions: 'finished files',
  jobs: 'jobs with their files',
};

/** What `clean --json` prints. */
export const cleanDocument = (reports: readonly CleanReport[], dryRun: boolean): object => ({
  dryRun,
  cleaned: reports,
});

export function cleanText(
  reports: readonly CleanReport[],
  dryRun: boolean,
  { paintHeading, columns }: Drawing,
): string {
  const rows = table(
    [
      { title: dryRun ? 'would go' : 'gone', cell: ({ what }: CleanReport) => NAMES[what] },
      { title: 'number', cell: ({ removed }) => String(removed), align: 'right' },
      { title: 'size', cell: ({ bytes }) => byteCount(bytes), align: 'right' },
      { title: 'jobs', cell: ({ jobs }) => jobs.join(', ') },
    ],
    reports,
    paintHeading,
    columns,
  );
  const silent = reports.flatMap(({ unanswered }) => unanswered);
  return silent.length === 0
    ? rows
    : `${rows}Told to go, no answer from a node with the role book yet: ${silent.join(', ')}\n`;
}
