import type { Settings } from '../../config/index.js';
import type { Clock, Instant } from '../../core/index.js';
import type { CastVoice } from '../../host/cast/index.js';
import { chooseVoice, enginePlace, knownVoices, type SpokenOn, type VoiceChoice } from '../../ordering/index.js';
import { loadSpeech } from '../wiring.js';

/** Which voice is taken when nobody names one. Books say their language; a machine that waits for them speaks English. */
export const USUAL_LANGUAGE = 'en';
/** A voice that is not here is looked for again so often: it may have been fetched meanwhile. */
const LOOK_AGAIN_MS = 5_000;

/** @throws UserError as `chooseVoice` */
export const usualChoice = async (settings: Settings, on: SpokenOn): Promise<VoiceChoice> =>
  chooseVoice(settings, USUAL_LANGUAGE, await knownVoices(settings), on);

/** The usual voice with its profile; null while it is not installed. */
export function usualVoice(settings: Settings, on: SpokenOn, clock: Clock): () => Promise<CastVoice | null> {
  let found: CastVoice | null = null;
  let lookedAt: Instant = Number.NEGATIVE_INFINITY;
  return async () => {
    if (found !== null || clock.now() - lookedAt < LOOK_AGAIN_MS) return found;
    lookedAt = clock.now();
    found = await describe(settings, on).catch(() => null);
    return found;
  };
}

async function describe(settings: Settings, on: SpokenOn): Promise<CastVoice> {
  const { describeProfile } = await loadSpeech();
  const choice = await usualChoice(settings, on);
  const { id } = await describeProfile({ ...choice, ...enginePlace(settings) });
  return { profile: id, ...choice };
}
