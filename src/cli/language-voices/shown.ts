import { settingsFor } from '../command.js';
import { knownVoices } from '../engine-place.js';
import type { OtherLanguage } from '../render/plan.js';
import type { PlannedBook } from '../../planning/index.js';
import type { CommandContext } from '../surroundings.js';
import { loadPlanning } from '../wiring.js';
import { choiceOf, wishesInBook } from './in-book.js';
import type { LanguageVoiceFlags } from './wishes.js';

export interface ShownLanguages {
  readonly languages: readonly OtherLanguage[];
  readonly notes: readonly string[];
}

/** The other languages of a book with the voices that are wanted for them. Throws what `wishesInBook` throws. */
export async function shownLanguages(
  flags: LanguageVoiceFlags,
  planned: PlannedBook,
  context: CommandContext,
): Promise<ShownLanguages> {
  const { wishes, notes } = await wishesInBook(flags, planned);
  if (wishes.length === 0)
    return { languages: planned.otherLanguages.map((other) => ({ ...other, voice: null })), notes };
  const { voiceOf } = await loadPlanning();
  const settings = settingsFor(context, {});
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
