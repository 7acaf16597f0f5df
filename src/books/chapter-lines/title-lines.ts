import type { Block } from '../manuscript.js';
import type { Candidate } from './candidate.js';

/** Characters of a title under its number. */
const MAX_TITLE = 80;
const MAX_LONG_TITLE = 120;
/** Share of the numbers that must have one for a short line to be a title rather than a short paragraph. */
const MOSTLY = 0.6;

/**
 * Short lines under bare numbers (`CHAPTER I` / `Down the Rabbit-Hole`) that are their titles.
 * @returns index of the title → index of the heading that it belongs to.
 */
export function titleLines(
  blocks: readonly Block[],
  headings: readonly Candidate[],
  contents: ReadonlySet<number>,
): ReadonlyMap<number, number> {
  const taken = new Set(headings.map(({ index }) => index));
  const bare = headings.filter(({ line }) => line.isBare && (line.kind === 'chapter' || line.kind === 'number'));
  const titled = bare.filter(({ index }) => {
    const next = index + 1;
    return !taken.has(next) && !contents.has(next) && isTitle(blocks[next]) && followsText(blocks[next + 1]);
  });
  if (titled.length === 0 || titled.length < bare.length * MOSTLY) return new Map();
  // Where most have one, what stands in its place elsewhere is one too, though it is long or quoted.
  const all = bare.filter(({ index }) => {
    const next = blocks[index + 1];
    const isFree = next !== undefined && !taken.has(index + 1) && !contents.has(index + 1) && next.region === null;
    return isFree && next.kind !== 'break' && next.text.length <= MAX_LONG_TITLE;
  });
  return new Map(all.map(({ index }) => [index + 1, index]));
}

const isTitle = (block: Block | undefined): boolean =>
  block !== undefined &&
  (block.kind === 'paragraph' || block.kind === 'verse') &&
  block.region === null &&
  block.text.length <= MAX_TITLE &&
  /^["“«‘(]?[\p{Lu}\p{Lo}\d]/u.test(block.text) &&
  !/[,;:—”"»]$|\p{Ll}[.!?] \p{Lu}/u.test(block.text);

/** A title stands over a paragraph, not over another short line of a dialogue or a poem. */
const followsText = (block: Block | undefined): boolean => block !== undefined && block.text.length > MAX_TITLE;
