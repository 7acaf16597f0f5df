/** The alphabets of a network that reads strange words: letters go in and sounds come out as numbers. */
export interface SpellingAlphabet {
  /** Letter → its number. */
  readonly letters: ReadonlyMap<string, number>;
  /** Number → sound; 0 is none of them, it stands between sounds. */
  readonly sounds: readonly string[];
  /** Letters the network takes. */
  readonly most: number;
}

/** What the network is fed; empty when it knows none of the letters. */
export const lettersOf = (word: string, { letters, most }: SpellingAlphabet): readonly number[] =>
  [...word].flatMap((letter) => letters.get(letter) ?? []).slice(0, most);

/** What it answered, as phonemes: a number that is repeated is one sound. */
export const soundsOf = (answer: readonly number[], { sounds }: SpellingAlphabet): string =>
  answer
    .filter((number, index) => number !== 0 && number !== answer[index - 1])
    .map((number) => sounds[number - 1] ?? '')
    .join('');
