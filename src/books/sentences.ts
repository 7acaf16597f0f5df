import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { initSync, segment } from 'sentencex-wasm';
import { primaryLanguage } from './language.js';
import { isInsideWord, isNoBorder } from './sentence-borders.js';
import { furtherBorders } from './sentence-candidates.js';
import { itemsOf } from './sentence-items.js';
import { closersAt, keepsQuotes, openersAtEnd, withoutQuotes } from './sentence-quotes.js';

const WASM = 'sentencex-wasm/sentencex_wasm_bg.wasm';

/** Characters on each side that decide about a border, so that no text takes time by the square of its length. */
const MOST_SEEN = 700;

/** Loaded at the first use and kept. */
const splitter = { ready: false };

function prepare(): void {
  if (splitter.ready) return;
  initSync({ module: readFileSync(createRequire(import.meta.url).resolve(WASM)) });
  splitter.ready = true;
}

/**
 * The sentences of one passage, in order, trimmed; joined they are the text again, white space apart.
 * Titles, initials, quotes with what is said about them, and numbers keep together; a speech of many sentences does not.
 * @param language BCP 47; unknown languages are split by common rules
 */
export function splitSentences(text: string, language: string): readonly string[] {
  const sentences: string[] = [];
  let from = 0;
  for (const to of [...bordersOf(text, language), text.length]) {
    const sentence = text.slice(from, to).trim();
    if (sentence !== '') sentences.push(sentence);
    from = to;
  }
  return sentences;
}

/** Offsets of all true borders, rising. */
function bordersOf(text: string, language: string): readonly number[] {
  const items = itemsOf(text);
  const marks = new Set(items.marks);
  const starts = new Set(items.starts);
  const seen = new Set([...seenBySplitter(text, language), ...furtherBorders(text, language), ...starts]);
  const borders = [...seen]
    .filter((at) => at > 0 && at < text.length && !marks.has(at) && !isInsideWord(text, at))
    .sort((a, b) => a - b);
  const kept: number[] = [];
  for (const [i, border] of borders.entries()) {
    const left = text.slice(Math.max(kept.at(-1) ?? 0, border - MOST_SEEN), border);
    const right = text.slice(border, Math.min(borders[i + 1] ?? text.length, border + MOST_SEEN));
    if (starts.has(border) || !isNoBorder(left, right, language)) kept.push(border);
  }
  return kept;
}

/** As offsets into the text itself, so that nothing can be lost or changed. */
function seenBySplitter(text: string, language: string): readonly number[] {
  prepare();
  const shown = withoutQuotes(text);
  const keeps = keepsQuotes(language);
  const borders: number[] = [];
  let from = 0;
  for (const piece of segment(primaryLanguage(language), shown) as readonly string[]) {
    const trimmed = piece.trim();
    const at = trimmed === '' ? -1 : shown.indexOf(trimmed, from);
    if (at < 0) continue;
    from = at + trimmed.length;
    borders.push(keeps ? from : from + closersAt(text, from) - openersAtEnd(trimmed));
  }
  return borders;
}
