import type { NextSound } from '../sounds.js';
import { wordClass } from './dictionary.js';

/** A word with what decides how it is said. */
export interface WordInContext {
  /** Straight apostrophes. */
  readonly word: string;
  /** Part of speech, in the Penn treebank's tags. */
  readonly tag: string;
  readonly next: NextSound;
  /** Whether the next word is "to". */
  readonly beforeTo: boolean;
}

/** What a function word asks for. */
export type FunctionWord =
  | { readonly type: 'said'; readonly phonemes: string }
  /** As the dictionary has it, here for this part of speech. */
  | { readonly type: 'look up'; readonly word: string; readonly tag: string }
  | { readonly type: 'spelt' };

type Rule = (word: WordInContext) => FunctionWord | null;

const said = (phonemes: string): FunctionWord => ({ type: 'said', phonemes });
const lookUp = (word: string, tag = ''): FunctionWord => ({ type: 'look up', word, tag });
const SPELT: FunctionWord = { type: 'spelt' };

const isNoun = (tag: string): boolean => wordClass(tag) === 'NOUN';
const isAllCapitals = (word: string): boolean => word === word.toUpperCase() && word.length > 1;

/** Small words that sound differently before a vowel, before a pause, or as another part of speech. */
const RULES: Readonly<Record<string, Rule>> = {
  a: ({ tag }) => said(tag === 'DT' ? 'ɐ' : 'ˈA'),
  am: ({ word, tag, next }) => {
    if (isNoun(tag)) return SPELT;
    return next === 'pause' || word !== 'am' ? lookUp('am') : said('ɐm');
  },
  an: ({ word, tag }) => (isAllCapitals(word) && isNoun(tag) ? SPELT : said('ɐn')),
  by: ({ tag }) => (wordClass(tag) === 'ADV' ? said('bˈI') : null),
  i: ({ word, tag }) => (word === 'I' && tag === 'PRP' ? said('ˌI') : null),
  in: ({ word, tag, next }) => {
    if (isAllCapitals(word) && tag === 'NNP') return null;
    return said(next === 'pause' || tag !== 'IN' ? 'ˈɪn' : 'ɪn');
  },
  the: ({ word, tag, next }) => {
    if (isAllCapitals(word) && tag !== 'DT') return null;
    return said(next === 'vowel' ? 'ði' : 'ðə');
  },
  to: ({ word, tag, next }) => {
    if (isAllCapitals(word) && !isTo(word, tag)) return null;
    return next === 'pause' ? lookUp('to') : said(next === 'vowel' ? 'tʊ' : 'tə');
  },
  used: ({ tag, beforeTo }) => lookUp('used', beforeTo && (tag === 'VBD' || tag === 'JJ') ? 'VBD' : ''),
  vs: ({ tag }) => (tag === 'IN' ? lookUp('versus') : null),
  'vs.': ({ tag }) => (tag === 'IN' ? lookUp('versus') : null),
};

/** Signs that are left in a text, as words. */
const SIGNS: Readonly<Record<string, string>> = {
  '%': 'percent',
  '&': 'and',
  '+': 'plus',
  '@': 'at',
  '/': 'slash',
  '=': 'equals',
  '#': 'hash',
  '*': 'asterisk',
  $: 'dollar',
  '£': 'pound',
  '€': 'euro',
};

/** The word a sign is said as. */
export const signWord = (sign: string): string | undefined => (Object.hasOwn(SIGNS, sign) ? SIGNS[sign] : undefined);

/** Null for a word that is said as the dictionary has it. */
export function functionWord(word: WordInContext): FunctionWord | null {
  const small = word.word.toLowerCase();
  const isOneOf = [small, small.charAt(0).toUpperCase() + small.slice(1), small.toUpperCase()].includes(word.word);
  return isOneOf && Object.hasOwn(RULES, small) ? (RULES[small]?.(word) ?? null) : null;
}

export const isTo = (word: string, tag: string): boolean =>
  word === 'to' || word === 'To' || (word === 'TO' && (tag === 'TO' || tag === 'IN'));
