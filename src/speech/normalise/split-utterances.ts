import { MAX_UTTERANCE_CHARACTERS, speechSize } from '../speech-engine.js';

/** A shorter piece sounds clipped; pieces are kept longer than this where the text allows. */
const MIN_PIECE_CHARACTERS = 40;

/** Marks on one letter that are kept with it; more are an attack. */
const MOST_MARKS = 20;

/** Where a long sentence may be cut, best first; the cut comes after the match. */
const SHARED_CUTS: readonly RegExp[] = [
  /[.!?…]["'”’)\]]*(?=\s)|[。！？…][」』”）]*/gu,
  /[;:]["'”’)\]]*(?=\s)|\s?[—–](?=\s)|—(?:[”)\]]|’(?!\p{L}))*|[；：]/gu,
  /[,،、，]["'”’)\]]*(?=\s)|[、，]/gu,
];
const ANY_SPACE = /\s/gu;

/** Words a new phrase begins with: a cut comes before them. Only where no mark will do. */
const CONJUNCTIONS: Readonly<Record<string, readonly string[]>> = {
  de: ['und', 'oder', 'aber', 'denn', 'weil', 'dass', 'während'],
  en: ['and', 'or', 'but', 'for', 'because', 'which', 'who', 'that', 'when', 'while', 'where', 'with'],
  es: ['y', 'o', 'pero', 'porque', 'que', 'cuando', 'con'],
  fr: ['et', 'ou', 'mais', 'car', 'parce', 'qui', 'que', 'quand', 'avec'],
  it: ['e', 'o', 'ma', 'perché', 'che', 'quando', 'con'],
};

/**
 * Cuts a sentence that is too long for one model call, at the best mark there is. Each piece is trimmed and at most
 * `MAX_UTTERANCE_CHARACTERS` in size; joined by the white space that stood between them they are the sentence.
 */
export function splitUtterances(sentence: string, language: string): readonly string[] {
  const text = sentence.trim();
  if (speechSize(text) <= MAX_UTTERANCE_CHARACTERS) return text === '' ? [] : [text];
  const cuts = [...SHARED_CUTS, beforeConjunction(language), ANY_SPACE];
  const pieces: string[] = [];
  let from = 0;
  while (from < text.length) {
    const most = endOfWindow(text, from);
    const to = most === text.length ? most : from + bestCut(text.slice(from, most + 1), text.length - from, cuts);
    pieces.push(text.slice(from, to).trim());
    from = afterSpace(text, to);
  }
  return pieces;
}

function beforeConjunction(language: string): RegExp {
  const words = CONJUNCTIONS[language.toLowerCase().split('-')[0] ?? ''] ?? [];
  return words.length === 0 ? ANY_SPACE : new RegExp(`\\s(?=(?:${words.join('|')})\\s)`, 'gu');
}

/** How far one piece may go: only that much is looked at, however long the sentence. */
function endOfWindow(text: string, from: number): number {
  let size = 0;
  for (let to = from; to < text.length; ) {
    const letter = String.fromCodePoint(text.codePointAt(to) ?? 0);
    size += speechSize(letter);
    if (size > MAX_UTTERANCE_CHARACTERS) return to;
    to += letter.length;
  }
  return text.length;
}

function afterSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/u.test(text[at] ?? '')) at += 1;
  return at;
}

/**
 * The last place of the best kind that leaves neither side too short; a cut in the middle of a word is the last resort.
 * @param seen what fits, and one character more @param rest characters from here to the end of the sentence
 */
function bestCut(seen: string, rest: number, cuts: readonly RegExp[]): number {
  const latest = Math.min(seen.length - 1, rest - MIN_PIECE_CHARACTERS);
  for (const cut of cuts) {
    const ends = [...seen.matchAll(cut)].map((match) => match.index + match[0].trimEnd().length);
    const at = ends.filter((end) => end <= latest && speechSize(seen.slice(0, end)) >= MIN_PIECE_CHARACTERS).at(-1);
    if (at !== undefined) return at;
  }
  return wholeLetter(seen);
}

/** The last place that is not between the halves of a surrogate pair, nor between a letter and its marks. */
function wholeLetter(seen: string): number {
  const most = seen.length - 1;
  for (let at = most; at > most - MOST_MARKS && at > 0; at -= 1) if (!isInsideLetter(seen, at)) return at;
  return most;
}

const isInsideLetter = (text: string, at: number): boolean =>
  /^(?:[\uDC00-\uDFFF]|\p{M}|\u200d)/u.test(text.slice(at)) || /\u200d$/.test(text.slice(0, at));
