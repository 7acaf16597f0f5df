import { headingLine, numberValue, RANKS, type Rank } from '../chapter-lines/index.js';

/** Words that stand over as many things as they stand under. */
const NO_RANK: ReadonlySet<string> = new Set(['section', 'abschnitt']);
/** Characters looked at: a title may go on for lines. */
const MAX_TITLE = 80;
/** `BOOKXXXV`: word and number run together. */
const GLUED = /^(\p{L}{4,}?)([ivxlcdm]+|\d{1,3})$/u;
const EAST_ASIAN = /^\s*第/u;
const EAST_ASIAN_NUMBER = /^[〇一二三四五六七八九十百]{1,5}$/;

/** What a title calls what stands under it: a part holds chapters, a chapter holds sections. */
export function rankOf(title: string): Rank | null {
  const words =
    title
      .slice(0, MAX_TITLE)
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}’'-]+/gu) ?? [];
  const [word = '', number = ''] = words.filter((each) => each !== 'the');
  if (NO_RANK.has(word)) return null;
  const rank = RANKS.get(word);
  if (rank !== undefined && numberValue(number) !== null) return rank;
  const [, start = '', end = ''] = GLUED.exec(word) ?? [];
  const glued = RANKS.get(start);
  if (glued !== undefined && numberValue(end) !== null) return glued;
  const line = headingLine(title);
  const isNumbered = line !== null && (line.value !== null || EAST_ASIAN.test(title));
  return isNumbered && (line.kind === 'part' || line.kind === 'chapter') ? line.kind : null;
}

/** A number with or without its word: a title that says nothing of what follows. */
export function isBareNumber(title: string): boolean {
  if (EAST_ASIAN_NUMBER.test(title.trim())) return true;
  const line = headingLine(title);
  return line?.isBare === true && ['part', 'chapter', 'number'].includes(line.kind);
}

/** `2.1 Names` under `2. Words`: its number goes on from the other's. */
export function numberGoesOn(inner: string, outer: string): boolean {
  const number = (title: string): string =>
    /^(?:\p{L}+ )?(\d{1,3}(?:\.\d{1,3}){0,5})\.?(?=\s|:|$)/u.exec(title.trim())?.[1] ?? '';
  const [a, b] = [number(inner), number(outer)];
  return b !== '' && a.startsWith(`${b}.`);
}
