import type { Accent } from './sounds.js';

type Rewrite = readonly [pattern: RegExp, sounds: string];

const VOWEL = 'AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻɐɚeoyøœɨɯɵɤɘɞɶʉʏ';
/** Dictionaries set the stress before the syllable, voices of this alphabet learnt it before the vowel. */
const STRESS_BEFORE_SYLLABLE: Rewrite = [new RegExp(`([ˈˌ])([^ˈˌ\\s${VOWEL}]+)(?=[${VOWEL}])`, 'gu'), '$2$1'];

/** Ways to write one sound, and sounds of other languages by their nearest English ones. */
const BEFORE: readonly Rewrite[] = [
  [/\u0303|\u0327|\u032a|\u032f|[ʰˤˑ˞]/g, ''],
  [/g/g, 'ɡ'],
  [/[rɾɺɻɽʀʁ](?![ˈˌ]?ʲ)|[rɾɺɻɽʀʁ]/g, 'ɹ'],
  [/ʲ/g, 'j'],
  [/ç|x|χ|c|q/g, 'k'],
  [/tʃ|tɕ|ʈʂ|tʂ/g, 'ʧ'],
  [/dʒ|dʑ|ɖʐ|dʐ/g, 'ʤ'],
  [/[ʂɕɧ]/g, 'ʃ'],
  [/[ʐʑʝ]/g, 'ʒ'],
  [/[ɫɬɭʟ]/g, 'l'],
  [/ʎ/g, 'lj'],
  [/ɲ/g, 'nj'],
  [/[ɳɴ]/g, 'n'],
  [/ɱ/g, 'm'],
  [/[ɣɢɠʛ]/g, 'ɡ'],
  [/[ɟɖɗ]/g, 'd'],
  [/ʈ/g, 't'],
  [/ɓ/g, 'b'],
  [/[βʋⱱ]/g, 'v'],
  [/ɸ/g, 'f'],
  [/[ħɦʜ]/g, 'h'],
  [/[ɥ]/g, 'w'],
  [/[ɰ]/g, 'w'],
  [/[ʕʡʢʔ]/g, ''],
  [/(\S)\u0329/g, 'ᵊ$1'],
  [/ɝː?|ɚː/g, 'ɜːɹ'],
  [/ɚ/g, 'əɹ'],
  [/[øœɞ]/g, 'ɜː'],
  [/[yʉɯ]/g, 'u'],
  [/ʏ|ɵ/g, 'ʊ'],
  [/ɨ|ɘ/g, 'ɪ'],
  [/ɤ/g, 'ʌ'],
  [/ɶ/g, 'æ'],
  [/ɐ/g, 'ʌ'],
  [/eɪ|ei/g, 'A'],
  [/[aɑ]ɪ|ai/g, 'I'],
  [/[aɑ]ʊ|au/g, 'W'],
  [/[ɔo]ɪ|oi/g, 'Y'],
];

const OWN: Readonly<Record<Accent, readonly Rewrite[]>> = {
  american: [
    [/[oə]ʊ|ou/g, 'O'],
    [/oːɹ|oɹ|ɔːɹ/g, 'ɔɹ'],
    [/ɜː?ɹ?/g, 'ɜɹ'],
    [/[ɪi]ə/g, 'iə'],
    [/oː?/g, 'O'],
    [/eː/g, 'A'],
    [/e/g, 'ɛ'],
    [/ɒ/g, 'ɑ'],
    [/aː/g, 'ɑ'],
    [/a/g, 'æ'],
    [/ː/g, ''],
    [/əl(?![ˈˌ]?[AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻ])/gu, 'ᵊl'],
  ],
  british: [
    [/[əo]ʊ|ou/g, 'Q'],
    [/[eɛ]ə/g, 'ɛː'],
    [/iə/g, 'ɪə'],
    [/oː/g, 'ɔː'],
    [/o/g, 'ɒ'],
    [/eː/g, 'A'],
    [/e/g, 'ɛ'],
    [/æ/g, 'a'],
    [/aː/g, 'ɑː'],
  ],
};

/** Sounds of the International Phonetic Alphabet, one spelling for each, in a voice's alphabet for English. */
export function alphabetOf(ipa: string, accent: Accent): string {
  const said = [...BEFORE, ...OWN[accent]].reduce(
    (sounds, [pattern, replacement]) => sounds.replace(pattern, replacement),
    ipa.normalize('NFD').replace(/[\u0361\u035c.]/g, ''),
  );
  return said.replace(...STRESS_BEFORE_SYLLABLE);
}
