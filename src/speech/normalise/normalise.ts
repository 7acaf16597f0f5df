import { germanRules } from './de/index.js';
import { englishRules } from './en/index.js';
import { spanishRules } from './es/index.js';
import { frenchRules } from './fr/index.js';
import { italianRules } from './it/index.js';
import { numbersOnly } from './others/index.js';
import {
  ADDRESS_RULES,
  applyRules,
  cleanCharacters,
  normaliseMarks,
  type Rule,
  type SpokenChange,
  sayQuotes,
  type Trace,
  tidySpaces,
} from './shared/index.js';

/** One line for each language with rules of its own; the rest get their numbers said and the rules that hold everywhere. */
const LANGUAGES: Readonly<Record<string, (tag: string) => readonly Rule[]>> = {
  de: germanRules,
  en: englishRules,
  es: spanishRules,
  fr: frenchRules,
  it: italianRules,
};

const BEFORE: readonly Rule[] = [
  { name: 'characters', rewrite: (text) => sayQuotes(cleanCharacters(text)).trim() },
  ...ADDRESS_RULES,
];
const AFTER: readonly Rule[] = [{ name: 'marks', rewrite: (text) => tidySpaces(normaliseMarks(text)) }];

/**
 * What a reader sees, as a narrator would say it. Speaking it again changes nothing more.
 * @param language BCP 47; only the primary tag, and the region where words differ, matter.
 * @param trace told each change, in the order of the rules
 */
export function normaliseForSpeech(text: string, language: string, trace?: Trace): string {
  const tag = language.toLowerCase();
  const primary = tag.split('-')[0] ?? '';
  const own = LANGUAGES[primary]?.(tag) ?? numbersOnly(tag);
  const clean = applyRules(BEFORE, text, 'any', trace);
  return applyRules(AFTER, applyRules(own, clean, primary, trace), 'any', trace);
}

/** The same, with what was changed: for a person who asks why a sentence is said as it is. */
export function traceForSpeech(
  text: string,
  language: string,
): { readonly spoken: string; readonly changes: readonly SpokenChange[] } {
  const changes: SpokenChange[] = [];
  const spoken = normaliseForSpeech(text, language, (change) => changes.push(change));
  return { spoken, changes };
}
