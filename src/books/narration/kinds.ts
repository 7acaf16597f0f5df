import type { ChapterKind, DropReason } from '../book.js';
import type { Section } from '../manuscript.js';
import { isBack, isFront, sectionOf } from '../markup/index.js';
import { isRead } from '../reading-choice.js';
import { bodyLetters, type LandmarkTypes, reasonOf, sameTitle, spoken, titlePages } from './classify.js';
import type { Flow } from './flow.js';
import type { Gathered } from './gather.js';
import { kindByTitle } from './labels.js';
import type { Span } from './spans.js';

/** Letters; a book's name over less than this, before its first chapter, is a motto or a page before the text. */
const MOTTO_LETTERS = 2_000;

/** What decided a kind: a person's wish for a page that is not read unasked, the markup or landmarks, a title. */
type Ground = 'wish' | 'markup' | 'title' | 'motto' | 'none';

interface Judged {
  readonly kind: ChapterKind;
  readonly ground: Ground;
}

interface Setting {
  readonly bookTitle: string;
  readonly types: LandmarkTypes;
  /** Before sections were gathered. */
  readonly spans: readonly Span[];
}

/** Kinds of all chapters, in their order. Leaves out, by name, those whose kind the listener does not want. */
export function kindsOf(flow: Flow, gathered: readonly Gathered[], setting: Setting): readonly ChapterKind[] {
  const asked = new Set(titlePages(flow, setting.spans, setting.bookTitle).map(({ from }) => from));
  const inherited = new Inheritance(setting.bookTitle);
  const own = gathered.map((span) => {
    const isAsked = asked.has(span.from);
    return inherited.of(span, isAsked ? { kind: 'front', ground: 'wish' } : judged(flow, span, setting));
  });
  const kinds = inPlace(
    own,
    gathered.map((span) => bodyLetters(flow.items.slice(span.from, span.to)) > 0),
  );
  for (const [i, span] of gathered.entries()) dropUnwanted(flow, span, kinds[i], own[i]?.ground);
  return kinds;
}

function dropUnwanted(flow: Flow, span: Gathered, kind: ChapterKind | undefined, ground: Ground | undefined): void {
  if (ground === 'wish') return;
  const name = span.label ?? spoken(flow.items.slice(span.from, span.to))[0]?.block.text.slice(0, 60) ?? null;
  if (kind === 'front' && !isRead('preface', flow.choice)) flow.drop(span.from, span.to, 'front-matter', name);
  if (kind === 'back' && !isRead('back', flow.choice)) flow.drop(span.from, span.to, 'back-matter', name);
}

const PAGES_AT_THE_END: ReadonlySet<DropReason> = new Set<DropReason>(['index', 'note', 'licence']);

function judged(flow: Flow, span: Gathered, { bookTitle, types }: Setting): Judged {
  const items = spoken(flow.items.slice(span.from, span.to));
  const first = items[0]?.block;
  const page = first?.region ?? reasonOf(flow, span, types);
  if (page !== null) return { kind: PAGES_AT_THE_END.has(page) ? 'back' : 'front', ground: 'wish' };
  const byMarkup = kindOfSection(first?.section ?? null);
  if (byMarkup !== null) return { kind: byMarkup, ground: 'markup' };
  if (first?.section === 'chapter') return { kind: asPart(span), ground: 'markup' };
  const byTitle = kindByTitle(span.label ?? '') ?? kindByTitle(first?.kind === 'heading' ? first.text : '');
  if (byTitle !== null) return { kind: byTitle, ground: 'title' };
  const byGuide = [...(types.get(span.from) ?? [])]
    .map((type) => kindOfSection(sectionOf(type)))
    .find((kind) => kind !== null);
  if (byGuide) return { kind: byGuide, ground: 'markup' };
  const isMotto = sameTitle(span.label ?? '', bookTitle) && bodyLetters(items) < MOTTO_LETTERS;
  return isMotto ? { kind: 'front', ground: 'motto' } : { kind: asPart(span), ground: 'none' };
}

const asPart = (span: Gathered): ChapterKind => (span.hasChildren ? 'part' : 'chapter');

function kindOfSection(section: Section | null): ChapterKind | null {
  if (isFront(section)) return 'front';
  return isBack(section) ? 'back' : null;
}

const isBody = (kind: ChapterKind): boolean => kind === 'chapter' || kind === 'part';

/**
 * A bibliography before the first chapter is front matter, acknowledgments after the last are back matter;
 * an introduction among the chapters that only its title calls so is one of them.
 */
function inPlace(own: readonly Judged[], hasText: readonly boolean[]): readonly ChapterKind[] {
  const first = own.findIndex(({ kind }, i) => isBody(kind) && hasText[i]);
  const last = own.findLastIndex(({ kind }, i) => isBody(kind) && hasText[i]);
  if (first < 0) return own.map(({ kind, ground }) => (ground === 'motto' ? 'chapter' : kind));
  return own.map(({ kind, ground }, i) => {
    if (isBody(kind) || ground === 'wish') return kind;
    if (i < first) return 'front';
    if (i > last) return 'back';
    return ground === 'title' || ground === 'motto' ? 'chapter' : kind;
  });
}

/** What stands under a preface in the contents belongs to it. */
class Inheritance {
  #depth = 0;
  #kind: Judged | null = null;

  constructor(private readonly bookTitle: string) {}

  of(span: Gathered, own: Judged): Judged {
    if (this.#kind !== null && span.depth <= this.#depth) this.#kind = null;
    if (this.#kind !== null) return isBody(own.kind) ? this.#kind : own;
    if (span.hasChildren && !isBody(own.kind) && !sameTitle(span.label ?? '', this.bookTitle)) {
      this.#kind = own;
      this.#depth = span.depth;
    }
    return own;
  }
}
