import { chooseVoice } from '../../ordering/index.js';

type Known = Parameters<typeof chooseVoice>[2];

const NO_WISH = { engine: 'auto', voice: null } as const;

/** Names of the voices that a book gets on this machine where nobody says otherwise: one for each language that has one. */
export function usualVoices(known: Known): ReadonlySet<string> {
  const languages = new Set(known.flatMap(({ defaultFor }) => defaultFor));
  return new Set([...languages].flatMap((language) => usualFor(language, known)));
}

function usualFor(language: string, known: Known): readonly string[] {
  try {
    return [chooseVoice(NO_WISH, language, known).voice];
  } catch {
    // Only engines that want to be named speak it.
    return [];
  }
}
