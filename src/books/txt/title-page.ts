import type { BookFacts } from '../one-document.js';

/** Lines at the start that may be a title page, and characters of a title. */
const MAX_LINES = 40;
const MAX_TITLE = 100;
const BY = /^(?:by|par|von|de|di|por)\s+(\p{Lu}[\p{L}.'’ -]{2,60})$/iu;

/** Title and author where the text begins with `Title` and `by Author`; nothing else is guessed. */
export function titlePageFacts(lines: readonly string[]): BookFacts {
  const filled = lines
    .slice(0, MAX_LINES)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const at = filled.findIndex((line, i) => i > 0 && i < 6 && BY.test(line));
  const alone = at < 0 ? filled.findIndex((line, i) => i > 0 && i < 5 && /^(by|par|von)$/i.test(line)) : -1;
  const author = at >= 0 ? BY.exec(filled[at] ?? '')?.[1] : alone >= 0 ? filled[alone + 1] : undefined;
  const title = filled[0] ?? '';
  if (author === undefined || title.length > MAX_TITLE || author.length > MAX_TITLE) return {};
  return { title: plainTitle(title), authors: [plainTitle(author.replace(/(?<=\p{L}{2})\.$/u, ''))] };
}

/** `THE LOST WORLD` → `The Lost World`. */
const plainTitle = (text: string): string =>
  /\p{Ll}/u.test(text) ? text : text.toLowerCase().replace(/(?<![\p{L}'’])\p{L}/gu, (letter) => letter.toUpperCase());
