import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { initSync, segment } from 'sentencex-wasm';
import { primaryLanguage } from './language.js';
import { closersAt, isNoBorder } from './sentence-borders.js';

const WASM = 'sentencex-wasm/sentencex_wasm_bg.wasm';

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
    const end = at + trimmed.length;
    from = end + closersAt(text.slice(end, end + 8));
    borders.push(from);
  }
  return borders.filter((border) => border < text.length);
}

function trueBorders(text: string, borders: readonly number[], language: string): readonly number[] {
  const kept: number[] = [];
  let from = 0;
  for (const [i, border] of borders.entries()) {
    const next = borders[i + 1] ?? text.length;
    if (isNoBorder(text.slice(from, border), text.slice(border, next), language)) continue;
    kept.push(border);
    from = border;
  }
  return kept;
}
