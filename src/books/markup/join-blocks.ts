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

/** Several blocks as one, with what stands between any two. The first decides everything that a block has only one of. */
export function joinBlocks(blocks: readonly [Block, ...Block[]], between: (left: string) => string): Block {
  const [first, ...others] = blocks;
  let joined: Block = first;
  let linked = first.linked * first.text.length;
  for (const block of others) {
    linked += block.linked * block.text.length;
    const prefix = joined.text + between(joined.text);
    const moved = withPrefix(block, prefix);
    joined = {
      ...joined,
      text: moved.text,
      anchors: [...joined.anchors, ...block.anchors],
      noteLinks: [...joined.noteLinks, ...moved.noteLinks],
      runs: [...joined.runs, ...moved.runs],
    };
  }
  const language = blocks.every((block) => block.language === first.language) ? first.language : undefined;
  const runs = language === undefined ? [...joined.runs, ...languageRuns(blocks, between)] : joined.runs;
  return { ...joined, runs, linked: joined.text === '' ? 0 : Math.min(1, linked / joined.text.length) };
}

/** Blocks in another language than the first are runs of that language in the whole. */
function languageRuns(blocks: readonly Block[], between: (left: string) => string): Block['runs'] {
  const runs: Block['runs'][number][] = [];
  let text = '';
  for (const block of blocks) {
    if (text !== '') text += between(text);
    const from = text.length;
    text += block.text;
    const { language } = block;
    if (language !== null && language !== blocks[0]?.language)
      runs.push({ kind: 'language', language, from, to: text.length });
  }
  return runs;
}
