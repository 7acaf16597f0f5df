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

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];

/** `French` → `fr`, of tags of two letters; null when there is none. */
export function tagOfName(name: string): string | null {
  const wanted = name.toLowerCase();
  const tags = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
  return tags.find((tag) => knownLanguage(tag)?.toLowerCase() === wanted) ?? null;
}

/** `German (DE)`, `English`, `any`. */
export function shownLanguage(tag: string): string {
  const [primary = '', region] = tag.split('-');
  if (primary === 'mul') return 'any';
  const name = languageName(primary);
  return region === undefined ? name : `${name} (${region.toUpperCase()})`;
}
