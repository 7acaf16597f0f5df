/** Of scripts written without blanks a word has about two characters (`学校`, `名前`); a run of them is that many words. */
const CHARACTERS_PER_WORD = 2;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+/gu;
const SPACED_WORD = /[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu;

/** Characters an English voice speaks in a second: the estimate until a fleet has been measured. */
const CHARACTERS_PER_SECOND = 15;
/**
 * One of these characters is a syllable or more. Japanese readers say 300–400 characters in a minute, of which a third
 * are Han; readers of Chinese and Korean say about 240 and 330 syllables.
 */
const SLOW_CHARACTERS: readonly { readonly characters: RegExp; readonly perSecond: number }[] = [
  { characters: /\p{Script=Han}/gu, perSecond: 4 },
  { characters: /[\p{Script=Hiragana}\p{Script=Katakana}ー]/gu, perSecond: 7.5 },
  { characters: /[\uac00-\ud7a3]/gu, perSecond: 5.5 },
];

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

export function countWords(text: string): number {
  const unspaced = text.match(UNSPACED) ?? [];
  if (unspaced.length === 0) return countOf(text, SPACED_WORD);
  const words = unspaced.reduce((sum, run) => sum + Math.ceil(run.length / CHARACTERS_PER_WORD), 0);
  return words + countOf(text.replace(UNSPACED, ' '), SPACED_WORD);
}

/** Seconds of speech, pauses not counted. */
export function secondsToSay(spoken: string): number {
  const slow = SLOW_CHARACTERS.map(({ characters, perSecond }) => ({ count: countOf(spoken, characters), perSecond }));
  const others = slow.reduce((rest, { count }) => rest - count, spoken.length);
  return slow.reduce((sum, { count, perSecond }) => sum + count / perSecond, others / CHARACTERS_PER_SECOND);
}
