import { splitSentences } from '../../../src/books/sentences.js';

/** A trap for a splitter of sentences: what it is, and a text with `|` at every border. */
export type GoldenCase = readonly [trap: string, text: string];

/** Languages whose sentences follow each other without a space. */
const WITHOUT_SPACES = new Set(['am', 'ja', 'zh']);

const withOneSpace = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** The traps the splitter falls into: a case counts only when it is right as a whole. */
export function missesOf(language: string, cases: readonly GoldenCase[]): readonly string[] {
  return cases.filter(([, text]) => splitOf(language, text) !== withOneSpace(text)).map(([trap]) => trap);
}

function splitOf(language: string, text: string): string {
  const joined = text.replaceAll('|', WITHOUT_SPACES.has(language) ? '' : ' ');
  return splitSentences(joined, language).map(withOneSpace).join('|');
}
