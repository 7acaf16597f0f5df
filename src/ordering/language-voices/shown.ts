import type { Settings } from '../../config/index.js';
import { knownVoices } from '../engine-place.js';
import type { PlannedBook } from '../../planning/index.js';
import { loadPlanning } from '../wiring.js';
import { choiceOf, wishesInBook } from './in-book.js';
import type { LanguageVoiceWishes } from '../wishes.js';
import type { VoiceChoice } from '../voice-choice.js';

/** What of a book is in another language, and who would speak it; null: the book's voice. */
export type OtherLanguage = PlannedBook['otherLanguages'][number] & { readonly voice: VoiceChoice | null };

export interface ShownLanguages {
  readonly languages: readonly OtherLanguage[];
  readonly notes: readonly string[];
}

/** The other languages of a book with the voices that are wanted for them. Throws what `wishesInBook` throws. */
export async function shownLanguages(
  asked: LanguageVoiceWishes,
  planned: PlannedBook,
  settings: Settings,
): Promise<ShownLanguages> {
  const { wishes, notes } = await wishesInBook(asked, planned);
  if (wishes.length === 0)
    return { languages: planned.otherLanguages.map((other) => ({ ...other, voice: null })), notes };
  const { voiceOf } = await loadPlanning();
  const known = await knownVoices(
    { ...settings, voice: '' },
    wishes.map(({ voice }) => voice),
  );
  const unknown = wishes.filter(({ voice }) => !known.some(({ name }) => name === voice));
  return {
    languages: planned.otherLanguages.map((other) => {
      const wish = voiceOf(wishes, other.language);
      return { ...other, voice: wish === null ? null : choiceOf(wish, known, settings) };
    }),
    notes: [
      ...notes,
      ...unknown.map(
        ({ voice }) => `This machine knows no voice ${voice}; a node of a cluster may have it (e2a voices).`,
      ),
    ],
  };
}
