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
