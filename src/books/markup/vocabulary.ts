import type { DropReason } from '../book.js';
import { SECTIONS, type Section } from '../manuscript.js';

/** Types of EPUB structure, DPUB-ARIA roles (without `doc-`) and EPUB 2 guide that are not narrated. */
const NOT_NARRATED: ReadonlyMap<string, DropReason> = new Map([
  ['cover', 'cover'],
  ['titlepage', 'title-page'],
  ['title-page', 'title-page'],
  ['halftitlepage', 'title-page'],
  ['toc', 'contents'],
  ['landmarks', 'contents'],
  ['page-list', 'contents'],
  ['pagelist', 'contents'],
  ['loi', 'contents'],
  ['lot', 'contents'],
  ['loa', 'contents'],
  ['lov', 'contents'],
  ['copyright-page', 'copyright'],
  ['imprint', 'copyright'],
  ['colophon', 'copyright'],
  ['footnote', 'note'],
  ['footnotes', 'note'],
  ['endnote', 'note'],
  ['endnotes', 'note'],
  ['rearnote', 'note'],
  ['rearnotes', 'note'],
  ['notes', 'note'],
  ['note', 'note'],
  ['annotation', 'note'],
  ['annotations', 'note'],
  ['index', 'index'],
  ['index-group', 'index'],
]);

const SYNONYMS: ReadonlyMap<string, Section> = new Map([
  ['acknowledgements', 'acknowledgments'],
  ['rearmatter', 'backmatter'],
  ['text', 'bodymatter'],
]);

const SECTION_NAMES: ReadonlySet<string> = new Set(SECTIONS);

const isSection = (type: string): type is Section => SECTION_NAMES.has(type);

export const dropReasonOf = (type: string): DropReason | null => NOT_NARRATED.get(type) ?? null;

export function sectionOf(type: string): Section | null {
  return isSection(type) ? type : (SYNONYMS.get(type) ?? null);
}

/** Sections that a more special one inside them may rename; inside a chapter an epigraph is only a part of it. */
const OPEN_SECTIONS: ReadonlySet<Section | null> = new Set<Section | null>([
  null,
  'frontmatter',
  'bodymatter',
  'backmatter',
  'part',
  'volume',
]);

export const innerSection = (outer: Section | null, inner: Section | null): Section | null =>
  inner !== null && OPEN_SECTIONS.has(outer) ? inner : outer;

const FRONT: ReadonlySet<Section> = new Set<Section>([
  'frontmatter',
  'dedication',
  'epigraph',
  'foreword',
  'preface',
  'introduction',
  'preamble',
  'acknowledgments',
]);
const BACK: ReadonlySet<Section> = new Set<Section>([
  'backmatter',
  'afterword',
  'appendix',
  'bibliography',
  'glossary',
]);

export const isFront = (section: Section | null): boolean => section !== null && FRONT.has(section);
export const isBack = (section: Section | null): boolean => section !== null && BACK.has(section);
