/** How a word list says a word: other letters for it, or its sounds. */
export type SaidAs =
  | { readonly type: 'words'; readonly text: string }
  /** International Phonetic Alphabet, without the slashes round it. */
  | { readonly type: 'ipa'; readonly ipa: string };

/** A line of a word list. */
export interface LexiconEntry {
  /** A word or a few, as the book writes them; found as whole words. Capitals count only when it has some beyond its first letter. */
  readonly word: string;
  readonly said: SaidAs;
  /** BCP 47 primary tag; null: in every language. */
  readonly language: string | null;
}

/** `Chumley`, `/ˈtʃʌmli/`: as it stands in a list. */
export const saidText = ({ said }: LexiconEntry): string => (said.type === 'words' ? said.text : `/${said.ipa}/`);

const CAPITAL = /[\p{Lu}\p{Lt}]/u;
const APOSTROPHES = /['‘ʼ＇]/g;
const HYPHENS = /[‐‑]/g;

/** One sign for every apostrophe and hyphen; as long as the text. */
export const oneApostrophe = (text: string): string => text.replace(APOSTROPHES, '’').replace(HYPHENS, '-');

/** Small letters, and as long as the text: the few letters that would grow stay as they are. */
export function smallLetters(text: string): string {
  const small = text.toLowerCase();
  if (small.length === text.length) return small;
  return Array.from(text, (letter) => sameLength(letter, letter.toLowerCase())).join('');
}

const sameLength = (letter: string, small: string): string => (small.length === letter.length ? small : letter);

/** `McGonagall`, `NATO`: only found as written. */
export const capitalsCount = (word: string): boolean => CAPITAL.test(word.replace(/^[^\p{L}]*\p{L}/u, ''));

/** Two words with the same key are the same word to a list. */
export function wordKey(word: string): string {
  const written = oneApostrophe(word.normalize('NFC').replace(/\s+/g, ' '));
  return capitalsCount(written) ? written : smallLetters(written);
}
