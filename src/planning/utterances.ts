import type { Passage } from '../books/book.js';
import type { WordSayer } from '../speech/lexicon/index.js';
import { normaliseForSpeech, splitUtterances } from '../speech/normalise/index.js';
import { MAX_UTTERANCE_CHARACTERS } from '../speech/speech-engine.js';
import { languageParts, type SpeakerOf, type SpokenIn } from './language-parts.js';
import { type MarkedSentence, markedSentences, withSpelt } from './marked-runs.js';
import { CUT, type CutRank, type Packable } from './packing.js';
import { type Pauses, pausesAt, USUAL_PACE } from './pace.js';
import { pauseAtCut } from './pauses.js';
import type { PlannedUtterance } from './plan.js';
import { asOneLine } from './verse.js';

/** A sentence shorter than this sounds clipped when spoken alone: it joins its neighbour. */
const SHORT_UTTERANCE_CHARACTERS = 14;

/** Of a sentence, in the name of its utterances: a long one has thousands of them, each named. */
const NAMED_CHARACTERS = 1_000;

const SPEAKABLE = /[\p{L}\p{N}]/u;

/** A planned utterance, and what packing goes by: its size and name are those it has without word lists. */
export interface CutUtterance extends PlannedUtterance, Packable {}

/** What decides how a passage is spoken, beside the passage. */
export interface SpeakingRules {
  readonly sayWords: WordSayer;
  readonly speakerOf: SpeakerOf;
  /** Absent: the usual ones. */
  readonly pauses?: Pauses;
  /** 2 = twice as fast; absent: 1. */
  readonly speed?: number;
}

export const USUAL_PAUSES = pausesAt(USUAL_PACE);

/** The model calls of one passage, in order; `lastPause` follows the last one. None when nothing in it can be said. */
export function utterancesOf(
  passage: Passage,
  own: SpokenIn,
  cutBefore: CutRank,
  lastPause: number,
  rules: SpeakingRules,
): readonly CutUtterance[] {
  const utterances = withUnsaid(sentencesOf(passage, own, rules));
  return utterances.map((utterance, index) => ({
    ...utterance,
    ...(index === 0 ? { paragraph: true as const } : {}),
    cutBefore: index === 0 ? cutBefore : utterance.cutBefore,
    pauseAfter: index === utterances.length - 1 ? lastPause : utterance.pauseAfter,
  }));
}

interface Sentence {
  readonly sentence: string;
  readonly said: readonly CutUtterance[];
}

function sentencesOf(passage: Passage, own: SpokenIn, rules: SpeakingRules): readonly Sentence[] {
  const { text: whole, runs = [] } = passage;
  const numerals = runs.filter(({ kind }) => kind === 'roman').sort((a, b) => a.from - b.from);
  const spelt = runs.filter(({ kind }) => kind === 'initialism').map(({ from, to }) => whole.slice(from, to));
  const initialisms = new Set(spelt);
  let start = 0;
  return languageParts(passage, own, rules.speakerOf).flatMap(({ text, ...spokenIn }) => {
    const sentences = joinShort(markedSentences(text, start, numerals, spokenIn.language));
    start += text.length;
    const toCut = (sentence: string): string =>
      withSpelt(normaliseForSpeech(sentence, spokenIn.language), initialisms, spokenIn.language);
    return sentences.map((sentence) => ({
      sentence: sentence.shown,
      said: sentenceUtterances(sentence, spokenIn, rules, toCut),
    }));
  });
}

/** Normalised whole, then cut if it is too long: a cut must not part "Mr." from its name. */
function sentenceUtterances(
  { shown, toSay }: MarkedSentence,
  { language, speaker }: SpokenIn,
  { sayWords, pauses = USUAL_PAUSES }: SpeakingRules,
  normalise: (text: string) => string,
): readonly CutUtterance[] {
  const cut = (text: string): readonly string[] =>
    splitUtterances(normalise(text), language).filter((piece) => SPEAKABLE.test(piece));
  const pieces = sayWords(asOneLine(toSay), language, cut);
  return pieces.map(({ spoken, size }, index) => ({
    text: index === 0 ? shown : '',
    spoken,
    size,
    language,
    speaker,
    name: `${shown.slice(0, NAMED_CHARACTERS)}\n${index}`,
    cutBefore: index === 0 ? CUT.sentence : CUT.insideSentence,
    pauseAfter: index === pieces.length - 1 && endsWhole(shown) ? pauses.sentence : pauseAtCut(spoken, pauses),
  }));
}

/** Before a word of another language a sentence may stop in its middle. */
const endsWhole = (sentence: string): boolean => /[^\p{L}\p{N},،、，;:—–-]["'”’»)\]]*$/u.test(sentence);

/** A sentence that nobody can say (`☺`) stays in what a reader sees: behind the one before it, else before the next. */
function withUnsaid(sentences: readonly Sentence[]): readonly CutUtterance[] {
  const utterances: CutUtterance[] = [];
  let waiting = '';
  for (const { sentence, said } of sentences) {
    const [first, ...rest] = said;
    const last = utterances.at(-1);
    if (first !== undefined) {
      utterances.push({ ...first, text: `${waiting} ${first.text}`.trim() }, ...rest);
      waiting = '';
    } else if (last === undefined) waiting = `${waiting} ${sentence}`.trim();
    else utterances[utterances.length - 1] = { ...last, text: `${last.text} ${sentence}`.trim() };
  }
  return utterances;
}

function joinShort(sentences: readonly MarkedSentence[]): readonly MarkedSentence[] {
  const joined: MarkedSentence[] = [];
  for (const sentence of sentences) {
    const before = joined.at(-1);
    const isShort =
      sentence.shown.length < SHORT_UTTERANCE_CHARACTERS ||
      (before !== undefined && before.shown.length < SHORT_UTTERANCE_CHARACTERS);
    if (before !== undefined && isShort && before.shown.length + sentence.shown.length < MAX_UTTERANCE_CHARACTERS) {
      joined[joined.length - 1] = {
        shown: `${before.shown} ${sentence.shown}`,
        toSay: `${before.toSay} ${sentence.toSay}`,
      };
    } else {
      joined.push(sentence);
    }
  }
  return joined;
}
