import { checkSpeech, isHardFault, removeDc, type SpeechFault, type Trimmed, trimSilence } from '../../audio/index.js';
import { type Speech, wordsOf } from '../../speech/index.js';

/** What came of one call of an engine, trimmed and looked at. */
export interface Heard {
  readonly text: string;
  readonly speech: Speech;
  /** Null: all of it is silence. */
  readonly trimmed: Trimmed | null;
  readonly faults: readonly SpeechFault[];
  /** Length against expectation, as a distance: 0 is exact, the same for twice and for half as long. */
  readonly oddness: number;
  /** After trimming. */
  readonly seconds: number;
}

/** @param expectedSeconds at the speed that was asked for */
export function hear(speech: Speech, text: string, expectedSeconds: number): Heard {
  const { sampleRate } = speech;
  const trimmed = trimSilence(removeDc(speech.pcm), sampleRate);
  const pcm = trimmed?.pcm ?? speech.pcm;
  const seconds = pcm.length / sampleRate;
  const faults = checkSpeech(pcm, sampleRate, expectedSeconds);
  const words = speech.words?.length === wordsOf(text).length ? speech.words : null;
  const oddness = Math.abs(Math.log(Math.max(seconds, Number.MIN_VALUE) / expectedSeconds));
  return { text, speech: { ...speech, words }, trimmed, faults, oddness, seconds };
}

export const isGood = ({ faults }: Heard): boolean => faults.length === 0;

/** Nothing is wrong that would be better not heard at all. */
export const isBearable = ({ faults }: Heard): boolean => !faults.some(isHardFault);
