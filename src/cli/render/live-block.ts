import type { Screen } from '../screen.js';

const ESC = '\u001b[';
const toLineStart = (linesUp: number): string => (linesUp === 0 ? '\r' : `${ESC}${linesUp}F`);
const ERASE_BELOW = `${ESC}J`;

/** Lines of a terminal that are drawn again and again in place. */
export interface LiveBlock {
  draw(lines: readonly string[]): void;
  /** Takes the block away; what is written next stands in its place. */
  clear(): void;
}

export function liveBlock(screen: Screen): LiveBlock {
  let drawn = 0;
  return {
    draw: (lines) => {
      screen.write(`${toLineStart(drawn)}${ERASE_BELOW}${lines.join('\n')}\n`);
      drawn = lines.length;
    },
    clear: () => {
      if (drawn > 0) screen.write(`${toLineStart(drawn)}${ERASE_BELOW}`);
      drawn = 0;
    },
  };
}
