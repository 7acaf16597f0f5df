import type { Settings } from '../../config/index.js';
import { CODES, EXIT, UserError } from '../../core/index.js';
import type { PlannedBook } from '../../planning/index.js';
import { languageName } from '../words/languages.js';
import { engineOfVoice, type VoiceChoice } from '../voice-choice.js';
import { loadPlanning } from '../wiring.js';
import type { LanguageVoiceWishes } from '../wishes.js';
import { voiceWishes, type VoiceWish } from './wishes.js';

export interface WishesInBook {
  /** Those for which the book has something to say. */
  readonly wishes: readonly VoiceWish[];
  /** Sentences for a person. */
  readonly notes: readonly string[];
}

/**
 * Which of the wanted voices a book needs: one that would have nothing to say makes no other order of it.
 * @throws UserError (exit 2) as `voiceWishes`, and for the book's own language, unless it is one of many books
 */
export async function wishesInBook(
  asked: LanguageVoiceWishes,
  { plan, otherLanguages }: PlannedBook,
): Promise<WishesInBook> {
  const wanted = voiceWishes(asked);
  if (wanted.length === 0) return { wishes: [], notes: [] };
  const { isKin } = await loadPlanning();
  const own = plan.book.language;
  const wishes: VoiceWish[] = [];
  const notes: string[] = [];
  for (const wish of wanted) {
    const name = languageName(wish.language);
    if (isKin(wish.language, own)) {
      if (asked.isOneOfMany !== true) throw ownLanguage(wish);
    } else if (otherLanguages.some(({ language }) => isKin(language, wish.language))) wishes.push(wish);
    else notes.push(`No passage of three words or more is surely in ${name}, so ${wish.voice} is not used.`);
  }
  return { wishes, notes };
}

/** @param known voices to choose from; @param settings name an engine, perhaps, for what nobody knows */
export const choiceOf = (
  { engine, voice }: VoiceWish,
  known: readonly { readonly name: string; readonly engine: string }[],
  settings: Pick<Settings, 'engine'>,
): VoiceChoice => ({ engine: engineOfVoice(voice, known, settings, engine), voice });

const ownLanguage = ({ language, voice }: VoiceWish): UserError =>
  new UserError(
    {
      code: CODES.usage,
      what: `The book itself is in ${languageName(language)}.`,
      why: '--voice-for names voices for what is in another language than the book.',
      fix: `--voice ${voice}`,
    },
    EXIT.usage,
  );
