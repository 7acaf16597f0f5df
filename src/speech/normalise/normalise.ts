import { normaliseGerman } from './de/index.js';
import { normaliseEnglish } from './en/index.js';
import { normaliseFrench } from './fr/index.js';
import { cleanCharacters, normaliseMarks, sayAddresses, type Step, tidySpaces } from './shared/index.js';

/** One line for each language with rules of its own; the rest get the rules that hold everywhere. */
const LANGUAGES: Readonly<Record<string, (language: string) => Step>> = {
  de: () => normaliseGerman,
  en: normaliseEnglish,
  fr: () => normaliseFrench,
};

/**
 * What a reader sees, as a narrator would say it. Speaking it again changes nothing more.
 * @param language BCP 47; only the primary tag, and the region where words differ, matter.
 */
export function normaliseForSpeech(text: string, language: string): string {
  const tag = language.toLowerCase();
  const own = LANGUAGES[tag.split('-')[0] ?? '']?.(tag) ?? ((same) => same);
  return [cleanCharacters, sayAddresses, own, normaliseMarks, tidySpaces].reduce((said, step) => step(said), text);
}
