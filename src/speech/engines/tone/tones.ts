import { fnv1a } from '../../../core/index.js';
import type { WordMark } from '../../speech-engine.js';

/** Hz: e2a's own clock, so that nothing has to be resampled. */
export const TONE_RATE = 24_000;
/** About as fast as a narrator speaks. */
const CHARACTERS_PER_SECOND = 15;
/** Samples of one note. */
const NOTE_SAMPLES = 2_400;
/** Samples over which a note swells and fades: 5 ms, no clicks. */
const RAMP_SAMPLES = 120;
const PEAK = 0.4;
/** A voice's notes lie this far above its lowest one, in steps of 1 Hz. */
const NOTE_RANGE = 800;
/** In Hz: two voices have no note in common, so that each is known by its sound. */
const LOWEST_HZ = 200;
const LOWEST_OF: ReadonlyMap<string, number> = new Map([['tone-high', 1_200]]);

export const lowestNote = (voice: string): number => LOWEST_OF.get(voice) ?? LOWEST_HZ;

export const toneSeconds = (text: string): number => Math.max(1, text.length) / CHARACTERS_PER_SECOND;

/**
 * Notes whose heights follow from text and seed: other words, other tune. Begins and ends with silence.
 * @param lowest note of the voice, in Hz
 * @param speed 2 = half as long
 */
export function tones(text: string, seed: number, lowest = LOWEST_HZ, speed = 1): Float32Array {
  const pcm = new Float32Array(Math.round((toneSeconds(text) / speed) * TONE_RATE));
  for (let at = 0; at < pcm.length; at += NOTE_SAMPLES) {
    const pitch = lowest + (fnv1a(`${seed}/${at}/${text}`) % NOTE_RANGE);
    writeNote(pcm.subarray(at, at + NOTE_SAMPLES), pitch);
  }
  return pcm;
}

/** A sine by recurrence: sin(n·w) = 2·cos(w)·sin((n−1)·w) − sin((n−2)·w), an order of magnitude faster than calling it. */
function writeNote(note: Float32Array, hertz: number): void {
  const step = (2 * Math.PI * hertz) / TONE_RATE;
  const twoCos = 2 * Math.cos(step);
  let before = -Math.sin(step);
  let now = 0;
  for (let i = 0; i < note.length; i++) {
    const edge = Math.min(i, note.length - 1 - i) / RAMP_SAMPLES;
    note[i] = now * PEAK * Math.min(1, edge);
    [before, now] = [now, twoCos * now - before];
  }
}

/** Each word sounds as long as its share of the characters. @param samples of the whole */
export function toneWords(text: string, samples: number): readonly WordMark[] {
  const at = (index: number): number => Math.floor((index / Math.max(1, text.length)) * samples);
  return Array.from(text.matchAll(/\S+/gu), ({ 0: word, index }) => ({ from: at(index), to: at(index + word.length) }));
}
