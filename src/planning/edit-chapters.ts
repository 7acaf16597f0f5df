import type { Chapter, Passage } from '../books/book.js';
import { CODES, EXIT, UserError } from '../core/index.js';
import type { ChapterEdit } from './reading.js';

/** A chapter as a person wants it. */
export interface EditedChapter {
  /** From 1, in the list of all chapters. */
  readonly n: number;
  readonly chapter: Chapter;
  readonly read: boolean;
}

/** The book's chapters, changed. Throws `UserError` for an edit that was made for other chapters. */
export function editChapters(chapters: readonly Chapter[], edits: readonly ChapterEdit[]): readonly EditedChapter[] {
  const byNumber = new Map(edits.map((edit) => [edit.n, edit]));
  for (const edit of edits) if (chapters[edit.n - 1]?.title !== edit.ownTitle) throw otherChapter(edit, chapters);
  return chapters.map((chapter, index) => {
    const n = index + 1;
    const edit = byNumber.get(n);
    return edit === undefined
      ? { n, chapter, read: true }
      : { n, chapter: editChapter(chapter, edit), read: edit.read };
  });
}

/** A heading that a person has written stays; the book's own gives way to a new title. */
function editChapter(chapter: Chapter, { title, passages: edited }: ChapterEdit): Chapter {
  const passages = edited === null ? chapter.passages : withKnownFacts(edited, chapter.passages);
  if (title === null || title === chapter.title) return { ...chapter, passages };
  const announcing = announcingHeadings(chapter);
  const isOwn = announcing.every(
    ({ text }, index) => passages[index]?.kind === 'heading' && passages[index].text === text,
  );
  if (!isOwn) return { ...chapter, title, passages };
  const language = announcing[0]?.language ?? chapter.language;
  const heading: Passage = { kind: 'heading', text: title, ...(language === undefined ? {} : { language }) };
  return { ...chapter, title, passages: [heading, ...passages.slice(announcing.length)] };
}

/** The headings at the beginning that say the title: the first, and those that go on with it. */
function announcingHeadings({ title, passages }: Chapter): readonly Passage[] {
  const first = passages.findIndex(({ kind }) => kind !== 'heading');
  const headings = passages.slice(0, first < 0 ? passages.length : first);
  const said = headings.findLastIndex((_, index) =>
    lettersOf(title).startsWith(
      lettersOf(
        headings
          .slice(0, index + 1)
          .map(({ text }) => text)
          .join(''),
      ),
    ),
  );
  return headings.slice(0, Math.max(1, said + 1));
}

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** What a plan file does not show of a passage is taken from the book's own passage of the same words. */
function withKnownFacts(edited: readonly Passage[], own: readonly Passage[]): readonly Passage[] {
  const keyOf = ({ kind, text, language }: Passage): string => JSON.stringify([kind, text, language]);
  const known = new Map<string, Passage>();
  for (const passage of own) if (!known.has(keyOf(passage))) known.set(keyOf(passage), passage);
  return edited.map((passage) => {
    const { endsStanza: _, ...facts } = known.get(keyOf(passage)) ?? passage;
    return passage.endsStanza === true ? { ...facts, endsStanza: true } : facts;
  });
}

function otherChapter({ n, ownTitle }: ChapterEdit, chapters: readonly Chapter[]): UserError {
  const there = chapters[n - 1];
  return new UserError(
    {
      code: CODES.planFile,
      what: `The plan file was made for other chapters: its chapter ${n} is "${ownTitle}".`,
      why:
        there === undefined
          ? `Here the book has ${chapters.length} chapters.`
          : `Here chapter ${n} of the book is "${there.title}".`,
      fix: 'make a new one: e2a plan BOOK --save plan.json',
    },
    EXIT.badInput,
  );
}
