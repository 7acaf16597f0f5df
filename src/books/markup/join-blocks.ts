import type { Block } from '../manuscript.js';

/** A block with text before its own; places in it move along. */
export function withPrefix(block: Block, prefix: string): Block {
  return { ...movedBy(block, prefix.length), text: prefix + block.text };
}

/** What stands between two texts that become one. */
export type Between = (left: string, right: string) => string;

/**
 * Several blocks as one. The first decides everything that a block has only one of, but for the language.
 * @param language of what is round them, when they are in several
 */
export function joinBlocks(blocks: readonly [Block, ...Block[]], between: Between, language: string | null): Block {
  const [first] = blocks;
  const texts: string[] = [];
  const moved: Block[] = [];
  let length = 0;
  let linked = 0;
  for (const [i, block] of blocks.entries()) {
    const before = blocks[i - 1];
    const gap = before === undefined ? '' : between(before.text, block.text);
    length += gap.length;
    moved.push(movedBy(block, length));
    texts.push(gap, block.text);
    length += block.text.length;
    linked += block.linked * block.text.length;
  }
  const isOne = blocks.every((block) => block.language === first.language);
  const whole = isOne ? first.language : language;
  return {
    ...first,
    text: texts.join(''),
    anchors: moved.flatMap(({ anchors }) => anchors),
    noteLinks: moved.flatMap(({ noteLinks }) => noteLinks),
    runs: [...moved.flatMap(({ runs }) => runs), ...(isOne ? [] : languageRuns(blocks, between, whole))],
    language: whole,
    linked: length === 0 ? 0 : Math.min(1, linked / length),
  };
}

const movedBy = (block: Block, by: number): Block => ({
  ...block,
  noteLinks: block.noteLinks.map((link) => ({ ...link, at: link.at + by })),
  runs: block.runs.map((run) => ({ ...run, from: run.from + by, to: run.to + by })),
});

/** Blocks in another language than the whole are runs of it. */
function languageRuns(blocks: readonly Block[], between: Between, whole: string | null): Block['runs'] {
  const runs: Block['runs'][number][] = [];
  let length = 0;
  for (const [i, { language, text }] of blocks.entries()) {
    const before = blocks[i - 1];
    if (before !== undefined) length += between(before.text, text).length;
    const from = length;
    length += text.length;
    if (language !== null && language !== whole) runs.push({ kind: 'language', language, from, to: length });
  }
  return runs;
}
