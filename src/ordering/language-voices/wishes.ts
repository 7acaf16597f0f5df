import { CODES, EXIT, UserError } from '../../core/index.js';
import type { LanguageVoiceWishes } from '../wishes.js';
import { knownLanguage, languageName, tagOfName } from '../words/languages.js';

/** A voice that somebody wants for a language. */
export interface VoiceWish {
  /** Primary tag. */
  readonly language: string;
  /** Null: the one that has such a voice. */
  readonly engine: string | null;
  readonly voice: string;
}

/** `LANGUAGE=VOICE`, `LANGUAGE=ENGINE:VOICE`. */
const WISH = /^\s*([^=\s]+)\s*=\s*(?:([^=:\s]+):)?([^=:\s]+)\s*$/;
/** Tags of no language in particular. */
const NO_LANGUAGE = ['und', 'mul', 'zxx', 'mis'];

/** @throws UserError (exit 2) for what is no language or no voice, and for a language that has two */
export function voiceWishes({ voiceFor = [] }: LanguageVoiceWishes): readonly VoiceWish[] {
  const wishes = voiceFor.map(wishIn);
  const languages = wishes.map(({ language }) => language);
  const twice = languages.find((language, index) => languages.indexOf(language) !== index);
  if (twice === undefined) return wishes;
  const voices = wishes.filter(({ language }) => language === twice).map(({ voice }) => voice);
  throw usage(`--voice-for names two voices for ${languageName(twice)}: ${voices.join(' and ')}.`, undefined);
}

function wishIn(text: string): VoiceWish {
  const [, typed = '', engine, voice] = WISH.exec(text) ?? [];
  if (voice === undefined)
    throw usage(`--voice-for does not understand "${text}".`, 'It takes a language and a voice, with = between them.');
  return { language: languageIn(typed), engine: engine ?? null, voice };
}

/** `fr`, `fr-CA`, `FRA` are `fr`. */
function languageIn(typed: string): string {
  const tag = canonical(typed)?.split('-')[0]?.toLowerCase();
  if (tag !== undefined && !NO_LANGUAGE.includes(tag) && knownLanguage(tag) !== null) return tag;
  const meant = tagOfName(typed);
  throw usage(
    `--voice-for does not know the language "${typed}".`,
    meant === null
      ? 'A language is named by its tag of two or three letters: fr, de, yue.'
      : `The tag of ${typed} is ${meant}.`,
  );
}

function canonical(typed: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(typed.replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}

const usage = (what: string, why: string | undefined): UserError =>
  new UserError(
    { code: CODES.usage, what, why, fix: '--voice-for fr=fr_FR-siwis-medium; e2a voices lists them' },
    EXIT.usage,
  );
