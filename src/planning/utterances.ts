import type { Passage } from '../books/book.js';
import { splitSentences } from '../books/sentences.js';
import { normaliseForSpeech, splitUtterances } from '../speech/normalise/index.js';
import { MAX_UTTERANCE_CHARACTERS } from '../speech/speech-engine.js';
import { PAUSE } from './pauses.js';
import type { PlannedUtterance } from './plan.js';

/** A sentence shorter than this sounds clipped when spoken alone: it joins its neighbour. */
const SHORT_UTTERANCE_CHARACTERS = 14;

const SPEAKABLE = /[\p{L}\p{N}]/u;

/** The model calls of one passage, in order; `lastPause` follows the last one. */
export function utterancesOf(passage: Passage, language: string, lastPause: number): readonly PlannedUtterance[] {
  const sentences = joinShort(splitSentences(passage.text, language));
  const utterances = sentences.flatMap((sentence) => sentenceUtterances(sentence, language));
  return utterances.map((utterance, index) =>
    index === utterances.length - 1 ? { ...utterance, pauseAfter: lastPause } : utterance,
  );
}

/** Normalised whole, then cut if it is too long: a cut must not part "Mr." from its name. */
function sentenceUtterances(sentence: string, language: string): readonly PlannedUtterance[] {
  const pieces = splitUtterances(normaliseForSpeech(sentence, language), language).filter((piece) =>
    SPEAKABLE.test(piece),
  );
  return pieces.map((spoken, index) => ({
    text: index === 0 ? sentence : '',
    spoken,
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
