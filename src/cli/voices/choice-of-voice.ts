import type { Settings } from '../../config/index.js';
import type { VoiceChoice } from '../voice-choice.js';
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
export async function choiceOfVoice(
  name: string,
  { engine, voicesFolder }: Pick<Settings, 'engine' | 'voicesFolder'>,
  named?: string,
): Promise<ChosenVoice> {
  const { describeProfile, listVoices } = await loadSpeech();
  const listed = (await listVoices(voicesFolder)).find((voice) => voice.name === name);
  const choice = { engine: named ?? listed?.engine ?? engine, voice: name };
  const { language, licence } = await describeProfile({ ...choice, voicesFolder });
  return { ...choice, language, licence };
}
