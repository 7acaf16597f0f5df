import type { RateLimit } from '../../core/index.js';
import type { Drawing } from './drawing.js';
import { table } from './table.js';

type Limits = ReadonlyMap<string, RateLimit>;

/** What `cluster limit --json` prints. */
export const limitsDocument = (limits: Limits): object => ({
  limits: [...limits].map(([engine, limit]) => ({ engine, ...limit })),
});

export const limitsTable = (limits: Limits, { paintHeading, columns }: Drawing): string =>
  table(
    [
      { title: 'engine', cell: ([engine]: readonly [string, RateLimit]) => engine },
      { title: 'per minute', cell: ([, { perMinute }]) => numberOr(perMinute), align: 'right' },
      { title: 'at once', cell: ([, { atOnce }]) => numberOr(atOnce), align: 'right' },
    ],
    [...limits],
    paintHeading,
    columns,
  );

const numberOr = (value: number | null): string => (value === null ? 'no limit' : String(value));
