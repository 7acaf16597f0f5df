import { primaryLanguage } from '../language.js';
import type { Attributes } from './attributes.js';
import { collapseSpaces, hasLetters, tidyCharacters } from './characters.js';

const FILE_NAME = /\.(?:jpe?g|png|gif|svg|webp|bmp|tiff?|avif)$/i;
/** `img_0012`, `fig-3`, `i012`, `image1`: names of files, not descriptions. */
const NUMBERED = /^[\p{L}]{0,14}[\s_-]*\d+[\p{L}]?$/u;
/** Words that say no more than that there is a picture. */
const EMPTY_WORDS =
  /^\[?(?:the )?(?:(?:front |back )?cover(?: image| page| art)?|image|img|picture|photo(?:graph)?|illustration|figure|fig|drawing|plate|logo|icon|graphic|decoration|ornament|decorative(?: image)?|headpiece|tailpiece|vignette|initial|divider|separator|scene break|line|rule|blank|spacer|unknown|untitled|null|none|no description(?: available)?|couverture|umschlag|portada|copertina|bild|abbildung|imagen|immagine|表紙)\.?\]?$/iu;
const DECORATION = /\b(?:presentation|none|publisher-logo)\b/;

/** The word that announces a picture, with what stands between it and the description. */
const ANNOUNCED: Readonly<Record<string, string>> = {
  en: 'Illustration: ',
  fr: 'Illustration : ',
  de: 'Abbildung: ',
  es: 'Ilustración: ',
  it: 'Illustrazione: ',
};

/** One letter: a picture of the letter that begins the text. */
export function dropCapOf(attributes: Attributes): string | null {
  const alt = altOf(attributes);
  return /^\p{L}$/u.test(alt) ? alt : null;
}

/** What a listener who wants pictures described hears of one; null for decoration and names of files. */
export function describePicture(attributes: Attributes, language: string | null): string | null {
  const alt = altOf(attributes);
  const isDecoration = DECORATION.test(`${attributes['role'] ?? ''} ${attributes['epub:type'] ?? ''}`);
  if (isDecoration || !hasLetters(alt) || FILE_NAME.test(alt) || NUMBERED.test(alt) || EMPTY_WORDS.test(alt))
    return null;
  const word = ANNOUNCED[primaryLanguage(language ?? 'en')] ?? '';
  return word + alt;
}

const altOf = (attributes: Attributes): string =>
  collapseSpaces(tidyCharacters(attributes['alt'] ?? attributes['aria-label'] ?? ''));
