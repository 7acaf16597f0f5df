/** Characters that no shell gives a meaning. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/** A command as a person can paste it. */
export const shellCommand = (words: readonly string[]): string =>
  words.map((word) => (PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
