import { smallLetters } from './entry.js';

/** What may follow a listed word within its own word: `Hermione’s`, `Muggles`. */
export interface Ending {
  /** As the text has it. */
  readonly written: string;
  /** The word's sounds with the ending's. */
  readonly sounds: (ipa: string) => string;
}

interface EndingRule {
  /** Small letters, apostrophes as `’`. */
  readonly letters: string;
  readonly fits: (word: string) => boolean;
  readonly sounds: (ipa: string) => string;
}

/** A shorter word with an s is too often another word: "as", "does", "news". */
const LEAST_PLURAL_LETTERS = 4;
const SIBILANT = /[szʃʒɕʑʂʐ][ʰʲˈˌː\s]*$/u;
const VOICELESS = /[ptkfθcq][ʰʲˈˌː\s]*$/u;
const DENTAL = /[td][ʰʲˈˌː\s]*$/u;

const always = (): boolean => true;
const adding =
  (sounds: string) =>
  (ipa: string): string =>
    ipa + sounds;
const englishS = (ipa: string): string => ipa + (SIBILANT.test(ipa) ? 'ᵻz' : VOICELESS.test(ipa) ? 's' : 'z');
const englishD = (ipa: string): string => ipa + (DENTAL.test(ipa) ? 'ᵻd' : 'd');
const isLong = (word: string): boolean => word.length >= LEAST_PLURAL_LETTERS;
const takesS = (word: string): boolean => isLong(word) && !/[sxz]$/i.test(word);
const takesEs = (word: string): boolean => isLong(word) && /(?:[sxz]|ch|sh)$/i.test(word);
const isName = (word: string): boolean => isLong(word) && /^\p{Lu}/u.test(word) && !/[sxzß]$/i.test(word);

const GENITIVE: readonly EndingRule[] = [
  { letters: '’s', fits: always, sounds: adding('s') },
  { letters: 's', fits: isName, sounds: adding('s') },
];

/** Longest first. */
const RULES: Readonly<Record<string, readonly EndingRule[]>> = {
  en: [
    { letters: '’ll', fits: always, sounds: adding('əl') },
    { letters: '’ve', fits: always, sounds: adding('əv') },
    { letters: '’s', fits: always, sounds: englishS },
    { letters: '’d', fits: always, sounds: englishD },
    { letters: 'es', fits: takesEs, sounds: englishS },
    { letters: 's', fits: takesS, sounds: englishS },
  ],
  da: GENITIVE,
  de: GENITIVE,
  nb: GENITIVE,
  nl: GENITIVE,
  no: GENITIVE,
  sv: GENITIVE,
};

/** The endings that `word` may have at the beginning of `rest`, which has `’` for every apostrophe. */
export function endingsAt(rest: string, word: string, language: string): readonly Ending[] {
  return (RULES[language] ?? []).flatMap(({ letters, fits, sounds }): readonly Ending[] => {
    const written = rest.slice(0, letters.length);
    return smallLetters(written) === letters && fits(word) ? [{ written, sounds }] : [];
  });
}
