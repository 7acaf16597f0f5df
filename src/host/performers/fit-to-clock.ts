import {
  CLOCK_HZ,
  createResampler,
  fadeEnds,
  fitSpans,
  type Resampler,
  shiftSpans,
  silence,
  type Span,
  toInt16,
  toSamples,
} from '../../audio/index.js';
import type { Heard } from './hearing.js';
import type { Said } from './say-well.js';

/** Samples of the clip clock, and where the words are in them. */
export interface FittedSound {
  readonly pcm: Int16Array;
  /** Null: the voice does not tell. */
  readonly words: readonly Span[] | null;
}

/** By the rate of an engine: each is built once. */
export type Resamplers = Map<number, Resampler>;

/** Between the halves of a sentence that could not be said whole: no pause of the text, so no reader's setting changes it. */
const BETWEEN_HALVES_SECONDS = 0.08;

/** Faded, at 24 kHz and 16 bits; halves are one sound again. */
export function fitToClock({ parts, cutsWord }: Said, resamplers: Resamplers): FittedSound {
  const [first, second] = parts.map((heard) => fitOne(heard, resamplers));
  if (first === undefined) return { pcm: silence(0), words: null };
  if (second === undefined) return first;
  const pcm = concatenate([first.pcm, silence(toSamples(BETWEEN_HALVES_SECONDS)), second.pcm]);
  const behind = second.words && shiftSpans(second.words, pcm.length - second.pcm.length);
  const words = first.words && behind && joinWords(first.words, behind, cutsWord);
  return { pcm, words };
}

function fitOne({ speech, trimmed }: Heard, resamplers: Resamplers): FittedSound {
  if (trimmed === null) return { pcm: silence(0), words: null };
  const { sampleRate: fromHz, words } = speech;
  const pcm = toInt16(resamplerFrom(fromHz, resamplers).resample(fadeEnds(trimmed.pcm, fromHz)));
  const fitted = { cutBefore: trimmed.cutBefore, fromHz, toHz: CLOCK_HZ, samples: pcm.length };
  return { pcm, words: words && fitSpans(words, fitted) };
}

function joinWords(first: readonly Span[], second: readonly Span[], cutsWord: boolean): readonly Span[] {
  const [last, next] = [first.at(-1), second[0]];
  if (!cutsWord || last === undefined || next === undefined) return [...first, ...second];
  return [...first.slice(0, -1), { from: last.from, to: next.to }, ...second.slice(1)];
}

function resamplerFrom(hertz: number, resamplers: Resamplers): Resampler {
  const kept = resamplers.get(hertz);
  if (kept !== undefined) return kept;
  const resampler = createResampler(hertz, CLOCK_HZ);
  resamplers.set(hertz, resampler);
  return resampler;
}

export function concatenate(parts: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
