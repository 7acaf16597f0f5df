import type { Book } from '../books/book.js';
import type { ReadingChoice } from '../books/reading-choice.js';
import { CODES, EXIT, UserError } from '../core/index.js';
import type { PlanFile } from './plan-file.js';
import { textDigest } from './plan-file.js';
import type { ChapterEdit } from './reading.js';

export interface PlanFileEdits {
  readonly edits: readonly ChapterEdit[];
  /** Sentences for whoever uses the file. */
  readonly notes: readonly string[];
}

export interface PlanFileUse {
  readonly file: PlanFile;
  /** For people. */
  readonly name: string;
  /** As it is read under `choice`. */
  readonly book: Book;
  /** sha256 hex of its bytes. */
  readonly digest: string;
  /** The file's own, or what flags made of it. */
  readonly choice: ReadingChoice;
}

/**
 * What a plan file changes in this book. Throws a `UserError` (exit 6) when it was made for another one; a corrected
 * edition with the same chapters may use it.
 */
export function planFileEdits(use: PlanFileUse): PlanFileEdits {
  const { file, name, book, digest } = use;
  const isSameBook = file.book.digest === digest;
  const titles = book.chapters.map(({ title }) => title);
  const fileTitles = file.chaptersInBook.map(({ title }) => title);
  const haveSameTitles = titles.length === fileTitles.length && titles.every((title, i) => title === fileTitles[i]);
  if (!haveSameTitles && !isSameBook) throw anotherBook(use);
  if (!haveSameTitles && isSameChoice(use)) throw readDifferently(use);
  const placeOf = haveSameTitles ? (n: number) => n : placesByTitle(use, fileTitles, titles);
  const edits = changesOf(file).flatMap((edit) => {
    const n = placeOf(edit.n);
    return n === null ? [] : [{ ...edit, n }];
  });
  const overwritten = edits.filter(({ n, passages }) => passages !== null && isNewText(use, n)).map(({ n }) => n);
  const notes = isSameBook
    ? []
    : [
        `${name} was made for another edition of this book (${file.book.fileName}); its chapters have the same titles, so it is used.`,
        ...(overwritten.length > 0
          ? [`The text of chapter ${overwritten.join(', ')} is that of ${name}, not the book's.`]
          : []),
      ];
  return { edits, notes };
}

/** By the numbers of the file. */
function changesOf({ chapters, chaptersInBook }: PlanFile): readonly ChapterEdit[] {
  const written = new Map(chapters.map((chapter) => [chapter.n, chapter]));
  return chaptersInBook.flatMap(({ title: ownTitle, text }, index): readonly ChapterEdit[] => {
    const n = index + 1;
    const chapter = written.get(n);
    if (chapter === undefined) return [{ n, ownTitle, read: false, title: null, passages: null }];
    const title = chapter.title === ownTitle.replace(/\s+/g, ' ').trim() ? null : chapter.title;
    const isRewritten = chapter.passages !== undefined && textDigest(chapter.passages) !== text;
    const passages = isRewritten ? (chapter.passages ?? null) : null;
    return chapter.read && title === null && passages === null
      ? []
      : [{ n, ownTitle, read: chapter.read, title, passages }];
  });
}

const isNewText = ({ file, book }: PlanFileUse, n: number): boolean =>
  textDigest(book.chapters[n - 1]?.passages ?? []) !== file.chaptersInBook[n - 1]?.text;

const isSameChoice = ({ file: { reading }, choice }: PlanFileUse): boolean =>
  JSON.stringify([reading.include, reading.exclude, reading.notes]) ===
  JSON.stringify([choice.include, choice.exclude, choice.notes]);

/**
 * Where a chapter of the file stands when other parts are read than in it: the n-th of its title. Null: it is not read
 * any more.
 */
function placesByTitle(
  use: PlanFileUse,
  fileTitles: readonly string[],
  titles: readonly string[],
): (n: number) => number | null {
  const [inFile, inBook] = [numbersByTitle(fileTitles), numbersByTitle(titles)];
  return (n) => {
    const title = fileTitles[n - 1] ?? '';
    const [own = [], there = []] = [inFile.get(title), inBook.get(title)];
    if (there.length === 0) return null;
    if (there.length !== own.length) throw readDifferently(use);
    return there[own.indexOf(n)] ?? null;
  };
}

function numbersByTitle(titles: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const numbers = new Map<string, number[]>();
  for (const [index, title] of titles.entries()) {
    const known = numbers.get(title);
    if (known === undefined) numbers.set(title, [index + 1]);
    else known.push(index + 1);
  }
  return numbers;
}

const refused = (what: string, why: string): UserError =>
  new UserError(
    { code: CODES.planFile, what, why, fix: 'make a new one: e2a plan BOOK --save plan.json' },
    EXIT.badInput,
  );

function anotherBook({ file, name, book }: PlanFileUse): UserError {
  const { title, fileName } = file.book;
  return refused(
    `${name} was made for another book: ${title} (${fileName}).`,
    `This one is ${book.title}, and its chapters are not those of the plan file.`,
  );
}

function readDifferently({ file, name, book }: PlanFileUse): UserError {
  const n = file.chaptersInBook.findIndex(({ title }, index) => title !== book.chapters[index]?.title) + 1;
  const there = book.chapters[n - 1]?.title ?? 'none';
  return refused(
    `The chapters of this book are not those of ${name}.`,
    n === 0
      ? `It has ${file.chaptersInBook.length} chapters, the book is read with ${book.chapters.length}.`
      : `Its chapter ${n} is "${file.chaptersInBook[n - 1]?.title}", the book's is "${there}"; e2a ${file.e2a} made the file.`,
  );
}
