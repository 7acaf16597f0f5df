import type { BookFacts } from '../one-document.js';

/** Lines at the start in which a header must begin and end. */
const MAX_HEADER = 1_500;
const START = /^\s*\*\*\*\s*START OF (THE|THIS) PROJECT GUTENBERG|\*END\s?\*?\s?THE SMALL PRINT/i;
const END = /^\s*(\*\*\*\s*)?END OF (THE |THIS )?PROJECT GUTENBERG/i;
const FIELD = /^(Title|Author|Language|Release Date|Translator)\s*:\s*(.+)$/i;

/** What Project Gutenberg wraps round a text. */
export interface Wrapping {
  readonly facts: BookFacts;
  /** Lines of the text itself: from, to (exclusive). */
  readonly from: number;
  readonly to: number;
}

/** Finds header and licence; a file without them is all text. */
export function wrappingOf(lines: readonly string[]): Wrapping {
  const head = lines.slice(0, MAX_HEADER);
  const start = head.findIndex((line) => START.test(line));
  const end = lines.findIndex((line, i) => i > Math.max(start, lines.length / 2) && END.test(line));
  const isOurs = start >= 0 || head.slice(0, 30).some((line) => /project gutenberg/i.test(line));
  return {
    facts: isOurs ? factsIn(head.slice(0, start < 0 ? MAX_HEADER / 10 : start)) : {},
    from: start < 0 ? 0 : start + 1,
    to: end < 0 ? lines.length : end,
  };
}

function factsIn(lines: readonly string[]): BookFacts {
  const fields = new Map<string, string>();
  for (const [i, line] of lines.entries()) {
    const [, name = '', value = ''] = FIELD.exec(line.trim()) ?? [];
    // A long title goes on, moved in, in the next line.
    const next = /^\s{4,}\S/.test(lines[i + 1] ?? '') ? ` ${lines[i + 1]?.trim()}` : '';
    if (name !== '' && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value.trim() + next);
  }
  return {
    title: fields.get('title'),
    authors: (fields.get('author') ?? '').split(/\s*;\s*|\s+and\s+/),
    language: languageCode(fields.get('language') ?? ''),
    date: /\b(1[5-9]|20)\d\d\b/.exec(fields.get('release date') ?? '')?.[0],
  };
}

const CODES =
  'en fr de es it nl pt ru pl sv da no fi is la el grc hu cs ro ca eo ja zh ko ar he tr uk bg sr hr sl cy ga af tl et lt lv';

/** `English` → `en`; empty for what is unknown. */
function languageCode(name: string): string {
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
  return CODES.split(' ').find((code) => names.of(code)?.toLowerCase() === name.toLowerCase()) ?? '';
}
