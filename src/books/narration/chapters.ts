import type { Chapter, ChapterKind, Passage } from '../book.js';
import type { ContentsEntry, Section } from '../manuscript.js';
import { bodyLetters, sameTitle, spoken } from './classify.js';
import type { Flow, FlowItem } from './flow.js';
import type { Gathered } from './gather.js';
import { announce, leadingHeadings } from './headings.js';
import { joinTitles, plain } from './labels.js';
import { type BookLanguage, passagesOf, withoutLooseBreaks } from './passages.js';
import { rankOf } from './ranks.js';
import { distinctTitles, numbered, untitledName } from './titles.js';

/** Letters beside its headings below which a span is only the announcement of the next. */
const MIN_CHAPTER_LETTERS = 12;
/** Letters of everything in it below which a span is never a piece of sound of its own. */
const MIN_SPAN_LETTERS = 50;

interface Draft {
  /** Null when nothing names it. */
  readonly title: string | null;
  readonly kind: ChapterKind;
  readonly section: Section | null;
  readonly path: readonly string[];
  readonly passages: readonly Passage[];
}

export interface ChapterSetting extends BookLanguage {
  readonly bookTitle: string;
  readonly contents: readonly ContentsEntry[];
  /** One for every span. */
  readonly kinds: readonly ChapterKind[];
}

/** Makes chapters of spans; names without text of their own are said at the beginning of what follows them. */
export function chaptersOf(
  flow: Pick<Flow, 'items'>,
  spans: readonly Gathered[],
  setting: ChapterSetting,
): readonly Chapter[] {
  const row = new Row(setting);
  const live = spans.map((span) => {
    const all = flow.items.slice(span.from, span.to);
    dropRepeatedTitle(all, span, setting.bookTitle);
    return all.filter((item) => item.fate === null);
  });
  const isTiny = live.map((items, i) => isOnlyName(items, setting.kinds[i] ?? 'chapter') || isPiece(items));
  const withText = live.filter((items) => bodyLetters(items) > 0).length;
  const pieces = live.filter((items, i) => isTiny[i] && bodyLetters(items) > 0).length;
  const keepsPieces = pieces * 2 > withText;
  for (const [i, span] of spans.entries()) {
    const items = live[i] ?? [];
    const joins = keepsPieces ? isOnlyName(items, setting.kinds[i] ?? 'chapter') : isTiny[i] === true;
    row.add(span, items, setting.kinds[i] ?? 'chapter', joins);
  }
  return titled(row.drafts(), setting);
}

/** Headings without text; a dedication of three words is text. */
function isOnlyName(live: readonly FlowItem[], kind: ChapterKind): boolean {
  const letters = bodyLetters(live);
  return letters === 0 || (letters < MIN_CHAPTER_LETTERS && (kind === 'chapter' || kind === 'part'));
}

const isPiece = (live: readonly FlowItem[]): boolean =>
  spoken(live).reduce((sum, { letters }) => sum + letters, 0) < MIN_SPAN_LETTERS;

/** Chapters in the making, and what waits to be said at the beginning of the next. */
class Row {
  readonly #drafts: Draft[] = [];
  #waiting: Passage[] = [];
  #names: string[] = [];

  constructor(private readonly setting: ChapterSetting) {}

  add(span: Gathered, live: readonly FlowItem[], kind: ChapterKind, joins: boolean): void {
    const { bookTitle } = this.setting;
    const draft = draftOf(span, live, kind, this.setting);
    const name = span.label !== null && !sameTitle(span.label, bookTitle) ? span.label : null;
    if (draft === null) {
      const isName = (span.hasChildren || rankOf(span.label ?? '') === 'part') && span.from === span.to;
      if (isName && name !== null) this.#wait([{ kind: 'heading', text: name }], name);
    } else if (joins) {
      this.#wait(draft.passages, bodyLetters(live) === 0 ? (name ?? draft.title) : null);
    } else {
      this.#push(draft, live);
    }
  }

  #wait(passages: readonly Passage[], name: string | null): void {
    this.#waiting.push(...passages);
    if (name !== null && !sameTitle(name, this.setting.bookTitle)) this.#names.push(name);
  }

  #push(draft: Draft, live: readonly FlowItem[]): void {
    const own = new Set(leadingHeadings(live).map(({ block }) => plain(block.text)));
    const before = this.#waiting.filter(({ kind, text }) => kind !== 'heading' || !own.has(plain(text)));
    const names = this.#names.filter((name) => !plain(draft.title ?? '').startsWith(plain(name)));
    const title = draft.title === null ? null : joinTitles([...names, draft.title]);
    this.#drafts.push({ ...draft, title, passages: [...before, ...draft.passages] });
    this.#waiting = [];
    this.#names = [];
  }

  /** Names after the last chapter are its end; a book of nothing but names is one chapter. */
  drafts(): readonly Draft[] {
    const last = this.#drafts.pop();
    if (this.#waiting.length > 0 || last !== undefined) {
      const alone: Draft = { title: this.setting.bookTitle, kind: 'chapter', section: null, path: [], passages: [] };
      const end = last ?? alone;
      this.#drafts.push({ ...end, passages: [...end.passages, ...this.#waiting] });
      this.#waiting = [];
    }
    return this.#drafts;
  }
}

function draftOf(span: Gathered, live: readonly FlowItem[], kind: ChapterKind, setting: ChapterSetting): Draft | null {
  const text = spoken(live);
  if (text.length === 0) return null;
  const headings = leadingHeadings(live);
  const lines = headings.map(({ block }) => block.text);
  const said = announce(isNotItsName(span.label, lines, setting.bookTitle) ? null : span.label, lines);
  const last = headings.at(-1);
  const rest = last === undefined ? live : live.slice(live.indexOf(last) + 1);
  return {
    title: said.title,
    kind,
    section: text[0]?.block.section ?? null,
    path: pathOf(span, setting),
    passages: [...said.passages, ...passagesOf(rest, setting)],
  };
}

/** The book's name over a dedication is not the dedication's. */
const isNotItsName = (label: string | null, headings: readonly string[], bookTitle: string): boolean =>
  label !== null && headings.length > 0 && sameTitle(label, bookTitle) && !sameTitle(headings[0] ?? '', bookTitle);

/** Labels of the lines that a span stands under. */
function pathOf(span: Gathered, { contents, bookTitle }: ChapterSetting): readonly string[] {
  const path: string[] = [];
  let depth = span.depth;
  for (let i = span.entry - 1; i >= 0 && depth > 0; i--) {
    const entry = contents[i];
    if (entry === undefined || entry.depth >= depth) continue;
    depth = entry.depth;
    if (!sameTitle(entry.label, bookTitle)) path.unshift(entry.label);
  }
  return path;
}

function titled(drafts: readonly Draft[], { language, bookTitle }: ChapterSetting): readonly Chapter[] {
  let chapters = 0;
  const names = drafts.map(({ title, kind, section, path }) => {
    if (kind === 'chapter') chapters++;
    return {
      title:
        title ??
        untitledName(kind, section, language) ??
        (drafts.length === 1 ? bookTitle : numbered('chapter', chapters, language)),
      path,
    };
  });
  const titles = distinctTitles(names);
  return drafts.map(({ kind, passages }, i) => ({
    title: titles[i] ?? '',
    kind,
    passages: withoutLooseBreaks(passages),
  }));
}

/** The book's own title over every chapter is not said again and again. */
function dropRepeatedTitle(items: readonly FlowItem[], span: Gathered, bookTitle: string): void {
  const [first, second] = leadingHeadings(items.filter((item) => item.fate === null));
  if (!first || !second || span.label === null) return;
  if (plain(first.block.text) !== plain(bookTitle) || sameTitle(span.label, bookTitle)) return;
  first.fate = 'duplicate-heading';
  first.name = 'Title of the book over its chapters';
}
