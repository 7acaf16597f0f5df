import { toSamples } from '../audio/clock.js';
import type { ChapterTimings, TimedSentence } from '../audio/read-along/index.js';
import { plainText, wordsOf } from '../speech/speech-engine.js';
import type { ChapterPlan, PlannedUtterance } from './plan.js';
import { type Place, placeWords } from './word-places.js';
import { secondsToSay } from './words.js';

/** What a clip tells of its utterances, in samples of the clip. */
export interface ClipLayout {
  readonly utterances: readonly number[];
  readonly words?: readonly (readonly { readonly from: number; readonly to: number }[] | null)[] | undefined;
}

/** Samples of silence in the place of an utterance that nobody could say: as long as it would have taken. */
export const unspokenSamples = (spoken: string, speed = 1): number =>
  toSamples(secondsToSay(plainText(spoken)) / speed);

interface Piece extends Place {
  readonly utterance: PlannedUtterance;
  readonly isSpoken: boolean;
  /** Null: the voice did not tell. */
  readonly words: readonly Place[] | null;
}

/**
 * What is heard where in a joined chapter.
 * @param clips of its segments in order; null where silence stands for one
 * @param samples padded length of the chapter
 */
export function chapterTimings(
  plan: ChapterPlan,
  clips: readonly (ClipLayout | null)[],
  samples: number,
): ChapterTimings {
  const sentences: Piece[][] = [];
  for (const piece of piecesOf(plan, clips)) {
    const open = sentences.at(-1);
    if (piece.utterance.text === '' && open !== undefined) open.push(piece);
    else sentences.push([piece]);
  }
  const timed = sentences.map(timedSentence).filter(({ text, start, end }) => text !== '' && end > start);
  return { v: 1, chapter: plan.chapter, title: plan.title, samples, sentences: timed };
}

function piecesOf(
  { segments, leadSamples, speed }: ChapterPlan,
  clips: readonly (ClipLayout | null)[],
): readonly Piece[] {
  let at = leadSamples;
  return segments.flatMap(({ utterances }, index) => {
    const clip = clips[index] ?? null;
    let inClip = 0;
    return utterances.map((utterance, n): Piece => {
      const samples = clip === null ? unspokenSamples(utterance.spoken, speed) : (clip.utterances[n] ?? 0);
      const shift = at - inClip;
      const words = clip?.words?.[n]?.map(({ from, to }) => ({ start: from + shift, end: to + shift })) ?? null;
      const piece = { utterance, start: at, end: at + samples, words, isSpoken: clip !== null };
      at += samples + utterance.pauseAfter;
      inClip += samples;
      return piece;
    });
  });
}

function timedSentence(pieces: readonly Piece[]): TimedSentence {
  const [first, last] = [pieces[0], pieces.at(-1)];
  const text = first?.utterance.text ?? '';
  const said = pieces.flatMap(({ utterance }) => wordsOf(utterance.spoken));
  const places = pieces.flatMap(({ words }) => words ?? []);
  return {
    text,
    start: first?.start ?? 0,
    end: last?.end ?? 0,
    ...(first?.utterance.paragraph === true ? { paragraph: true } : {}),
    ...(pieces.every(({ isSpoken }) => isSpoken) ? {} : { spoken: false }),
    words: said.length === places.length ? placeWords(text, said, places) : null,
  };
}
