import type { DropReason } from '../book.js';
import type { Section } from '../manuscript.js';
import { BLOCK_ELEMENTS } from './elements.js';
import { dropReasonOf, sectionOf } from './vocabulary.js';

export type Attributes = { readonly [name: string]: string };

/** What an element says about the text inside it. */
export interface Meaning {
  /** Its text is taken out, for this reason. */
  readonly drop: DropReason | null;
  /** Its blocks are told, but not narrated, for this reason. */
  readonly region: DropReason | null;
  readonly section: Section | null;
  readonly verse: boolean;
  /** `p` and `div` that are a title in all but name. */
  readonly title: boolean;
  readonly noteMark: boolean;
  readonly backLink: boolean;
  readonly dropCap: boolean;
}

const PLAIN: Meaning = {
  drop: null,
  region: null,
  section: null,
  verse: false,
  title: false,
  noteMark: false,
  backLink: false,
  dropCap: false,
};

const DROPPED_ELEMENTS: ReadonlyMap<string, DropReason> = new Map<string, DropReason>([
  ['svg', 'image'],
  ['object', 'image'],
  ['canvas', 'image'],
  ['audio', 'image'],
  ['video', 'image'],
  ['iframe', 'image'],
  ['math', 'formula'],
  ['rp', 'ruby'],
  ['rtc', 'ruby'],
  ['pagenum', 'page-number'],
  ['noteref', 'note-mark'],
  ['form', 'hidden'],
  ['button', 'hidden'],
  ['select', 'hidden'],
  ['textarea', 'hidden'],
  ['noscript', 'hidden'],
]);

const PAGE_NUMBER = /^(page-?(num(ber)?|no|break)s?|pagenum.*|pgnum|pb|folio)$/;
const VERSE = /^(z3998:(verse|poem|song|hymn|lyrics)|poe(m|try)|verses?|stanza|song|lyrics?|pgmonospaced|linegroup)$/;
const NOTE = /^(foot|end)notes?$/;
const NOTE_MARK =
  /^(noteref|fnref|footnote-?ref|endnote-?ref|fnanchor|footnote-?(mark|link|anchor)|footnotereference)$/;
const DROP_CAP = /^(drop-?caps?|initial|lettrine|first-?letter)$/;
const TITLE = new Set(['title', 'subtitle', 'ordinal', 'fulltitle', 'z3998:ordinal']);
const LICENCE_IDS = new Set(['pg-header', 'pg-footer']);
const HIDDEN_STYLE = /(^|;)\s*(display\s*:\s*none|visibility\s*:\s*hidden)/i;

const words = (text: string | undefined): string[] => (text ? text.toLowerCase().split(/\s+/).filter(Boolean) : []);

/** Types of EPUB, roles of ARIA and the few class names whose meaning is beyond doubt. */
export function meaningOf(element: string, attributes: Attributes): Meaning {
  const fixed = DROPPED_ELEMENTS.get(element);
  if (fixed) return { ...PLAIN, drop: fixed };
  const isHidden =
    attributes['hidden'] !== undefined ||
    attributes['aria-hidden'] === 'true' ||
    HIDDEN_STYLE.test(attributes['style'] ?? '');
  if (isHidden) return { ...PLAIN, drop: 'hidden' };
  const types = [
    ...words(attributes['epub:type']),
    ...words(attributes['role']).map((role) => role.replace(/^doc-/, '')),
  ];
  const classes = words(attributes['class']);
  if (types.length === 0 && classes.length === 0 && attributes['id'] === undefined && element !== 'aside') return PLAIN;
  return ofNames(element, types, classes, attributes['id'] ?? '');
}

function ofNames(element: string, types: readonly string[], classes: readonly string[], id: string): Meaning {
  const isBlock = BLOCK_ELEMENTS.has(element);
  if (types.includes('pagebreak') || classes.some((name) => PAGE_NUMBER.test(name))) {
    return { ...PLAIN, drop: 'page-number' };
  }
  const region = regionOf(isBlock, types, classes, id);
  if (region && !isBlock) return { ...PLAIN, drop: element === 'a' ? null : region };
  return {
    drop: null,
    region,
    section: isBlock ? sectionOfNames(types, classes) : null,
    verse: types.some((type) => VERSE.test(type)) || classes.some((name) => VERSE.test(name)),
    title: types.some((type) => TITLE.has(type)),
    noteMark:
      types.includes('noteref') || classes.some((name) => NOTE_MARK.test(name) || (element === 'a' && NOTE.test(name))),
    backLink: types.includes('backlink'),
    dropCap: classes.some((name) => DROP_CAP.test(name)),
  };
}

function regionOf(
  isBlock: boolean,
  types: readonly string[],
  classes: readonly string[],
  id: string,
): DropReason | null {
  for (const type of types) {
    const reason = dropReasonOf(type);
    if (reason) return reason;
  }
  if (!isBlock) return null;
  if (classes.includes('pg-boilerplate') || LICENCE_IDS.has(id)) return 'licence';
  if (classes.some((name) => NOTE.test(name))) return 'note';
  if (classes.includes('toc') || classes.includes('tableofcontents')) return 'contents';
  return classes.includes('copyright') ? 'copyright' : null;
}

function sectionOfNames(types: readonly string[], classes: readonly string[]): Section | null {
  const found = types.map(sectionOf).filter((section) => section !== null);
  // `body epub:type="frontmatter preface"`: the special one says more than the general one.
  const special = found.find((section) => !section.endsWith('matter')) ?? found[0];
  if (special) return special;
  return classes.includes('dedication') ? 'dedication' : null;
}

/** `xml:lang` before `lang`, lower case, `_` as `-`. */
export function languageOf(attributes: Attributes): string | null {
  const language = (attributes['xml:lang'] ?? attributes['lang'] ?? '').trim().toLowerCase().replaceAll('_', '-');
  return language === '' ? null : language;
}
