import type { KokoroLanguage } from './languages.js';

/** eSpeak's sign between two symbols that are one sound, when it is asked for ties. */
const TIE = '^';

type Table = Readonly<Record<string, string>>;

/** One sound, one symbol: in all languages. */
const SINGLE: Table = {
  'a^ɪ': 'I',
  'a^ʊ': 'W',
  'd^z': 'ʣ',
  'd^ʒ': 'ʤ',
  'e^ɪ': 'A',
  'o^ʊ': 'O',
  'ə^ʊ': 'Q',
  's^s': 'S',
  't^s': 'ʦ',
  't^ʃ': 'ʧ',
  'ɔ^ɪ': 'Y',
  'c\u0327': 'ç',
  g: 'ɡ',
  '-': '',
  [TIE]: '',
};

const ENGLISH: Table = {
  ...SINGLE,
  'd^z': 'dz',
  't^s': 'ts',
  's^s': 'ss',
  'c\u0327': 'k',
  'ə^l': 'ᵊl',
  e: 'ɛ',
  r: 'ɹ',
  x: 'k',
  ç: 'k',
  ɐ: 'ə',
  ɚ: 'əɹ',
  ɚɹ: 'əɹ',
  ɝ: 'ɜɹ',
  ɝɹ: 'ɜɹ',
  ɫ: 'l',
  ɬ: 'l',
  ʔ: 't',
  ʲ: '',
  '\u0303': '',
};

/** Americans are written without length. */
const AMERICAN: Table = {
  ...ENGLISH,
  ɜːɹ: 'ɜɹ',
  ɜː: 'ɜɹ',
  oːɹ: 'ɔɹ',
  oː: 'ɔ',
  'ɪ^ə': 'iə',
  ɪə: 'iə',
  ɾ: 'T',
  ː: '',
};

const BRITISH: Table = { ...ENGLISH, 'e^ə': 'ɛː', eə: 'ɛː', 'i^ə': 'ɪə', iə: 'ɪə', 'ɪ^ə': 'ɪə' };

const TABLES: Readonly<Record<KokoroLanguage, Table>> = {
  a: AMERICAN,
  b: BRITISH,
  e: SINGLE,
  f: SINGLE,
  h: SINGLE,
  i: SINGLE,
  p: SINGLE,
};

/** Longer sounds are looked for first. */
const patternOf = (table: Table): RegExp =>
  new RegExp(
    Object.keys(table)
      .sort((a, b) => b.length - a.length)
      .map((sound) => sound.replaceAll(TIE, '\\^'))
      .join('|'),
    'gu',
  );
const PATTERNS = Object.fromEntries(Object.entries(TABLES).map(([letter, table]) => [letter, patternOf(table)]));

/** eSpeak ties the r of English to the vowel before it; Kokoro's makers did not. */
const TIED_R = /\^(?=ɹ)/gu;
/** A consonant that is a syllable by itself. */
const SYLLABIC = /(\S)\u0329/gu;

/** From eSpeak's phonemes, made with ties, to Kokoro's symbols. */
export function kokoroSymbols(ipa: string, language: KokoroLanguage): string {
  const table = TABLES[language];
  const pattern = PATTERNS[language] ?? /$^/u;
  return ipa
    .normalize('NFD')
    .replace(TIED_R, '')
    .replace(SYLLABIC, 'ᵊ$1')
    .replace(pattern, (sound) => table[sound] ?? sound);
}

/** What dictionaries write without a tie though it is one sound. */
const ONE_SOUND = /tʃ|dʒ|aɪ|aʊ|eɪ|oʊ|əʊ|ɔɪ|eə/gu;
/** The tie of the International Phonetic Alphabet, above and below. */
const TIE_BARS = /[\u0361\u035c]/gu;

/** A pronunciation as people write it, with the ties that eSpeak would set. */
export const tiedIpa = (ipa: string): string =>
  ipa
    .replace(TIE_BARS, TIE)
    .replace(ONE_SOUND, (sound) => [...sound].join(TIE))
    .replaceAll('ʧ', `t${TIE}ʃ`)
    .replaceAll('ʤ', `d${TIE}ʒ`);
