import type { Flow, FlowItem } from './flow.js';

/** Blocks in a row that must stand in the book twice, and their letters: no refrain and no formula is so long. */
const MIN_BLOCKS = 8;
const MIN_LETTERS = 3_000;

/**
 * Leaves out a chapter's text that stands in the book a second time, word for word: a fault in the making of the file.
 * @returns names of what was repeated
 */
export function dropRepeats(flow: Flow): readonly string[] {
  const live = flow.items.filter((item) => item.fate === null && item.letters > 0);
  const firstAt = new Map<string, number>();
  const names: string[] = [];
  for (let i = 0; i < live.length; i++) {
    const key = keyOf(live, i);
    const before = firstAt.get(key);
    const length = before === undefined ? 0 : sameLength(live, before, i);
    const run = live.slice(i, i + length);
    if (length >= MIN_BLOCKS && run.reduce((sum, { letters }) => sum + letters, 0) >= MIN_LETTERS) {
      for (const item of run) setRepeated(item);
      names.push(run.find(({ block }) => block.kind === 'heading')?.block.text ?? run[0]?.block.text ?? '');
    } else if (before === undefined) firstAt.set(key, i);
    i += Math.max(0, length - 1);
  }
  return names;
}

/** Two blocks, so that a number alone or a refrain does not begin a comparison each time. */
const keyOf = (items: readonly FlowItem[], at: number): string =>
  `${items[at]?.block.text}\u0000${items[at + 1]?.block.text}`;

/** How many blocks from `a` and from `b` on are the same; the runs do not overlap. */
function sameLength(items: readonly FlowItem[], a: number, b: number): number {
  let length = 0;
  while (a + length < b && items[b + length] && items[a + length]?.block.text === items[b + length]?.block.text)
    length++;
  return length;
}

function setRepeated(item: FlowItem): void {
  item.fate = 'repeated';
  item.name = 'Text that stands in the book twice';
}
