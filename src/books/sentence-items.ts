/**
 * A list that was run into one passage: `1. Bread 2. Salt`, `a) … b) …`, `• 9. … • 10. …`. It is one only when the text
 * begins with an item and the next number or letter follows in the same style.
 */

interface Item {
  readonly bullet: string;
  readonly number: string;
  readonly close: string;
}

const FIRST = /^\s*([•⁃‣◦]?\s?)(\d{1,3}|[a-h])(\.\)|\.|\))\s/u;

/** More items than this are left to the splitter. */
const MOST_ITEMS = 200;

export interface Items {
  /** Offsets where an item begins, the first one's left out. */
  readonly starts: readonly number[];
  /** Offsets behind the number of an item: no sentence ends there. */
  readonly marks: readonly number[];
}

export function itemsOf(text: string): Items {
  const first = FIRST.exec(text);
  const starts: number[] = [];
  if (first === null) return { starts, marks: [] };
  const marks = [first[0].trimEnd().length];
  let item: Item = { bullet: (first[1] ?? '').trim(), number: first[2] ?? '', close: first[3] ?? '' };
  for (let n = 0; n < MOST_ITEMS; n += 1) {
    item = { ...item, number: numberAfter(item.number) };
    const at = startOf(item, text, marks.at(-1) ?? 0);
    if (at === null) break;
    starts.push(at.start);
    marks.push(at.end);
  }
  return starts.length === 0 ? { starts, marks: [] } : { starts, marks };
}

const numberAfter = (number: string): string =>
  /\d/.test(number) ? String(Number(number) + 1) : String.fromCharCode(number.charCodeAt(0) + 1);

/** The next item, before a capital: `… 2. Salt`. */
function startOf(item: Item, text: string, from: number): { readonly start: number; readonly end: number } | null {
  for (const space of item.bullet === '' ? [''] : ['', ' ']) {
    const mark = ` ${item.bullet}${space}${item.number}${item.close} `;
    const at = text.indexOf(mark, from);
    if (at >= 0 && /^\p{Lu}/u.test(text.slice(at + mark.length))) return { start: at, end: at + mark.length - 1 };
  }
  return null;
}
