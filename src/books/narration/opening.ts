/** A word in capitals, of two letters or more, or a one-letter word among them. */
const CAPITALS = /^[^\p{L}\p{N}]*(?:\p{Lu}[\p{Lu}\p{M}'’.-]*|[IAO])[^\p{L}\p{N}]*$/u;
/** Characters of a word; what is longer is none. */
const MAX_WORD = 100;
const LONG = /\p{Lu}{2}/u;
const HAS_SMALL = /\p{Ll}/u;

/**
 * The first line of a chapter set in capitals (`IT IS A TRUTH universally…`) in plain letters, so that no voice spells it.
 * Text all in capitals is left: that is a sign or a letter, not typography. The text stays as long as it was.
 */
export function lowerOpening(text: string): string {
  if (!HAS_SMALL.test(text)) return text;
  const words = text.split(' ');
  const end = words.findIndex((word) => word.length > MAX_WORD || !CAPITALS.test(word));
  const capitals = words.slice(0, end < 0 ? words.length : end);
  // The last of a run of one-letter words belongs to the text after it: `A MAN I knew`.
  while (capitals.length > 0 && !LONG.test(capitals.at(-1) ?? '')) capitals.pop();
  if (capitals.filter((word) => LONG.test(word)).length < 2) return text;
  const lowered = capitals.map((word, i) => {
    const startsSentence = i === 0 || /[.!?]['"”’»]*$/.test(capitals[i - 1] ?? '');
    return plainWord(word, startsSentence);
  });
  return [...lowered, ...words.slice(capitals.length)].join(' ');
}

function plainWord(word: string, startsSentence: boolean): string {
  if (/^[^\p{L}]*I(['’]|[^\p{L}]|$)/u.test(word)) return word.replace(/['’]\p{Lu}+/gu, (tail) => tail.toLowerCase());
  const lower = word.replace(/\p{Lu}/gu, (letter) =>
    letter.toLowerCase().length === 1 ? letter.toLowerCase() : letter,
  );
  return startsSentence
    ? lower.replace(/\p{L}/u, (letter) => (letter.toUpperCase().length === 1 ? letter.toUpperCase() : letter))
    : lower;
}
