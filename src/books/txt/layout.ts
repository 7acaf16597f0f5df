/** How a text file parts its paragraphs. */
export interface Layout {
  /** Lines are broken at a width, so that a paragraph has several; else each line is a paragraph. */
  readonly isWrapped: boolean;
  /** Paragraphs begin with blanks rather than after a blank line. */
  readonly isIndented: boolean;
  /** Characters that nearly every full line stays within. */
  readonly width: number;
}

/** Longer lines are whole paragraphs. */
const LONGEST_WRAPPED = 120;
/** Share of lines that may be longer than the width, and than a wrapped line can be. */
const BEYOND_WIDTH = 0.03;
const BEYOND_WRAPPED = 0.05;
/** Lines between two blank ones from which blank lines do not part paragraphs; share of lines that begin one by blanks. */
const LONG_GROUP = 8;
const [FEW_INDENTS, MANY_INDENTS] = [0.02, 0.7];
const INDENT = /^(?: {1,12}|\t|\u3000)\S/u;

/** Looks at all lines of a file. */
export function layoutOf(lines: readonly string[]): Layout {
  const filled = lines.filter((line) => line.trim() !== '');
  const lengths = filled.map((line) => line.trimEnd().length).sort((a, b) => a - b);
  const at = (share: number): number => lengths[Math.floor((lengths.length - 1) * share)] ?? 0;
  const isWrapped = at(1 - BEYOND_WRAPPED) <= LONGEST_WRAPPED && goesOn(filled);
  const indents = filled.filter((line) => INDENT.test(line)).length / Math.max(1, filled.length);
  const groups = lines.filter((line, i) => line.trim() !== '' && (lines[i - 1] ?? '').trim() === '').length;
  const isIndented = filled.length >= groups * LONG_GROUP && indents >= FEW_INDENTS && indents <= MANY_INDENTS;
  return { isWrapped, isIndented, width: Math.min(LONGEST_WRAPPED, at(1 - BEYOND_WIDTH)) };
}

/** Lines that end without a stop before one that begins small: share from which lines are wrapped, and lines looked at. */
const GOING_ON = 0.12;
const MAX_LOOKED_AT = 20_000;

function goesOn(filled: readonly string[]): boolean {
  const looked = filled.slice(0, MAX_LOOKED_AT);
  const going = looked.filter(
    (line, i) => /^\s*[\p{Ll}]/u.test(looked[i + 1] ?? '') && /[\p{L},;-]\s*$/u.test(line),
  ).length;
  return going >= looked.length * GOING_ON;
}
