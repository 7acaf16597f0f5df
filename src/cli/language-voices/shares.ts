import type { LanguageVoice, PlannedBook } from '../../planning/index.js';
import type { LanguageShare } from '../convert/local-hosts.js';
import { loadPlanning } from '../wiring.js';

/** How much of a book each other voice speaks; one that speaks several languages is one. */
export async function sharesOf(
  voices: readonly LanguageVoice[],
  { plan, otherLanguages }: PlannedBook,
): Promise<readonly LanguageShare[]> {
  const { voiceOf } = await loadPlanning();
  const whole = plan.chapters.reduce((sum, { words }) => sum + words, 0);
  const shares = new Map<string, LanguageShare>();
  for (const { language, words } of otherLanguages) {
    const voice = voiceOf(voices, language);
    if (voice === null) continue;
    const share = (shares.get(voice.profile)?.share ?? 0) + words / Math.max(1, whole);
    shares.set(voice.profile, { engine: voice.engine, voice: voice.voice, profile: voice.profile, share });
  }
  return [...shares.values()];
}
