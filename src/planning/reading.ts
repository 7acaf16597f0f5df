import type { Passage } from '../books/book.js';
import { NARRATORS_CHOICE, type ReadingChoice } from '../books/reading-choice.js';
import type { LexiconEntry } from '../speech/lexicon/index.js';
import type { Pace } from './pace.js';

/** What a plan file says of a chapter. */
export interface ChapterEdit {
  /** As `plan` numbers it under the same choice. */
  readonly n: number;
  /** The book's own title of it: an edit never falls on another chapter, whoever reads the book. */
  readonly ownTitle: string;
  readonly read: boolean;
  /** Announced and shown in place of the book's own; null: unchanged. */
  readonly title: string | null;
  /** Spoken in place of the book's own; null: unchanged. */
  readonly passages: readonly Passage[] | null;
}

/** How a book is read, beside its voice: everything that flags, plan file and word lists decide. */
export interface Reading {
  readonly choice: ReadingChoice;
  /** From a plan file; empty: the book as it is. */
  readonly edits: readonly ChapterEdit[];
  /** Of all word lists that apply, the strongest first. */
  readonly lexicon: readonly LexiconEntry[];
  /** Absent: the usual one. */
  readonly pace?: Pace | undefined;
}

export const PLAIN_READING: Reading = { choice: NARRATORS_CHOICE, edits: [], lexicon: [] };
