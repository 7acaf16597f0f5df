import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { initSync, segment } from 'sentencex-wasm';
import { primaryLanguage } from './language.js';
import { closersAt, isNoBorder, openersAtEnd } from './sentence-borders.js';

const WASM = 'sentencex-wasm/sentencex_wasm_bg.wasm';

/** Quotes and brackets in a row that are looked at behind a border. */
const MOST_QUOTES = 8;

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
 * Titles, initials, quotes with what is said about them, and numbers keep together.
 * @param language BCP 47; unknown languages are split by common rules
 */
export function splitSentences(text: string, language: string): readonly string[] {
  const borders = trueBorders(text, bordersOf(text, language), language);
  const sentences: string[] = [];
  let from = 0;
  for (const to of [...borders, text.length]) {
    const sentence = text.slice(from, to).trim();
    if (sentence !== '') sentences.push(sentence);
    from = to;
  }
  return sentences;
}

/** Where the splitter sees borders, as offsets into the text itself, so that nothing can be lost or changed. */
function bordersOf(text: string, language: string): readonly number[] {
  prepare();
  const borders: number[] = [];
  let from = 0;
  for (const piece of segment(primaryLanguage(language), text) as readonly string[]) {
    const trimmed = piece.trim();
    const at = trimmed === '' ? -1 : text.indexOf(trimmed, from);
    if (at < 0) continue;
    from = at + trimmed.length;
    const moved = closersAt(text.slice(from, from + MOST_QUOTES)) - openersAtEnd(trimmed, text.slice(from, from + 1));
    borders.push(from + moved);
  }
  return borders.filter((border, i) => border < text.length && border > (borders[i - 1] ?? 0));
}

function trueBorders(text: string, borders: readonly number[], language: string): readonly number[] {
  const kept: number[] = [];
  let from = 0;
  for (const [i, border] of borders.entries()) {
    const next = borders[i + 1] ?? text.length;
    const left = text.slice(Math.max(from, border - MOST_SEEN), border);
    if (isNoBorder(left, text.slice(border, Math.min(next, border + MOST_SEEN)), language)) continue;
    kept.push(border);
    from = border;
  }
  return kept;
}
