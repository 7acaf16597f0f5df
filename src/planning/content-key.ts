import { createHash } from 'node:crypto';
import { isUsualRendition, type Rendition, USUAL_RENDITION } from '../audio/rendition.js';

/**
 * Changes whenever the same text and profile would give other bytes: trimming, fades, resampling, clip format.
 * Raising it makes every clip new.
 */
const CLIP_RECIPE = 1;

const hex = (content: string): string => createHash('sha256').update(content).digest('hex');

/**
 * Names the clip of a segment: what is said, in which language, by which profile, how fast. Where it stands in the book is
 * not part of it, nor are pauses.
 */
export function contentKey(spoken: readonly string[], language: string, profile: string, speed = 1): string {
  // The voice's own pace adds nothing: clips of an older e2a keep their keys.
  return hex(JSON.stringify([CLIP_RECIPE, profile, language, spoken, ...(speed === 1 ? [] : [speed])]));
}

/** What of an order's settings makes it another order. */
export interface DigestedSettings {
  readonly profile: string;
  readonly chapters: string | null;
  readonly reading: { readonly digest: string } | null;
  readonly languageVoices: readonly { readonly language: string; readonly profile: string }[];
  /** Default: one M4B. */
  readonly rendition?: Rendition;
}

/** Same bytes and settings, same digest, same job. */
export function orderDigest(
  bookDigest: string,
  { profile, chapters, reading, languageVoices, rendition = USUAL_RENDITION }: DigestedSettings,
): string {
  const voices = languageVoices.map((voice) => [voice.language, voice.profile].join('=')).sort();
  const { format, split, extras } = rendition;
  const made = isUsualRendition(rendition) ? [] : [{ format, split, extras: extras.toSorted() }];
  // What is as usual adds nothing: orders of an older e2a keep their digests.
  const unusual = [...(reading === null ? [] : [reading.digest]), ...(voices.length === 0 ? [] : [voices]), ...made];
  return hex(JSON.stringify([bookDigest, profile, chapters, ...unusual]));
}
