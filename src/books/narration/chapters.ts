import type { Chapter, ChapterKind, Passage } from '../book.js';
import { primaryLanguage } from '../language.js';
import { bodyLetters, kindOf, sameTitle, spoken } from './classify.js';
import type { Flow, FlowItem } from './flow.js';
import { announce, leadingHeadings } from './headings.js';
import { plain } from './labels.js';
import { lowerOpening } from './opening.js';
import type { Span } from './spans.js';

/** Letters beside its headings below which a span is only the announcement of the next. */
const MIN_CHAPTER_LETTERS = 12;

interface Draft {
  title: string;
  kind: ChapterKind;
  passages: Passage[];
}

interface Setting {
  readonly bookTitle: string;
  readonly language: string;
  /** Types from guide and landmarks by block index. */
  readonly types: ReadonlyMap<number, readonly string[]>;
}

/** Makes chapters of spans; names without text of their own are said at the beginning of what follows them. */
export function chaptersOf(flow: Flow, spans: readonly Span[], setting: Setting): readonly Chapter[] {
  const drafts: Draft[] = [];
  const parents = new Parents(setting.bookTitle);
  let waiting: Passage[] = [];
  for (const span of spans) {
    const all = flow.items.slice(span.from, span.to);
    dropRepeatedTitle(all, span, setting.bookTitle);
    const live = all.filter((item) => item.fate === null);
    const draft = parents.inherit(span, draftOf(span, live, setting));
    if (draft === null) {
      if (isName(span, all, setting.bookTitle) && span.label !== null)
        waiting.push({ kind: 'heading', text: span.label });
    } else if (isOnlyName(live, draft.kind)) {
      waiting.push(...draft.passages);
    } else {
      drafts.push({ ...draft, passages: [...waiting, ...draft.passages] });
      waiting = [];
    }
  }
  keepWaiting(drafts, waiting, setting.bookTitle);
  return drafts.map((draft) => ({ ...draft, passages: withoutLooseBreaks(draft.passages) }));
}

/** Headings without text; a dedication of three words is text. */
function isOnlyName(live: readonly FlowItem[], kind: ChapterKind): boolean {
  const letters = bodyLetters(live);
  return letters === 0 || (letters < MIN_CHAPTER_LETTERS && (kind === 'chapter' || kind === 'part'));
}

/** What stands under a preface in the contents belongs to it. */
class Parents {
  #depth = 0;
  #kind: ChapterKind | null = null;

  constructor(private readonly bookTitle: string) {}

  inherit(span: Span, draft: Draft | null): Draft | null {
    if (this.#kind !== null && span.depth <= this.#depth) this.#kind = null;
    if (draft === null) return null;
    if (this.#kind !== null)
      return draft.kind === 'chapter' || draft.kind === 'part' ? { ...draft, kind: this.#kind } : draft;
    const isMatter = draft.kind === 'front' || draft.kind === 'back';
    if (span.hasChildren && isMatter && !sameTitle(span.label ?? '', this.bookTitle)) {
      this.#kind = draft.kind;
      this.#depth = span.depth;
    }
    return draft;
  }
}

/** Names after the last chapter are its end; a book of nothing but names is one chapter. */
function keepWaiting(drafts: Draft[], waiting: readonly Passage[], bookTitle: string): void {
  if (waiting.length === 0) return;
  const last = drafts.at(-1);
  if (last) last.passages.push(...waiting);
  else drafts.push({ title: bookTitle, kind: 'chapter', passages: [...waiting] });
}

/** A line of the contents that only names what stands under it. */
const isName = (span: Span, items: readonly FlowItem[], bookTitle: string): boolean =>
  (span.hasChildren || !span.hasPlace) && items.length === 0 && !sameTitle(span.label ?? '', bookTitle);

function draftOf(span: Span, live: readonly FlowItem[], setting: Setting): Draft | null {
  const text = spoken(live);
  if (text.length === 0) return null;
  const headings = leadingHeadings(live);
  const said = announce(
    span.label,
    headings.map(({ block }) => block.text),
  );
  const last = headings.at(-1);
  const rest = last === undefined ? live : live.slice(live.indexOf(last) + 1);
  const kind = kindOf(span, text, setting.types.get(span.from) ?? []);
  return {
    title: said.title ?? untitled(kind, setting.bookTitle),
    kind: span.hasChildren && kind === 'chapter' ? 'part' : kind,
    passages: [...said.passages, ...passagesOf(rest, setting.language)],
  };
}

const untitled = (kind: ChapterKind, bookTitle: string): string =>
  kind === 'front' ? 'Front matter' : kind === 'back' ? 'Back matter' : bookTitle;

/** The book's own title over every chapter is not said again and again. */
function dropRepeatedTitle(items: readonly FlowItem[], span: Span, bookTitle: string): void {
  const [first, second] = leadingHeadings(items.filter((item) => item.fate === null));
  if (!first || !second || span.label === null) return;
  if (plain(first.block.text) !== plain(bookTitle) || sameTitle(span.label, bookTitle)) return;
  first.fate = 'duplicate-heading';
  first.name = 'Title of the book over its chapters';
}

function passagesOf(items: readonly FlowItem[], bookLanguage: string): Passage[] {
  let opened = false;
  return items.map(({ block }) => {
    const isOpening = !opened && (block.kind === 'paragraph' || block.kind === 'quote');
    if (isOpening) opened = true;
    const text = isOpening ? lowerOpening(block.text) : block.text;
    const differs = block.language !== null && primaryLanguage(block.language) !== primaryLanguage(bookLanguage);
    return {
      kind: block.kind,
      text,
      ...(differs && block.language !== null ? { language: block.language } : {}),
      ...(block.endsStanza ? { endsStanza: true as const } : {}),
    };
  });
}

/** No scene break begins or ends a chapter, follows another or stands beside a heading. */
function withoutLooseBreaks(passages: readonly Passage[]): readonly Passage[] {
  const kept: Passage[] = [];
  for (const passage of passages) {
    const before = kept.at(-1);
    if (passage.kind === 'break' && (before === undefined || before.kind === 'break' || before.kind === 'heading'))
      continue;
    if (passage.kind === 'heading' && before?.kind === 'break') kept.pop();
    kept.push(passage);
  }
  if (kept.at(-1)?.kind === 'break') kept.pop();
  return kept;
}
