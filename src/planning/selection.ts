import { CODES, EXIT, UserError } from '../core/index.js';

const RANGE = /^(\d{1,6})(?:-(\d{1,6}))?$/;

/**
 * `1-3,7` as numbers, ascending, each once; null = all of 1 … count. Throws a UserError (exit 2) on anything else.
 * @param flag where it was written
 */
export function selectChapters(selection: string | null, count: number, flag = '--chapters'): readonly number[] {
  const all = Array.from({ length: count }, (_, index) => index + 1);
  if (selection === null) return all;
  const chosen = new Set<number>();
  for (const part of selection.split(',').map((text) => text.trim())) {
    const match = RANGE.exec(part);
    const first = Number(match?.[1]);
    const last = Number(match?.[2] ?? match?.[1]);
    if (match === null || first < 1 || last < first || last > count) throw badSelection(part, count, flag);
    for (let n = first; n <= last; n++) chosen.add(n);
  }
  return all.filter((n) => chosen.has(n));
}

function badSelection(part: string, count: number, flag: string): UserError {
  return new UserError(
    {
      code: CODES.chapterSelection,
      what: `${flag} does not understand "${part}".`,
      why:
        count === 1
          ? 'This book has one chapter, 1.'
          : `This book has the chapters 1 to ${count}; ranges look like 1-3,7.`,
      fix: 'e2a plan BOOK',
    },
    EXIT.usage,
  );
}
