import type { DropReason } from '../book.js';
import type { Block } from '../manuscript.js';

/** Text that was taken out of a block because of what the listener wants. */
export interface TakenText {
  readonly why: DropReason;
  readonly text: string;
}

/** A block without the text between two indexes, and without the blanks that would be left; places in it move along. */
export function cutText(block: Block, from: number, to: number): Block {
  const { text } = block;
  const before = text.slice(0, from).trimEnd();
  const after = text.slice(to).trimStart();
  const blank =
    before !== '' && after !== '' && !/[—–(“‘«]$/u.test(before) && !/^[.,;:!?)\]”’»]/u.test(after) ? ' ' : '';
  const end = text.length - after.length;
  const moved = (at: number): number => {
    if (at <= before.length) return at;
    return at >= end ? at - end + before.length + blank.length : before.length;
  };
  return {
    ...block,
    text: before + blank + after,
    noteLinks: block.noteLinks.map((link) => ({ ...link, at: moved(link.at) })),
    runs: block.runs
      .map((run) => ({
        ...run,
        from: moved(run.from),
        to: Math.min(moved(run.to), before.length + blank.length + after.length),
      }))
      .filter((run) => run.from < run.to),
  };
}

/** Two blocks of one, parted at an index; ids and links stay where they were. */
export function splitBlock(block: Block, at: number): readonly [Block, Block] {
  const head = block.text.slice(0, at).trimEnd();
  const tail = block.text.slice(at).trimStart();
  const start = block.text.length - tail.length;
  const inHead = block.runs.filter((run) => run.from < head.length);
  const inTail = block.runs.filter((run) => run.to > start);
  return [
    {
      ...block,
      text: head,
      endsStanza: false,
      noteLinks: block.noteLinks.filter((link) => link.at <= head.length),
      runs: inHead.map((run) => ({ ...run, to: Math.min(run.to, head.length) })),
    },
    {
      ...block,
      text: tail,
      anchors: [],
      linkFirst: false,
      noteLinks: block.noteLinks
        .filter((link) => link.at > head.length)
        .map((link) => ({ ...link, at: Math.max(0, link.at - start) })),
      runs: inTail.map((run) => ({ ...run, from: Math.max(0, run.from - start), to: run.to - start })),
    },
  ];
}
