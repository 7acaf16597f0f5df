import { type Accent, type Emphasis, emphasise, joinLetters, PRIMARY } from '../sounds.js';
import { type Dictionary, type Entry, readingOf } from './dictionary.js';
import { ENDINGS, STRESSING_ENDING } from './endings.js';
import { functionWord, signWord, type WordInContext } from './function-words.js';

/** What says the words of the dictionaries. */
export interface WordReader {
  /** Phonemes, or null for a word that neither a dictionary nor a rule knows. */
  read(word: WordInContext): string | null;
  /** Letter by letter; null when one of them has no name. */
  spell(word: string): string | null;
}

interface Sources {
  /** Checked by people. */
  readonly gold: Dictionary;
  /** Made by a program. */
  readonly silver: Dictionary;
  readonly accent: Accent;
}

const FIGURES = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] as const;
/** Capitals that are spelt; more of them are a word that is shouted, unless it has no vowel. */
const MOST_INITIALS = 5;
/** From this length on a name in the middle of a sentence may be a common word with a capital. */
const LONG_NAME = 8;
const DROPPED_G = /^\p{L}{2,}in'$/iu;
/** `U.S.`, `e.g.`: the longest piece between the dots of what is spelt out. */
const LETTERS_BETWEEN_DOTS = 2;

const isAscii = (word: string): boolean => /^[A-Za-z]+$/.test(word);
const isUpper = (word: string): boolean => word === word.toUpperCase();
const isLower = (word: string): boolean => word === word.toLowerCase();

export function openWordReader(sources: Sources): WordReader {
  return {
    read: (word) => readWord(sources, { ...word, word: word.word.normalize('NFKC') }),
    spell: (word) => spell(sources, word),
  };
}

function readWord(sources: Sources, context: WordInContext): string | null {
  const small = functionWord(context);
  const emphasis = emphasisOf(context.word);
  const { word } = context;
  if (small?.type === 'said') return small.phonemes;
  if (small?.type === 'spelt') return spell(sources, word);
  if (small?.type === 'look up') return lookUp(sources, { ...context, word: small.word, tag: small.tag }, 'none');
  const sign = signWord(word);
  if (sign !== undefined) return lookUp(sources, { ...context, word: sign }, 'none');
  if (hasDots(word)) return spell(sources, word);
  if (/^\d+$/.test(word)) return sayFigures(sources, word);
  const lowered = { ...context, word: isCapitalisedCommonWord(sources, context) ? word.toLowerCase() : word };
  return (
    readWhole(sources, lowered, emphasis) ?? readEnding(sources, lowered, emphasis) ?? readDroppedG(sources, lowered)
  );
}

/** `goin’`, `nothin’`. */
function readDroppedG(sources: Sources, context: WordInContext): string | null {
  if (!DROPPED_G.test(context.word)) return null;
  const whole = readWord(sources, { ...context, word: `${context.word.slice(0, -1)}g` });
  return whole?.replace(/ŋ$/, 'n') ?? null;
}

/** Numbers are words by now; what is left in a name is said figure by figure. */
function sayFigures(sources: Sources, figures: string): string | null {
  const names = [...figures].map((figure) => sources.gold.get(FIGURES[Number(figure)] ?? ''));
  const said = names.filter((name) => typeof name === 'string');
  return said.length === names.length ? said.join(' ') : null;
}

function emphasisOf(word: string): Emphasis {
  if (isLower(word)) return 'none';
  return isUpper(word) ? 'strong' : 'light';
}

function hasDots(word: string): boolean {
  const inner = word.replace(/^\.+|\.+$/g, '');
  const pieces = word.split('.');
  return (
    inner.includes('.') &&
    /^\p{L}+$/u.test(pieces.join('')) &&
    pieces.every((piece) => piece.length <= LETTERS_BETWEEN_DOTS)
  );
}

/** `Walking` at the beginning of a sentence, `’Twas`, `HELLO`. */
function isCapitalisedCommonWord(sources: Sources, { word, tag }: WordInContext): boolean {
  const bare = word.replace(/^'/, '');
  if (word.length < 2 || isLower(word) || !/^\p{L}+$/u.test(word.replaceAll("'", ''))) return false;
  if (tag === 'NNP' && word.length < LONG_NAME && bare === word) return false;
  if (isListed(sources, word) || !(isUpper(bare) || isLower(bare.slice(1)))) return false;
  const small = word.toLowerCase();
  return (
    isListed(sources, small) || ENDINGS.some(({ stemOf }) => stemOf(small, (stem) => isKnown(sources, stem)) !== null)
  );
}

const isListed = ({ gold, silver }: Sources, word: string): boolean =>
  gold.get(word) !== undefined || silver.get(word) !== undefined;

/** Listed, or spelt out: one letter, `BBC`, `iOS`. */
function isKnown(sources: Sources, word: string): boolean {
  if (isListed(sources, word) || signWord(word) !== undefined) return true;
  if (!isAscii(word) || !isUpper(word.slice(1))) return false;
  return word.length <= MOST_INITIALS || !/[AEIOUY]/i.test(word);
}

function readWhole(sources: Sources, context: WordInContext, emphasis: Emphasis): string | null {
  const { word } = context;
  const known = [
    word,
    word.endsWith("s'") && `${word.slice(0, -1)}s`.replace(/ss$/, "'s"),
    word.endsWith("'") && word.slice(0, -1),
  ].find((each): each is string => each !== false && isKnown(sources, each));
  return known === undefined ? null : lookUp(sources, { ...context, word: known }, emphasis);
}

function readEnding(sources: Sources, context: WordInContext, emphasis: Emphasis): string | null {
  for (const ending of ENDINGS) {
    const stem = ending.stemOf(context.word, (word) => isKnown(sources, word));
    if (stem === null) continue;
    const least = ending === STRESSING_ENDING && emphasis === 'none' ? 'light' : emphasis;
    const said = lookUp(sources, { ...context, word: stem }, least);
    const whole = said === null ? null : ending.add(said, sources.accent);
    if (whole !== null) return whole;
  }
  return null;
}

/** A known word as the dictionary has it, for its part of speech; in capitals, and not listed so, by its small letters. */
function lookUp(sources: Sources, context: WordInContext, emphasis: Emphasis): string | null {
  const { word, tag, next } = context;
  const isShouted = isUpper(word) && sources.gold.get(word) === undefined;
  const isName = isShouted && tag === 'NNP';
  const small = isShouted ? word.toLowerCase() : word;
  const entry: Entry | undefined = sources.gold.get(small) ?? (isName ? undefined : sources.silver.get(small));
  const reading = entry === undefined ? null : readingOf(entry, tag, next);
  if (reading === null || (isName && !reading.includes(PRIMARY))) {
    const spelt = spell(sources, small);
    if (spelt !== null) return spelt;
  }
  return reading === null ? null : emphasise(reading, emphasis);
}

function spell({ gold }: Sources, word: string): string | null {
  const letters = (word.match(/\p{L}/gu) ?? []).map((letter) => gold.get(letter.toUpperCase()));
  const names = letters.filter((name) => typeof name === 'string');
  return names.length === letters.length && names.length > 0 ? joinLetters(names) : null;
}
