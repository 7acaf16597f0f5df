import type { Block } from '../manuscript.js';

/** A block with text before its own; places in it move along. */
export function withPrefix(block: Block, prefix: string): Block {
  const by = prefix.length;
  return {
    ...block,
    text: prefix + block.text,
    noteLinks: block.noteLinks.map((link) => ({ ...link, at: link.at + by })),
    runs: block.runs.map((run) => ({ ...run, from: run.from + by, to: run.to + by })),
  };
}

/** What stands between two texts that become one. */
export type Between = (left: string, right: string) => string;

/**
 * Several blocks as one. The first decides everything that a block has only one of, but for the language.
 * @param language of what is round them, when they are in several
 */
export function joinBlocks(blocks: readonly [Block, ...Block[]], between: Between, language: string | null): Block {
  const [first, ...others] = blocks;
  let joined: Block = first;
  let linked = first.linked * first.text.length;
  for (const block of others) {
    linked += block.linked * block.text.length;
    const prefix = joined.text + between(joined.text, block.text);
    const moved = withPrefix(block, prefix);
    joined = {
      ...joined,
      text: moved.text,
      anchors: [...joined.anchors, ...block.anchors],
      noteLinks: [...joined.noteLinks, ...moved.noteLinks],
      runs: [...joined.runs, ...moved.runs],
    };
  }
  const isOne = blocks.every((block) => block.language === first.language);
  const whole = isOne ? first.language : language;
  const runs = isOne ? joined.runs : [...joined.runs, ...languageRuns(blocks, between, whole)];
  const share = joined.text === '' ? 0 : Math.min(1, linked / joined.text.length);
  return { ...joined, language: whole, runs, linked: share };
}

/** Blocks in another language than the whole are runs of it. */
function languageRuns(blocks: readonly Block[], between: Between, whole: string | null): Block['runs'] {
  const runs: Block['runs'][number][] = [];
  let text = '';
  for (const block of blocks) {
    if (text !== '') text += between(text, block.text);
    const from = text.length;
    text += block.text;
    const { language } = block;
    if (language !== null && language !== whole) runs.push({ kind: 'language', language, from, to: text.length });
  }
  return runs;
}
