import type { Settings } from '../../config/index.js';
import type { LanguageVoice } from '../../planning/index.js';
import { enginePlace, knownVoices } from '../engine-place.js';
import { loadSpeech } from '../wiring.js';
import { choiceOf } from './in-book.js';
import type { VoiceWish } from './wishes.js';

/**
 * The wanted voices as this machine speaks them; a language that the book's own voice is wanted for needs no other.
 * @throws UserError: voice unknown (exit 5), missing or damaged (7), of another engine (2)
 */
export async function voicesHere(
  wishes: readonly VoiceWish[],
  ownProfile: string,
  settings: Settings,
): Promise<readonly LanguageVoice[]> {
  const { describeProfile } = await loadSpeech();
  const known = await knownVoices(
    settings,
    wishes.map(({ voice }) => voice),
  );
  const voices: LanguageVoice[] = [];
  for (const wish of wishes) {
    const choice = choiceOf(wish, known, settings);
    const { id, licence } = await describeProfile({ ...choice, ...enginePlace(settings) });
    voices.push({ ...choice, language: wish.language, profile: id, licence });
  }
  return voices.filter(({ profile }) => profile !== ownProfile);
}
