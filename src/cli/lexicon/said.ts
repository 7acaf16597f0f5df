import type { Settings } from '../../config/index.js';
import { UserError } from '../../core/index.js';
import { chooseVoice, enginePlace, knownVoices } from '../../ordering/index.js';
import type { LexiconEntry } from '../../planning/index.js';
import { loadLexicon, loadPlanning, loadSpeech } from '../wiring.js';

/** How a voice here says a text with a word list and without it. */
export interface SaidHere {
  readonly voice: string;
  /** As phonemes; null for a voice that is not fed them. */
  readonly sounds: string | null;
  readonly usual: string | null;
  /** Signs of the list it has no sound for. */
  readonly unknown: readonly string[];
}

/** What a model call would be given for a text: `Hermione /hɜːˈmaɪəni/`. */
export async function shownWith(entries: readonly LexiconEntry[], text: string, language: string): Promise<string> {
  const { shownText } = await loadPlanning();
  return (await utterancesWith(entries, text, language)).map((spoken) => shownText(spoken)).join(' ');
}

/** Null when no voice for the language is installed: that is nothing to stop for. */
export async function saidHere(
  entries: readonly LexiconEntry[],
  text: string,
  language: string,
  settings: Settings,
): Promise<SaidHere | null> {
  const { phonemesOf } = await loadSpeech();
  try {
    const { engine, voice } = chooseVoice(settings, language, await knownVoices(settings));
    const request = { engine, voice, ...enginePlace(settings) };
    const soundsOf = async (list: readonly LexiconEntry[]) =>
      phonemesOf(request, (await utterancesWith(list, text, language)).join(' '));
    const [sounds, usual] = [await soundsOf(entries), await soundsOf([])];
    return {
      voice,
      sounds: sounds?.phonemes ?? null,
      usual: usual?.phonemes ?? null,
      unknown: sounds?.skipped.filter((sign) => usual?.skipped.includes(sign) !== true) ?? [],
    };
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

async function utterancesWith(
  entries: readonly LexiconEntry[],
  text: string,
  language: string,
): Promise<readonly string[]> {
  const [{ wordSayer }, { normaliseForSpeech }] = await Promise.all([loadLexicon(), loadSpeech()]);
  return wordSayer(entries)(text, language, (sentence) => [normaliseForSpeech(sentence, language)]).map(
    ({ spoken }) => spoken,
  );
}
