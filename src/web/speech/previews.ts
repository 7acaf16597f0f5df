import { CODES, type Clock } from '../../core/index.js';
import { WebRefusal } from '../errors/index.js';
import type { SpeechDesk, SpeechText, WebOptions } from '../options.js';
import { fewAMinute } from './few-a-minute.js';
import { createSoundCache } from './sound-cache.js';
import { speechBusy } from './speech-busy.js';
import { nobodySpeaks } from './voice-names.js';
import { wavBytes } from './wav.js';

/** New previews in a minute, of all who listen together; what was made before is not counted. */
const PREVIEWS_A_MINUTE = 20;
/** Of a preview's text: two or three sentences. */
export const PREVIEW_CHARACTERS = 300;

const SECOND_MS = 1_000;

/** Voices heard on a sentence. */
export interface Previews {
  /**
   * @returns a WAV file
   * @throws WebRefusal: too many in a minute, or too many that wait (429), nothing here speaks (503); UserErrors of the
   * voice
   */
  hear(text: SpeechText, signal: AbortSignal): Promise<Uint8Array>;
}

export interface PreviewsOptions {
  readonly speak: WebOptions['speak'];
  readonly desk: SpeechDesk;
  readonly clock: Pick<Clock, 'now'>;
  /** Default `PREVIEWS_A_MINUTE`. */
  readonly perMinute?: number;
}

export function createPreviews({ speak, desk, clock, perMinute = PREVIEWS_A_MINUTE }: PreviewsOptions): Previews {
  const cache = createSoundCache();
  const limit = fewAMinute(perMinute, clock);
  return {
    async hear(text, signal) {
      if (speak === null) throw nobodySpeaks();
      const key = JSON.stringify([text.voice, text.text, text.speed]);
      const kept = cache.get(key);
      if (kept !== null) return kept;
      const waitMs = limit.ask();
      if (waitMs > 0) throw tooOften(Math.ceil(waitMs / SECOND_MS), perMinute);
      const made = await desk.serve(() => speak(text, signal), signal);
      if (made === null) throw speechBusy();
      const sound = wavBytes(made.value.pcm, made.value.sampleRate);
      cache.put(key, sound);
      return sound;
    },
  };
}

const tooOften = (seconds: number, perMinute: number): WebRefusal =>
  new WebRefusal(
    429,
    {
      code: CODES.tooOften,
      what: 'Too many previews were made in a minute.',
      why: `${perMinute} new ones are the limit, of all who listen together.`,
      fix: `ask again in ${seconds} s`,
    },
    { headers: { 'Retry-After': String(seconds) } },
  );
