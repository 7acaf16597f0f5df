import type { Layout } from './layout.js';

/** Share of line ends that were no need from which lines are meant: verse, an address, a list. */
const MEANT = 0.6;
/** A group narrower than this share of the width may be a quotation, wrapped at a width of its own. */
const NARROW = 0.8;
/** Lines from which that can be told, and the share of them that begins small in prose. */
const MIN_NARROW = 4;
const BEGIN_SMALL = 0.3;
/** Characters by which a wrapped line may stay short of the width. */
const SLACK = 3;

/** Whether the lines of a group are kept as lines: most of them end although the next word had room. */
export function areMeant(lines: readonly string[], layout: Layout): boolean {
  if (lines.length < 2) return false;
  const unforced = unforcedEnds(lines, layout.width - SLACK);
  if (unforced < (lines.length - 1) * MEANT) return false;
  return !isNarrowProse(lines, layout);
}

/** Line ends where the first word of the next line would have fitted. */
function unforcedEnds(lines: readonly string[], width: number): number {
  return lines.slice(1).filter((next, i) => {
    const word = /^\s*(\S+)/.exec(next)?.[1] ?? '';
    return (lines[i] ?? '').trimEnd().length + 1 + word.length <= width;
  }).length;
}

function isNarrowProse(lines: readonly string[], layout: Layout): boolean {
  const own = Math.max(...lines.slice(0, 1_000).map((line) => line.trimEnd().length));
  if (own > layout.width * NARROW && lines.length < MIN_NARROW) return false;
  const small = lines.slice(1).filter((line) => /^\s*\p{Ll}/u.test(line)).length;
  const isFilled = unforcedEnds(lines, own - SLACK) <= (lines.length - 1) * (1 - MEANT);
  return lines.length >= MIN_NARROW && small >= (lines.length - 1) * BEGIN_SMALL && isFilled;
}
