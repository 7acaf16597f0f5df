import { err, ok, type Result } from '../../core/index.js';

/** What eSpeak's voices were trained with; a voice of another making may know fewer. */
const SOUNDS = new Set(
  'abcdefhijklmnopqrstuvwxyzæðøħŋœǀǁǂǃɐɑɒɓɔɕɖɗɘəɚɛɜɞɟɠɡɢɣɤɥɦɧɨɪɫɬɭɮɯɰɱɲɳɴɵɶɸɹɺɻɽɾʀʁʂʃʄʈʉʊʋʌʍʎʏʐʑʒʔʕʘʙʛʜʝʟʡʢβθχᵻⱱε',
);
/** Stress, length and the other marks that change a sound. */
const MARKS = new Set('ˈˌːˑ˞ʲʰˤ\u0303\u0327\u0329\u032a\u032f');
/** Other ways to write the same. */
const OTHERWISE: Readonly<Record<string, string>> = {
  g: 'ɡ',
  ':': 'ː',
  "'": 'ˈ',
  '’': 'ˈ',
  ʧ: 'tʃ',
  ʤ: 'dʒ',
  ʦ: 'ts',
  ʣ: 'dz',
  ʨ: 'tɕ',
  ʥ: 'dʑ',
  ɝ: 'ɜː',
  ɩ: 'ɪ',
  ɷ: 'ʊ',
  ﬁ: 'fi',
};
/** Syllables, ties, links, and shades that no voice tells apart. */
const WITHOUT_SOUND =
  /[.\u203f]|[ʷˠⁿˡ]|[\u0306\u030a\u0318-\u031a\u031c-\u0320\u0324\u0325\u0330\u0334\u0339-\u033d\u0348\u035c\u0361]/gu;
/** Longest pronunciation, in characters: a name of six long words. */
export const MAX_IPA_CHARACTERS = 120;

/**
 * Sounds as voices know them, of what stands between the slashes: one spelling for each, ties and syllable dots away.
 * The error is a sentence that names the sign no voice knows.
 */
export function readIpa(written: string): Result<string> {
  const bare = written.normalize('NFD').replace(WITHOUT_SOUND, '');
  const signs = [...bare.replace(/\s+/g, ' ').trim()].map((sign) => OTHERWISE[sign] ?? sign);
  const unknown = signs.find((sign) => sign !== ' ' && [...sign].some((each) => !SOUNDS.has(each) && !MARKS.has(each)));
  if (unknown !== undefined) return err(complaint(unknown));
  const ipa = signs.join('');
  if (![...ipa].some((sign) => SOUNDS.has(sign))) return err('There is no sound between the slashes.');
  if (ipa.length > MAX_IPA_CHARACTERS) return err(`It has more than ${MAX_IPA_CHARACTERS} sounds.`);
  return ok(ipa);
}

/** Of these sounds, those that a voice has no symbol for, each once. */
export const unknownSounds = (ipa: string, knows: (symbol: string) => boolean): readonly string[] => [
  ...new Set([...ipa.normalize('NFD')].filter((symbol) => !knows(symbol))),
];

function complaint(sign: string): string {
  const code = `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  if ('()'.includes(sign)) return 'A sound in brackets may be said or not: write it, or leave it out.';
  if (/\p{Lu}/u.test(sign)) return `"${sign}" is a capital letter; sounds are written with small ones.`;
  return `"${sign}" (${code}) is no sound that the voices know.`;
}
