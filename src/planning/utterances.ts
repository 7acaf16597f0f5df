import type { Passage } from '../books/book.js';
import { splitSentences } from '../books/sentences.js';
import type { WordSayer } from '../speech/lexicon/index.js';
import { normaliseForSpeech, splitUtterances } from '../speech/normalise/index.js';
import { MAX_UTTERANCE_CHARACTERS } from '../speech/speech-engine.js';
import { PAUSE } from './pauses.js';
import type { PlannedUtterance } from './plan.js';

/** A sentence shorter than this sounds clipped when spoken alone: it joins its neighbour. */
const SHORT_UTTERANCE_CHARACTERS = 14;

const SPEAKABLE = /[\p{L}\p{N}]/u;

export interface CutUtterance extends PlannedUtterance {
  /** Characters it counts for where segments are cut: as many as without word lists. */
  readonly size: number;
}

/** The model calls of one passage, in order; `lastPause` follows the last one. */
export function utterancesOf(
  passage: Passage,
  language: string,
  lastPause: number,
  sayWords: WordSayer,
): readonly CutUtterance[] {
  const sentences = joinShort(splitSentences(passage.text, language));
  const utterances = sentences.flatMap((sentence) => sentenceUtterances(sentence, language, sayWords));
  return utterances.map((utterance, index) =>
    index === utterances.length - 1 ? { ...utterance, pauseAfter: lastPause } : utterance,
  );
}

/** Normalised whole, then cut if it is too long: a cut must not part "Mr." from its name. */
function sentenceUtterances(sentence: string, language: string, sayWords: WordSayer): readonly CutUtterance[] {
  const cut = (text: string): readonly string[] =>
    splitUtterances(normaliseForSpeech(text, language), language).filter((piece) => SPEAKABLE.test(piece));
  const pieces = sayWords(sentence, language, cut);
  return pieces.map(({ spoken, size }, index) => ({
    text: index === 0 ? sentence : '',
    spoken,
    size,
    pauseAfter: index === pieces.length - 1 ? PAUSE.sentence : PAUSE.insideSentence,
  }));
}

function joinShort(sentences: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const sentence of sentences) {
    const before = joined.at(-1);
    const isShort =
      sentence.trim().length < SHORT_UTTERANCE_CHARACTERS ||
      (before !== undefined && before.trim().length < SHORT_UTTERANCE_CHARACTERS);
    if (before !== undefined && isShort && before.length + sentence.length < MAX_UTTERANCE_CHARACTERS) {
      joined[joined.length - 1] = `${before.trimEnd()} ${sentence.trimStart()}`;
    } else {
      joined.push(sentence);
    }
  }
  return joined.map((sentence) => sentence.trim()).filter((sentence) => sentence !== '');
}
