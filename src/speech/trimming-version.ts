/**
 * Part of every profile: raise it when `audio` trims or fades the utterances of a clip differently, so that clips
 * made in the old way are not found under the new keys. It stands here because speech must not know audio.
 */
export const TRIMMING_VERSION = 1;
