/** A language of Kokoro's voices, by the first letter of a style's name: `af_heart`. */
export type KokoroLanguage = 'a' | 'b' | 'e' | 'f' | 'h' | 'i' | 'p';

/** eSpeak's names of them. */
export const ESPEAK_NAMES: Readonly<Record<KokoroLanguage, string>> = {
  a: 'en-us',
  b: 'en-gb',
  e: 'es',
  f: 'fr-fr',
  h: 'hi',
  i: 'it',
  p: 'pt-br',
};

/** Kokoro learnt these from phonemes that eSpeak does not make. */
const NEEDS_MORE: Readonly<Record<string, string>> = { j: 'Japanese', z: 'Chinese' };

export type StyleLanguage =
  | { readonly type: 'spoken'; readonly language: KokoroLanguage }
  | { readonly type: 'refused'; readonly why: string };

/** @param style its name, `bm_george` */
export function languageOfStyle(style: string): StyleLanguage {
  const letter = style[0] ?? '';
  if (isKokoroLanguage(letter)) return { type: 'spoken', language: letter };
  const name = NEEDS_MORE[letter];
  const why =
    name === undefined
      ? `The style "${style}" does not begin with the letter of a language e2a knows (${Object.keys(ESPEAK_NAMES).join(', ')}).`
      : `${name} needs a way from text to phonemes that e2a has not: what eSpeak makes of it, Kokoro never learnt.`;
  return { type: 'refused', why };
}

const isKokoroLanguage = (letter: string): letter is KokoroLanguage => Object.hasOwn(ESPEAK_NAMES, letter);
