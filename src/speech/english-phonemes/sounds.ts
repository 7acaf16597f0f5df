/** Whose English: which dictionaries are opened, and how endings sound. */
export type Accent = 'american' | 'british';

export const PRIMARY = 'ˈ';
const SECONDARY = 'ˌ';
const ANY_STRESS = /[ˈˌ]/;
/** A capital is a diphthong: A as in day, I my, O go (American), Q go (British), W now, Y boy. */
const VOWELS = new Set('AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻ');
const CONSONANTS = new Set('bdfhjklmnpstvwzðŋɡɹɾʃʒʤʧθ');
const FIRST_VOWEL = /[AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻ]/;
/** Two sounds in one symbol. */
const DOUBLE = new Set('AIOQWYʤʧ');
/** Signs that a voice hears as a pause, quotes apart. */
const PAUSES = new Set(';:,.!?—…');

/** What a word is followed by. */
export type NextSound = 'vowel' | 'consonant' | 'pause';

/** The first thing that is heard in `phonemes`; `otherwise` where nothing in them tells. */
export function firstSound(phonemes: string, otherwise: NextSound): NextSound {
  for (const symbol of phonemes) {
    if (VOWELS.has(symbol)) return 'vowel';
    if (CONSONANTS.has(symbol)) return 'consonant';
    if (PAUSES.has(symbol)) return 'pause';
  }
  return otherwise;
}

/** How long it takes, roughly: what decides which half of a compound keeps its stress. */
export const weightOf = (phonemes: string): number =>
  [...phonemes].reduce((weight, symbol) => weight + (DOUBLE.has(symbol) ? 2 : 1), 0);

/** What capital letters ask for: `Word` a light stress, `WORD` a strong one, where the word has none of its own. */
export type Emphasis = 'none' | 'light' | 'strong';

export function emphasise(phonemes: string, emphasis: Emphasis): string {
  if (emphasis === 'none' || phonemes.includes(PRIMARY)) return phonemes;
  if (phonemes.includes(SECONDARY)) return emphasis === 'strong' ? phonemes.replaceAll(SECONDARY, PRIMARY) : phonemes;
  return stressFirstVowel(phonemes, emphasis === 'strong' ? PRIMARY : SECONDARY);
}

/** A main stress becomes a minor one, and minor ones go; without a main stress nothing changes. */
export const demote = (phonemes: string): string =>
  phonemes.includes(PRIMARY) ? phonemes.replaceAll(SECONDARY, '').replaceAll(PRIMARY, SECONDARY) : phonemes;

/** One letter after the other, the last with the main stress. */
export function joinLetters(letters: readonly string[]): string {
  const said = letters.join('');
  const even = ANY_STRESS.test(said) ? demote(said) : stressFirstVowel(said, SECONDARY);
  const last = even.lastIndexOf(SECONDARY);
  return last < 0 ? even : even.slice(0, last) + PRIMARY + even.slice(last + 1);
}

function stressFirstVowel(phonemes: string, stress: string): string {
  const at = phonemes.search(FIRST_VOWEL);
  return at < 0 ? phonemes : phonemes.slice(0, at) + stress + phonemes.slice(at);
}
