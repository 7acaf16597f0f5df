import { soundThreshold, windowLevels, windowSamples } from './levels.js';

/** An engine that says anything at all reaches more than this (−40 dBFS). */
const QUIETEST_PEAK = 0.01;
/** Engines overshoot full scale a little; this far (+3.5 dB) is a fault. */
const LOUDEST_PEAK = 1.5;
/** From here a sample counts as clipped. */
const CLIP_LEVEL = 0.999;
/** Share of clipped samples that can be heard. */
const MAX_CLIPPED_SHARE = 0.001;
/** Less sound than this share of the windows is a hum with gaps, not a sentence. */
const MIN_SOUND_SHARE = 0.3;
/** Speech outside these multiples of its expected length is cut off, or loops. */
const SHORTEST = 0.4;
const LONGEST = 2.5;
/** Expectations of very short utterances are rough: this much either way is never a fault. */
const LENGTH_ALLOWANCE_SECONDS = 0.5;
/** Voices breathe for up to 0.5 s at a mark; so long a silence in a sentence is words that are not there. */
const LONGEST_INNER_SILENCE_SECONDS = 1.5;

/** What is wrong with the sound of an utterance. */
export type SpeechFault =
  | { readonly type: 'empty' }
  | { readonly type: 'not-finite'; readonly samples: number }
  | { readonly type: 'too-quiet'; readonly peak: number }
  | { readonly type: 'too-loud'; readonly peak: number }
  | { readonly type: 'clipped'; readonly share: number }
  | { readonly type: 'mostly-silent'; readonly soundShare: number }
  | { readonly type: 'long-silence'; readonly seconds: number }
  | { readonly type: 'too-short'; readonly seconds: number; readonly expectedSeconds: number }
  | { readonly type: 'too-long'; readonly seconds: number; readonly expectedSeconds: number };

/**
 * Looks for what engines get wrong; cheap enough for every utterance (about 1 ms per 10 s).
 * @param pcm as trimmed, before fades.
 * @param expectedSeconds the engine's estimate for the text.
 * @returns no fault, or all of them (only the first kind when the samples cannot be measured).
 */
export function checkSpeech(pcm: Float32Array, sampleRate: number, expectedSeconds: number): readonly SpeechFault[] {
  if (pcm.length === 0) return [{ type: 'empty' }];
  const { peak, clipped, notFinite } = extremes(pcm);
  if (notFinite > 0) return [{ type: 'not-finite', samples: notFinite }];
  const faults: SpeechFault[] = [];
  if (peak < QUIETEST_PEAK) faults.push({ type: 'too-quiet', peak });
  if (peak >= LOUDEST_PEAK) faults.push({ type: 'too-loud', peak });
  if (clipped / pcm.length > MAX_CLIPPED_SHARE) faults.push({ type: 'clipped', share: clipped / pcm.length });
  return [...faults, ...silenceFaults(pcm, sampleRate), ...lengthFaults(pcm.length / sampleRate, expectedSeconds)];
}

/** Sound that nobody should hear, however often it comes; with the others the best of several tries will do. */
export function isHardFault({ type }: SpeechFault): boolean {
  return type !== 'too-short' && type !== 'too-long' && type !== 'long-silence';
}

/** A fault as a sentence for logs and reports. */
export function describeFault(fault: SpeechFault): string {
  switch (fault.type) {
    case 'empty':
      return 'no sound came';
    case 'not-finite':
      return `${fault.samples} samples are not numbers`;
    case 'too-quiet':
      return `too quiet (peak ${fault.peak.toFixed(4)})`;
    case 'too-loud':
      return `too loud (peak ${fault.peak.toFixed(2)})`;
    case 'clipped':
      return `${(fault.share * 100).toFixed(2)} % of the samples are clipped`;
    case 'mostly-silent':
      return `only ${Math.round(fault.soundShare * 100)} % of it is sound`;
    case 'long-silence':
      return `a silence of ${fault.seconds.toFixed(1)} s in it`;
    case 'too-short':
    case 'too-long':
      return `${fault.seconds.toFixed(1)} s where ${fault.expectedSeconds.toFixed(1)} s were expected`;
  }
}

function extremes(pcm: Float32Array): { peak: number; clipped: number; notFinite: number } {
  let peak = 0;
  let clipped = 0;
  let notFinite = 0;
  for (let i = 0; i < pcm.length; i++) {
    const level = Math.abs(pcm[i] as number);
    if (level > peak) peak = level;
    if (level >= CLIP_LEVEL) clipped++;
    if (!Number.isFinite(level)) notFinite++;
  }
  return { peak, clipped, notFinite };
}

function silenceFaults(pcm: Float32Array, sampleRate: number): SpeechFault[] {
  const levels = windowLevels(pcm, sampleRate);
  const threshold = soundThreshold(levels);
  let sounding = 0;
  let silent = 0;
  let longest = 0;
  for (const level of levels) {
    const sounds = level >= threshold;
    if (sounds) sounding++;
    silent = sounds ? 0 : silent + 1;
    longest = Math.max(longest, silent);
  }
  const soundShare = sounding / levels.length;
  const seconds = (longest * windowSamples(sampleRate)) / sampleRate;
  return [
    ...(soundShare < MIN_SOUND_SHARE ? [{ type: 'mostly-silent', soundShare } as const] : []),
    ...(seconds >= LONGEST_INNER_SILENCE_SECONDS ? [{ type: 'long-silence', seconds } as const] : []),
  ];
}

function lengthFaults(seconds: number, expectedSeconds: number): SpeechFault[] {
  if (seconds < expectedSeconds * SHORTEST - LENGTH_ALLOWANCE_SECONDS) {
    return [{ type: 'too-short', seconds, expectedSeconds }];
  }
  if (seconds > expectedSeconds * LONGEST + LENGTH_ALLOWANCE_SECONDS) {
    return [{ type: 'too-long', seconds, expectedSeconds }];
  }
  return [];
}
