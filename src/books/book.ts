import type { ReadingChoice } from './reading-choice.js';

/** Why a piece of text is not spoken; a closed list, shown by `plan`. */
export const DROP_REASONS = [
  'licence',
  'cover',
  'title-page',
  'contents',
  'copyright',
  'front-matter',
  'back-matter',
  'note',
  'note-mark',
  'back-link',
  'page-number',
  'image',
  'caption',
  'stage-direction',
  'hidden',
  'table',
  'code',
  'formula',
  'index',
  'non-linear',
  'unreadable',
  'duplicate-heading',
  'repeated',
  'ornament',
  'ruby',
  'not-selected',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/** Something left out, by name: a line of the reading report. */
export interface LeftOut {
  /** `Contents`, `note marks in chapter 3`. */
  readonly what: string;
  readonly why: DropReason;
  /** Characters not spoken. */
  readonly characters: number;
}

export const CHAPTER_KINDS = ['front', 'chapter', 'part', 'back'] as const;
export type ChapterKind = (typeof CHAPTER_KINDS)[number];

/** What a run of text is; decides the pauses round it. */
export const PASSAGE_KINDS = ['heading', 'paragraph', 'verse', 'list-item', 'quote', 'break'] as const;
export type PassageKind = (typeof PASSAGE_KINDS)[number];

/** A run of text inside a passage, from one index up to another, the latter not included. */
export type PassageRun = { readonly from: number; readonly to: number } & (
  | {
      /** Three words or more in another language than the passage. */
      readonly kind: 'language';
      /** BCP 47. */
      readonly language: string;
    }
  /** Surely a Roman numeral; letters that are spelt. */
  | { readonly kind: 'roman' | 'initialism' }
);

/** One heading, paragraph, verse line …, as display text with everything unspoken already taken out. `break` has no text. */
export interface Passage {
  readonly kind: PassageKind;
  readonly text: string;
  /** BCP 47, when it differs from the book's. */
  readonly language?: string | undefined;
  /** The last line of a stanza: a paragraph's pause follows, not a line's. */
  readonly endsStanza?: true | undefined;
  /** What the markup says of parts of the text; in no fixed order, missing when it says nothing. */
  readonly runs?: readonly PassageRun[] | undefined;
}

export interface Chapter {
  readonly title: string;
  readonly kind: ChapterKind;
  /** BCP 47, when all of it is in another language than the book; its passages have it too. */
  readonly language?: string | undefined;
  /** Begins with the heading passage that announces it, when it has one. */
  readonly passages: readonly Passage[];
}

export interface Cover {
  readonly bytes: Uint8Array;
  /** `image/jpeg`, `image/png`, … */
  readonly mediaType: string;
}

/** What shelves sort and find a book by beside its title; nothing is an empty string. */
export interface Edition {
  readonly subtitle?: string | undefined;
  readonly series?: string | undefined;
  /** Its place in the series, as written: `3`, `2.5`. */
  readonly seriesPart?: string | undefined;
  /** 10 or 13 digits, no hyphens. */
  readonly isbn?: string | undefined;
  readonly asin?: string | undefined;
  /** `Lighthouse Clock, The`. */
  readonly titleSort?: string | undefined;
  /** `Writer, Ada; Author, Ben`. */
  readonly authorSort?: string | undefined;
}

/** An e-book as a narrator sees it. */
export interface Book extends Edition {
  readonly title: string;
  readonly authors: readonly string[];
  /** BCP 47 of the text, lower-case primary tag first: `en`, `en-gb`. */
  readonly language: string;
  readonly identifier?: string | undefined;
  readonly publisher?: string | undefined;
  /** `YYYY` or `YYYY-MM-DD`. */
  readonly date?: string | undefined;
  readonly description?: string | undefined;
  readonly cover?: Cover | undefined;
  readonly chapters: readonly Chapter[];
  readonly leftOut: readonly LeftOut[];
  /** Whole sentences for a person: a language that contradicts the metadata, a file that could not be read. */
  readonly warnings: readonly string[];
}

/** Reads one e-book. Throws `UserError` with exit 6 when it cannot be used; never anything else. */
export type BookReader = (bytes: Uint8Array, fileName: string, choice: ReadingChoice) => Promise<Book>;
