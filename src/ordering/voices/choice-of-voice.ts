import type { Settings } from '../../config/index.js';
import { enginePlace } from '../engine-place.js';
import { engineOfVoice, type VoiceChoice } from '../voice-choice.js';
import { loadSpeech } from '../wiring.js';

export interface ChosenVoice extends VoiceChoice {
  /** BCP 47, lower case; `mul`: of no language in particular. */
  readonly language: string;
  readonly licence: string;
}

/**
 * A voice by its name alone: the list knows whose it is, unless somebody names an engine; what stands in no list belongs
 * to the engine of the settings. @throws UserError as `describeProfile` does
 */
export async function choiceOfVoice(name: string, settings: Settings, named?: string): Promise<ChosenVoice> {
  const { describeProfile, listVoices } = await loadSpeech();
  const listed = await listVoices(settings.voicesFolder);
  const choice = { engine: engineOfVoice(name, listed, settings, named), voice: name };
  const { language, licence } = await describeProfile({ ...choice, ...enginePlace(settings) });
  return { ...choice, language, licence };
}
