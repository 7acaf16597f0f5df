import type { Flow } from './flow.js';

const START = /\*\*\*\s*START OF (THE|THIS) PROJECT GUTENBERG/i;
const END = /^(\s*\*\*\*\s*)?END OF (THE |THIS )?PROJECT GUTENBERG/i;
const END_STARRED = /\*\*\*\s*END OF (THE|THIS) PROJECT GUTENBERG/i;
const CREDITS =
  /^(produced|e-?text prepared|transcribed|prepared|scanned|this e-?(text|book) was (produced|prepared)|html version)\b/i;
/** A start mark later than this share of the book, or an end mark before the next, is part of the story. */
const START_WITHIN = 0.25;
const END_AFTER = 0.5;
/** Credit lines follow the start mark within so many blocks. */
const CREDIT_BLOCKS = 4;
const NAME = 'Project Gutenberg header and licence';

/** Leaves out what Project Gutenberg wraps round a book, whatever files it lies in. */
export function dropLicence(flow: Flow): void {
  const { items, total } = flow;
  let before = 0;
  let start = -1;
  let end = items.length;
  for (const [index, { block, letters }] of items.entries()) {
    if (start < 0 && before <= total * START_WITHIN && START.test(block.text)) start = index;
    if (before >= total * END_AFTER && (END_STARRED.test(block.text) || END.test(block.text))) {
      end = index;
      break;
    }
    before += letters;
  }
  if (start >= 0) flow.drop(0, afterCredits(flow, start + 1), 'licence', NAME);
  flow.drop(end, items.length, 'licence', NAME);
  for (const item of items) if (item.fate === 'licence') item.name ??= NAME;
}

function afterCredits(flow: Flow, from: number): number {
  const next = flow.items.slice(from, from + CREDIT_BLOCKS);
  const last = next.findLastIndex(({ block }) => CREDITS.test(block.text));
  const heading = next.findIndex(({ block }) => block.kind === 'heading');
  return last >= 0 && (heading < 0 || last < heading) ? from + last + 1 : from;
}
