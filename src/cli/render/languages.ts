const NAMES = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** `fr` → `French`; null for what is no language. @param tag a primary tag */
export function knownLanguage(tag: string): string | null {
  try {
    return NAMES.of(tag) ?? null;
  } catch {
    return null;
  }
}

/** `fr` → `French`; the tag itself where it has no name. */
export const languageName = (tag: string): string => knownLanguage(tag) ?? tag;
