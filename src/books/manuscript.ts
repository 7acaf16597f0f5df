import type { Cover, DropReason, Edition, PassageKind } from './book.js';

/** Kinds of section that decide what a chapter is. */
export const SECTIONS = [
  'frontmatter',
  'bodymatter',
  'backmatter',
  'dedication',
  'epigraph',
  'foreword',
  'preface',
  'introduction',
  'preamble',
  'acknowledgments',
  'prologue',
  'chapter',
  'part',
  'volume',
  'epilogue',
  'conclusion',
  'afterword',
  'appendix',
  'bibliography',
  'glossary',
] as const;
export type Section = (typeof SECTIONS)[number];

/** A link between a text and a note, where it stood before it was taken out of the text. */
export interface NoteLink {
  /** A note's number in the text or at the note itself; an arrow back from a note. */
  readonly kind: 'mark' | 'back';
  /** Index into the block's text. */
  readonly at: number;
  /** Characters of it that are still in the text, from `at` on: a number that may be no note's. */
  readonly kept: number;
  /** As the markup has it; empty when it is no link. */
  readonly href: string;
  /** `12`, `*`, without brackets. */
  readonly label: string;
}

/** What the markup says of a run of text inside a block. */
export type RunMeaning =
  | { readonly kind: 'language'; readonly language: string }
  | { readonly kind: 'stage-direction' | 'roman' | 'initialism' };

/** From one index into the text up to another, the latter not included. */
export type Run = RunMeaning & { readonly from: number; readonly to: number };

/** A run of text between two borders of the markup, tidied, with everything inline that is not spoken already taken out. */
export interface Block {
  readonly kind: PassageKind;
  /** 1–6 of a heading, else 0. */
  readonly level: number;
  /** Empty for a `break`. */
  readonly text: string;
  /** BCP 47, lower case, as the markup says; null when it says nothing. */
  readonly language: string | null;
  /** Ids that links may point at: those met since the block before. */
  readonly anchors: readonly string[];
  /** The markup itself says that this is not narrated (a note, a contents list, a licence). */
  readonly region: DropReason | null;
  /** What it is that a listener may want or not: a row of a table, a caption, a picture's description, code. */
  readonly inset: DropReason | null;
  /** Equal in the blocks of one note that the markup marks as one, counted over its document; 0 outside of notes. */
  readonly note: number;
  readonly noteLinks: readonly NoteLink[];
  readonly runs: readonly Run[];
  /** The innermost kind of section round it (`preface`, `chapter`, `backmatter`). */
  readonly section: Section | null;
  /** Share of its characters inside links to this book, 0–1. */
  readonly linked: number;
  /** It begins with such a link. */
  readonly linkFirst: boolean;
  readonly endsStanza: boolean;
  /** Index of its first character in the decoded source file. */
  readonly offset: number;
}

/** Inline text that is not spoken, summed up by reason over one document. */
export interface DroppedText {
  readonly why: DropReason;
  /** How many times something was dropped. */
  readonly count: number;
  readonly characters: number;
  readonly letters: number;
}

/** The text of one markup file. Letters of its blocks + letters dropped = letters of the file + letters added. */
export interface DocumentText {
  readonly blocks: readonly Block[];
  readonly dropped: readonly DroppedText[];
  /** Letters that are not text in the source but are spoken: a drop cap that is an image, the reading of a formula. */
  readonly addedLetters: number;
  /** Ids after the last block. */
  readonly endAnchors: readonly string[];
  /** `<title>`, empty when there is none. */
  readonly title: string;
}

export interface SourceDocument extends DocumentText {
  readonly name: string;
  /** False: beside the reading order; read only when the contents point at it. */
  readonly linear: boolean;
}

export interface Place {
  /** Index into `Manuscript.documents`. */
  readonly document: number;
  readonly anchor: string | null;
}

/** A line of the table of contents, in its order; `depth` from 0. */
export interface ContentsEntry {
  readonly label: string;
  readonly depth: number;
  /** Null for a name that stands over its children without a page of its own. */
  readonly place: Place | null;
}

/** A place with a known meaning, from a guide or landmarks list. */
export interface Landmark {
  readonly type: string;
  readonly place: Place;
}

/** What every format adapter gives: documents in reading order, contents, metadata. */
export interface Manuscript extends Edition {
  readonly title: string;
  readonly authors: readonly string[];
  /** As declared, normalised; null when nothing usable was declared. */
  readonly language: string | null;
  readonly identifier?: string | undefined;
  readonly publisher?: string | undefined;
  readonly date?: string | undefined;
  readonly description?: string | undefined;
  readonly cover?: Cover | undefined;
  readonly documents: readonly SourceDocument[];
  readonly contents: readonly ContentsEntry[];
  readonly landmarks: readonly Landmark[];
  readonly warnings: readonly string[];
}
