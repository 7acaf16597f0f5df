import { MAX_UTTERANCE_CHARACTERS } from '../speech-engine.js';

/** A shorter piece sounds clipped; pieces are kept longer than this where the text allows. */
const MIN_PIECE_CHARACTERS = 40;

/** Where a long sentence may be cut, best first; the cut comes after the match. */
const SHARED_CUTS: readonly RegExp[] = [
  /[.!?…]["'”’)\]]*(?=\s)/gu,
  /[;:]["'”’)\]]*(?=\s)|\s?[—–](?=\s)|—/gu,
  /[,、，]["'”’)\]]*(?=\s)|[、，；。！？]/gu,
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
 * `MAX_UTTERANCE_CHARACTERS` long; joined by the white space that stood between them they are the sentence.
 */
export function splitUtterances(sentence: string, language: string): readonly string[] {
  const cuts = [...SHARED_CUTS, beforeConjunction(language), ANY_SPACE];
  const pieces: string[] = [];
  let rest = sentence.trim();
  while (rest.length > MAX_UTTERANCE_CHARACTERS) {
    const at = bestCut(rest, cuts);
    pieces.push(rest.slice(0, at).trim());
    rest = rest.slice(at).trim();
  }
  return rest === '' ? pieces : [...pieces, rest];
}

function beforeConjunction(language: string): RegExp {
  const words = CONJUNCTIONS[language.toLowerCase().split('-')[0] ?? ''] ?? [];
  return words.length === 0 ? ANY_SPACE : new RegExp(`\\s(?=(?:${words.join('|')})\\s)`, 'gu');
}

/** The last place of the best kind that leaves neither side too short; a cut in the middle of a word is the last resort. */
function bestCut(text: string, cuts: readonly RegExp[]): number {
  const latest = Math.min(MAX_UTTERANCE_CHARACTERS, text.length - MIN_PIECE_CHARACTERS);
  for (const cut of cuts) {
    const ends = [...text.matchAll(cut)].map((match) => match.index + match[0].trimEnd().length);
    const at = ends.filter((end) => end >= MIN_PIECE_CHARACTERS && end <= latest).at(-1);
    if (at !== undefined) return at;
  }
  return wholeCodePoint(text, MAX_UTTERANCE_CHARACTERS);
}

/** Never between the halves of a surrogate pair. */
const wholeCodePoint = (text: string, at: number): number => (/[\uD800-\uDBFF]/.test(text[at - 1] ?? '') ? at - 1 : at);
