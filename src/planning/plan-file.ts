import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Book, CHAPTER_KINDS, type Chapter, type Passage } from '../books/book.js';
import { NOTE_PLACES, PARTS, type ReadingChoice } from '../books/reading-choice.js';
import type { Json } from '../core/index.js';
import { editChapters } from './edit-chapters.js';
import { passageEditSchema } from './passage-edit.js';
import type { BookPlan } from './plan.js';
import type { ChapterEdit } from './reading.js';
import { writeJson } from './write-json.js';

/**
 * A plan as a person edits it. `read`, `title` and `passages` of chapters and the reading choice are the person's; what
 * else it holds tells which book it was made for.
 */
export const planFileSchema = z.strictObject({
  v: z.literal(1),
  /** Version that wrote it. */
  e2a: z.string(),
  book: z.strictObject({
    title: z.string(),
    authors: z.array(z.string()),
    language: z.string(),
    /** sha256 hex of the e-book's bytes. */
    digest: z.string(),
    fileName: z.string(),
  }),
  reading: z.strictObject({
    include: z.array(z.enum(PARTS)),
    exclude: z.array(z.enum(PARTS)),
    notes: z.enum(NOTE_PLACES),
  }),
  /** In the book's order; one that is missing is not read. */
  chapters: z.array(
    z.strictObject({
      n: z.int(),
      read: z.boolean(),
      title: z
        .string()
        .transform((text) => text.replace(/\s+/g, ' ').trim())
        .refine((text) => text !== '', 'has to have a letter'),
      kind: z.enum(CHAPTER_KINDS),
      words: z.number().optional(),
      seconds: z.number().optional(),
      passages: z.array(passageEditSchema).optional(),
    }),
  ),
  /** For whoever reads the file; not looked at. */
  notSpoken: z.array(z.unknown()).optional(),
  /** What the book itself has: with it, changes are told from what was there. */
  chaptersInBook: z.array(z.strictObject({ title: z.string(), kind: z.enum(CHAPTER_KINDS), text: z.string() })),
});
export type PlanFile = z.infer<typeof planFileSchema>;

export interface PlanFileRequest {
  /** As it is read under `choice`. */
  readonly book: Book;
  readonly digest: string;
  readonly fileName: string;
  readonly e2a: string;
  readonly choice: ReadingChoice;
  readonly edits: readonly ChapterEdit[];
  /** Numbers of those that `--chapters` names. */
  readonly selected: ReadonlySet<number>;
  /** Of all chapters, those that are not read included. */
  readonly plan: BookPlan;
  /** Put every passage in, not only those that were changed. */
  readonly text: boolean;
}

const DIGEST_CHARACTERS = 12;

/** The text of a plan file. */
export function writePlanFile(request: PlanFileRequest): string {
  const { book, digest, fileName, e2a, choice, plan } = request;
  const { title, authors, language } = book;
  const { include, exclude, notes } = choice;
  const file = {
    v: 1,
    e2a,
    book: { title, authors, language, digest, fileName },
    reading: { include, exclude, notes },
    chapters: chaptersOf(request),
    notSpoken: plan.leftOut.map(({ what, why, characters }) => ({ what, why, characters })),
    chaptersInBook: book.chapters.map((chapter) => ({
      title: chapter.title,
      kind: chapter.kind,
      text: textDigest(chapter.passages),
    })),
  };
  return `${writeJson(file satisfies Json)}\n`;
}

function chaptersOf({ book, edits, selected, plan, text }: PlanFileRequest) {
  const facts = new Map(plan.chapters.map((chapter) => [chapter.n, chapter]));
  const rewritten = new Set(edits.filter(({ passages }) => passages !== null).map(({ n }) => n));
  return editChapters(book.chapters, edits).map(({ n, chapter, read }) => ({
    n,
    read: read && selected.has(n),
    title: chapter.title,
    kind: chapter.kind,
    words: facts.get(n)?.words ?? 0,
    seconds: facts.get(n)?.seconds ?? 0,
    ...(text || rewritten.has(n) ? { passages: chapter.passages.map(shownOf) } : {}),
  }));
}

/** What a plan file shows of a passage. */
const shownOf = ({ kind, text, language, endsStanza }: Passage) => ({
  kind,
  text,
  ...(language === undefined ? {} : { language }),
  ...(endsStanza === undefined ? {} : { endsStanza }),
});

/** Tells a chapter's text from a changed one. */
export const textDigest = (passages: Chapter['passages']): string =>
  createHash('sha256')
    .update(JSON.stringify(passages.map(shownOf)))
    .digest('hex')
    .slice(0, DIGEST_CHARACTERS);
