import type { WorkClass } from '../core/index.js';

/** What a slot can speak, with everything that decides the sound; `id` is its digest, 12 hex digits. */
export interface Profile {
  readonly id: string;
  /** `piper`, `tone`. */
  readonly engine: string;
  readonly engineVersion: string;
  /** `en_US-joe-medium`. */
  readonly voice: string;
  /** BCP 47 primary tag and region, lower case: `en-us`. */
  readonly language: string;
  /** sha256 of the model, or the engine's own version when there is none. */
  readonly modelDigest: string;
  /** `espeak-ng 1.51`, or `none`. */
  readonly phonemiser: string;
  readonly licence: string;
}

/** The sound of one utterance, mono. */
export interface Speech {
  /** −1 … 1. */
  readonly pcm: Float32Array;
  /** Hz. */
  readonly sampleRate: number;
  /** Symbols the voice cannot say, as met. */
  readonly skipped: readonly string[];
}

/** One slot: says one utterance at a time. */
export interface SpeechEngine {
  readonly profile: Profile;
  /**
   * @param text what a model call speaks: one sentence, normalised, at most `MAX_UTTERANCE_CHARACTERS`.
   * @param seed 0 ≤ seed < 2^20; the same text and seed give the same samples.
   * Aborting kills what is running. Throws `RetryableError` when the child died or hung (the next call starts a new one),
   * `TerminalError` when this text cannot be spoken, `HostBrokenError` when the engine cannot be started any more.
   */
  speak(text: string, seed: number, signal: AbortSignal): Promise<Speech>;
  /** Seconds of speech expected for `text`: deadlines and estimates. */
  estimateSeconds(text: string): number;
  close(): Promise<void>;
}

export const speechClass = (profileId: string): WorkClass => `speech-${profileId}`;

/** Longest utterance: about 10 s of speech, so that a Piper child stays under 450 MB (its memory follows its longest call: 22 MB a second). */
export const MAX_UTTERANCE_CHARACTERS = 160;
