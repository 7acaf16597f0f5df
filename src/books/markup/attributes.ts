/** Attributes of an element, names in lower case. */
export type Attributes = { readonly [name: string]: string };

/** Words of an attribute, lower case. */
export const words = (text: string | undefined): string[] =>
  text ? text.toLowerCase().split(/\s+/).filter(Boolean) : [];

/** `xml:lang` before `lang`, lower case, `_` as `-`. */
export function languageOf(attributes: Attributes): string | null {
  const language = (attributes['xml:lang'] ?? attributes['lang'] ?? '').trim().toLowerCase().replaceAll('_', '-');
  return language === '' ? null : language;
}
