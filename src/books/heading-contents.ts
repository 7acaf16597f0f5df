import type { Block, ContentsEntry, SourceDocument } from './manuscript.js';

/** Headings of one level from which the level is a division of the book. */
const MIN_HEADINGS = 2;
/** Share of a level's headings that name parts for the level below it to be the chapters. */
const MOSTLY_PARTS = 0.6;
/** Characters of a line of contents. */
const MAX_LABEL = 300;
/** Share of a text in one piece from which it is not yet divided. */
const UNDIVIDED = 0.6;
const PART =
  /^(the )?(part|book|volume|vol\.|act|partie|livre|tome|acte|(première|deuxième|seconde|troisième|quatrième|cinquième) partie|teil|band|buch|erster|zweiter|dritter|vierter|parte|libro|tomo|livro|volumen|deel|boek|часть|книга|том|część|księga|第.{1,4}[部卷])\b/iu;

/** A document whose headings can be pointed at, and the contents that they make; empty when they make none. */
export function contentsByHeadings(
  document: SourceDocument,
  bookTitle: string,
): {
  readonly document: SourceDocument;
  readonly contents: readonly ContentsEntry[];
} {
  const levels = divisionLevels(document.blocks, bookTitle);
  const contents: ContentsEntry[] = [];
  const blocks = document.blocks.map((block, i): Block => {
    const depth = isHeading(block) ? levels.indexOf(block.level) : -1;
    const before = document.blocks[i - 1];
    const goesOn = before !== undefined && isHeading(before) && before.level === block.level;
    if (depth < 0) return block;
    if (goesOn) {
      const last = contents.pop();
      if (last !== undefined) contents.push({ ...last, label: joined(last.label, block.text) });
      return block;
    }
    const anchor = `heading-${i}`;
    contents.push({ label: block.text, depth, place: { document: 0, anchor } });
    return { ...block, anchors: [...block.anchors, anchor] };
  });
  return { document: { ...document, blocks }, contents };
}

/** `CHAPTER I` over `Loomings` is one line of contents. */
const joined = (first: string, second: string): string =>
  `${first}${/[\p{P}]$/u.test(first) ? '' : '.'} ${second}`.slice(0, MAX_LABEL);

const isHeading = (block: Block): boolean => block.kind === 'heading' && block.region === null;

/** A name of the book itself or of what a publisher adds divides nothing. */
export const dividesNothing = (text: string, bookTitle: string): boolean =>
  text.toLowerCase() === bookTitle.toLowerCase() || /project gutenberg/i.test(text);

/**
 * The highest level that there is more than one of. With the next one below when it is parts, or leaves most of the text
 * undivided.
 */
export function divisionLevels(blocks: readonly Block[], bookTitle: string): readonly number[] {
  const headings = blocks
    .map((block, index) => ({ block, index }))
    .filter(({ block }) => isHeading(block) && !dividesNothing(block.text, bookTitle));
  const all = [...new Set(headings.map(({ block }) => block.level))].sort((a, b) => a - b);
  const levels = all.filter((level) => headings.filter(({ block }) => block.level === level).length >= MIN_HEADINGS);
  const chosen: number[] = [];
  for (const level of levels) {
    chosen.push(level);
    const of = headings.filter(({ block }) => block.level === level);
    const parts = of.filter(({ block }) => PART.test(block.text)).length;
    const cuts = headings.filter(({ block }) => chosen.includes(block.level)).map(({ index }) => index);
    if (parts < of.length * MOSTLY_PARTS && largestShare(blocks, cuts) <= UNDIVIDED) break;
  }
  return chosen;
}

/** Share of the text in its longest piece when it is cut at these blocks. */
function largestShare(blocks: readonly Block[], cuts: readonly number[]): number {
  const cutAt = new Set(cuts);
  let [total, piece, largest] = [0, 0, 0];
  for (const [i, { text, region }] of blocks.entries()) {
    if (cutAt.has(i)) piece = 0;
    if (region === null) piece += text.length;
    if (region === null) total += text.length;
    largest = Math.max(largest, piece);
  }
  return largest / Math.max(1, total);
}
