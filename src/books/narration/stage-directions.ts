import type { Block } from '../manuscript.js';
import { hasLetters } from '../markup/index.js';
import { isRead, type ReadingChoice } from '../reading-choice.js';
import { cutText, type TakenText } from './block-edits.js';

/** Brackets that held nothing but the direction. */
const EMPTY_BRACKETS = /[([]\s*[.,;]?\s*[)\]]/gu;

/** A block as the listener wants it: without the stage directions inside a speech, when they are left out. */
export function withoutDirections(
  block: Block,
  choice: ReadingChoice,
): { readonly block: Block; readonly taken: readonly TakenText[] } {
  const directions = block.runs.filter(({ kind }) => kind === 'stage-direction');
  if (directions.length === 0 || isRead('stage-directions', choice)) return { block, taken: [] };
  const taken = directions.map(
    ({ from, to }): TakenText => ({ why: 'stage-direction', text: block.text.slice(from, to) }),
  );
  // From the last to the first, so that the places of the others still hold.
  const cut = directions
    .toSorted((a, b) => b.from - a.from)
    .reduce((rest, { from, to }) => cutText(rest, from, to), block);
  return { block: withoutBrackets(cut), taken };
}

function withoutBrackets(block: Block): Block {
  let rest = block;
  for (const match of [...block.text.matchAll(EMPTY_BRACKETS)].reverse())
    rest = cutText(rest, match.index, match.index + match[0].length);
  return hasLetters(rest.text) ? rest : { ...rest, text: '', runs: [] };
}
