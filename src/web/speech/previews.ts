import { CODES, type Clock } from '../../core/index.js';
import { WebRefusal } from '../errors/index.js';
import type { SpeechDesk, WebOptions } from '../options.js';
import { fewAMinute } from './few-a-minute.js';
import { createSoundCache } from './sound-cache.js';
import { speechBusy } from './speech-busy.js';

/** New previews in a minute, of all who listen together; what was made before is not counted. */
const PREVIEWS_A_MINUTE = 20;
/** Of a preview's text: two or three sentences. */
export const PREVIEW_CHARACTERS = 300;

const SECOND_MS = 1_000;

/** Voices heard on a sentence. */
export interface Previews {
  /**
   * @returns a WAV file
   * @throws WebRefusal (429) for too many in a minute, or too many that wait; UserErrors of the voice
   */
  hear(voice: string, text: string, signal: AbortSignal): Promise<Uint8Array>;
}

export interface PreviewsOptions {
  readonly preview: WebOptions['preview'];
  readonly desk: SpeechDesk;
  readonly clock: Pick<Clock, 'now'>;
  /** Default `PREVIEWS_A_MINUTE`. */
  readonly perMinute?: number;
}

export function createPreviews({ preview, desk, clock, perMinute = PREVIEWS_A_MINUTE }: PreviewsOptions): Previews {
  const cache = createSoundCache();
  const limit = fewAMinute(perMinute, clock);
  return {
    async hear(voice, text, signal) {
      const key = JSON.stringify([voice, text]);
      const kept = cache.get(key);
      if (kept !== null) return kept;
      const waitMs = limit.ask();
      if (waitMs > 0) throw tooOften(Math.ceil(waitMs / SECOND_MS), perMinute);
      const made = await desk.serve(() => preview(voice, text, signal), signal);
      if (made === null) throw speechBusy();
      cache.put(key, made.value);
      return made.value;
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
