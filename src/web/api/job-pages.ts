import type { JobEntry } from '../../client/index.js';
import { CODES, type JobId } from '../../core/index.js';
import { WebRefusal } from '../errors/index.js';

/** What is known of an entry's place: entries that are read later never change it. */
interface Place {
  readonly orderedAt: number;
  readonly job: JobId;
}

export interface JobPage {
  readonly entries: readonly JobEntry[];
  /** For the page that follows; null: this is the last one. */
  readonly next: string | null;
}

/**
 * A part of the list, the one ordered last first. Jobs that come meanwhile stand before the first page, so that no job
 * is shown twice or passed over.
 * @throws WebRefusal (400) for a cursor that is none
 */
export function jobPage(
  all: readonly JobEntry[],
  {
    state,
    cursor,
    limit,
  }: { readonly state?: string | undefined; readonly cursor?: string | undefined; readonly limit: number },
): JobPage {
  const after = cursor === undefined ? null : placeIn(cursor);
  const wanted = all
    .filter(({ status }) => state === undefined || status.state === state)
    .toSorted((a, b) => compare(placeOf(a), placeOf(b)))
    .filter((entry) => after === null || compare(after, placeOf(entry)) < 0);
  const entries = wanted.slice(0, limit);
  const last = entries.at(-1);
  return { entries, next: last === undefined || wanted.length <= limit ? null : cursorOf(placeOf(last)) };
}

const placeOf = ({ status, orderedAt }: JobEntry): Place => ({ orderedAt: orderedAt ?? 0, job: status.job });

const compare = (a: Place, b: Place): number =>
  b.orderedAt - a.orderedAt || (a.job < b.job ? -1 : a.job === b.job ? 0 : 1);

const cursorOf = ({ orderedAt, job }: Place): string => Buffer.from(`${orderedAt} ${job}`).toString('base64url');

function placeIn(cursor: string): Place {
  const [, orderedAt = '', job = ''] = /^(\d{1,16}) (\S+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (job !== '') return { orderedAt: Number(orderedAt), job };
  throw new WebRefusal(400, {
    code: CODES.usage,
    what: 'That cursor is none.',
    why: 'A cursor is what the page before has as `next`.',
    fix: 'begin with the first page, without cursor',
  });
}
