import { normaliseLanguage } from '../language.js';

/** Attributes of an element, names in lower case. */
export type Attributes = { readonly [name: string]: string };

/** Words of an attribute, lower case. */
export const words = (text: string | undefined): string[] =>
  text ? text.toLowerCase().split(/\s+/).filter(Boolean) : [];

/** `xml:lang` before `lang`, normalised: `eng` is `en`; null for what is no language. */
export function languageOf(attributes: Attributes): string | null {
  const declared = attributes['xml:lang'] ?? attributes['lang'];
  return declared === undefined ? null : normaliseLanguage(declared);
}
