import { plainText, spokenParts } from '../../speech-engine.js';
import { markQuotes, QUOTE } from './quotes.js';

/** Part of a run: text to be read, or a word whose sounds are given. */
export type RunPart =
  /** No quotes, straight apostrophes. */
  | { readonly type: 'text'; readonly text: string }
  /** `ipa` is empty for the later words of a pronunciation that cannot be shared out among its words. */
  | { readonly type: 'sounds'; readonly word: string; readonly ipa: string };

/** What stands between white space in the plain text; `to` excluded. */
export interface Run {
  readonly from: number;
  readonly to: number;
  readonly parts: readonly RunPart[];
}

/** `recipient(s)` is read as it would be said. */
const OPTIONAL_PLURAL = /(?<=\p{L})\((e?s)\)/gu;

interface GivenSounds {
  readonly from: number;
  readonly word: string;
  readonly ipa: string;
}

/** One for each of `wordsOf(spoken)`, in order. */
export function runsOf(spoken: string): readonly Run[] {
  const text = markQuotes(plainText(spoken));
  const given = givenSounds(spoken);
  return [...text.matchAll(/\S+/gu)].map(({ 0: run, index: from }) => {
    const to = from + run.length;
    const inside = given.filter((each) => each.from >= from && each.from < to);
    return { from, to, parts: partsOf(text, from, to, inside) };
  });
}

function givenSounds(spoken: string): readonly GivenSounds[] {
  const given: GivenSounds[] = [];
  let at = 0;
  for (const part of spokenParts(spoken)) {
    if (part.type === 'sounds') given.push(...wordByWord(part.word, part.ipa, at));
    at += part.type === 'text' ? part.text.length : part.word.length;
  }
  return given;
}

function wordByWord(text: string, ipa: string, at: number): readonly GivenSounds[] {
  const words = [...text.matchAll(/\S+/gu)];
  const sounds = ipa.trim().split(/\s+/u);
  return words.map(({ 0: word, index }, number) => ({
    from: at + index,
    word,
    ipa: (sounds.length === words.length ? sounds[number] : number === 0 ? sounds.join(' ') : '') ?? '',
  }));
}

function partsOf(text: string, from: number, to: number, given: readonly GivenSounds[]): readonly RunPart[] {
  const parts: RunPart[] = [];
  const addText = (begin: number, end: number): void => {
    const bare = text.slice(begin, end).replaceAll(QUOTE, '').replace(OPTIONAL_PLURAL, '$1');
    if (bare !== '') parts.push({ type: 'text', text: bare });
  };
  let at = from;
  for (const { from: begin, word, ipa } of given) {
    addText(at, begin);
    parts.push({ type: 'sounds', word, ipa });
    at = begin + word.length;
  }
  addText(at, to);
  return parts;
}
