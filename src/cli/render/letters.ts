import type { Instant } from '../../core/index.js';
import { duration } from '../../ordering/index.js';
import type { Drawing } from './drawing.js';
import { table } from './table.js';
import type { KeptLetter } from '../../client/index.js';

/** What `dlq --json` prints of each. */
export const letterDocument = ({ id, at, job, chapter, item, origin, reason, detail }: KeptLetter): object => ({
  id,
  at: new Date(at).toISOString(),
  job,
  chapter,
  item,
  origin,
  reason,
  detail,
});

export const lettersTable = (
  letters: readonly KeptLetter[],
  now: Instant,
  { paintHeading, columns }: Drawing,
): string =>
  table(
    [
      { title: 'id', cell: (letter: KeptLetter) => letter.id, align: 'right' },
      { title: 'when', cell: ({ at }) => `${duration((now - at) / 1000)} ago`, align: 'right' },
      { title: 'job', cell: ({ job }) => job },
      { title: 'chapter', cell: ({ chapter }) => chapter },
      { title: 'item', cell: ({ item }) => item },
      { title: 'reason', cell: ({ reason }) => reason },
    ],
    letters,
    paintHeading,
    columns,
  );

export function letterText(letter: KeptLetter): string {
  const { id, at, job, chapter, item, origin, reason, detail } = letter;
  return [
    `letter   ${id}, ${new Date(at).toISOString()}`,
    `job      ${job}`,
    `what     ${origin} ${chapter}/${item}`,
    `reason   ${reason}`,
    `detail   ${JSON.stringify(detail, null, 2).replaceAll('\n', '\n         ')}`,
    '',
  ].join('\n');
}
