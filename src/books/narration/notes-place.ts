import { countLetters } from '../markup/index.js';
import type { NotePlace } from '../reading-choice.js';
import { splitSentences } from '../sentences.js';
import { cutText, splitBlock, type TakenText } from './block-edits.js';
import type { Flow, FlowItem } from './flow.js';
import type { Note, Notes } from './notes.js';
import { addTo, ownNumberOf } from './notes-references.js';
import { announced, notesHeading } from './notes-words.js';

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The book with its notes in their places: its items in the order in which they are said, and its chapters among them. */
export interface PlacedNotes<Span extends Stretch> {
  readonly items: readonly FlowItem[];
  readonly spans: readonly Span[];
}

/** A note, and where its mark stands in the text. */
interface MarkedNote {
  readonly note: Note;
  readonly at: number;
}

/** Marks in one paragraph from which it is not said in pieces: no listener would find back into it. */
const MOST_PIECES = 200;
/** `[12] `, `* `, `12. `, `[Footnote 3: `: what a note loses when it is said. */
const OWN_NUMBER =
  /^(?:\[(?:(?:foot)?note\s+)?(?:\d{1,4}|[*†‡§]|[A-Z])(?:\]|:)|\(?\d{1,4}[.)\]]|[*†‡§¶]{1,3})[\s.:)\]]*/i;
const AFTER_NUMBER = /^[\s.:)\]]+/;

/**
 * Says every note once: after the sentence that has its mark, announced by a word, or at the end of the chapter that has
 * it, under one word for all. A note that nothing points at is said at the end of the chapter where it stands.
 * @param language of the book, for its sentences
 */
export function placeNotes<Span extends Stretch>(
  flow: Pick<Flow, 'items'>,
  { notes, titles }: Notes,
  spans: readonly Span[],
  choice: { readonly place: Exclude<NotePlace, 'skip'>; readonly language: string },
): PlacedNotes<Span> {
  const placer = new Placer(flow.items, notes, choice);
  for (const title of titles) setFate(flow.items[title], 'note');
  const items: FlowItem[] = [];
  const placed = spans.map((span) => {
    const from = items.length;
    for (const item of placer.chapter(span)) items.push(item);
    return { ...span, from, to: items.length };
  });
  return { items, spans: placed };
}

function setFate(item: FlowItem | undefined, why: 'note'): void {
  if (item) item.fate ??= why;
}

class Placer {
  /** By item: the note it belongs to. */
  readonly #noteOf = new Map<number, Note>();
  /** By item: the notes its marks point at, with the place of the mark. */
  readonly #marks = new Map<number, MarkedNote[]>();
  readonly #said = new Set<Note>();

  constructor(
    private readonly items: readonly FlowItem[],
    notes: readonly Note[],
    private readonly choice: { readonly place: Exclude<NotePlace, 'skip'>; readonly language: string },
  ) {
    for (const note of notes) {
      if (note.items.some((at) => !isSayable(items[at]))) continue;
      for (const at of note.items) this.#noteOf.set(at, note);
      for (const { item, link } of note.references) addTo(this.#marks, item, { note, at: link.at });
    }
  }

  /** What is said of one chapter, in order. */
  chapter(span: Stretch): readonly FlowItem[] {
    const said: FlowItem[] = [];
    const unplaced: Note[] = [];
    let waiting: Note[] = [];
    let waitsFor: FlowItem | null = null;
    const atEnd: Note[] = [];
    for (let i = span.from; i < span.to; i++) {
      const item = this.items[i];
      const note = this.#noteOf.get(i);
      if (item === undefined) continue;
      if (note !== undefined) {
        if (note.items[0] === i && !this.#isReferenced(note)) unplaced.push(note);
        continue;
      }
      if (waiting.length > 0 && item.block.kind !== waitsFor?.block.kind) {
        said.push(...this.#say(waiting));
        waiting = [];
      }
      const marked = item.fate === null ? this.#newNotes(i) : [];
      if (this.choice.place === 'end') atEnd.push(...marked.map(({ note: each }) => each));
      if (marked.length === 0 || this.choice.place === 'end') said.push(item);
      else if (holdsNotes(item)) {
        said.push(item);
        waiting.push(...marked.map(({ note: each }) => each));
        waitsFor = item;
      } else said.push(...this.#inline(item, marked));
      if (waiting.length > 0 && item.block.endsStanza) {
        said.push(...this.#say(waiting));
        waiting = [];
      }
    }
    said.push(...this.#say(waiting));
    const last = this.#say([...atEnd, ...unplaced], false);
    return last.length === 0
      ? said
      : [...said, ...pauseAfter(said), ...notesHeading(last, this.choice.language), ...last];
  }

  /** Notes that this item's marks point at and that were not said before. */
  #newNotes(item: number): readonly MarkedNote[] {
    return (this.#marks.get(item) ?? [])
      .toSorted((a, b) => a.at - b.at)
      .filter(({ note }) => !this.#said.has(note) && this.#said.add(note));
  }

  /** A mark in text that is spoken, be it in another note. */
  #isReferenced(note: Note): boolean {
    return note.references.some(({ item }) => this.items[item]?.fate === null || this.#noteOf.has(item));
  }

  /** The blocks of notes, each followed by the notes that it points at itself. */
  #say(notes: readonly Note[], isInside = true): FlowItem[] {
    const said: FlowItem[] = [];
    const open = [...notes].reverse();
    for (let note = open.pop(); note !== undefined; note = open.pop()) {
      this.#said.add(note);
      for (const [nth, at] of note.items.entries()) {
        const item = this.items[at];
        if (item === undefined) continue;
        const own = asSaid(item, nth === 0);
        said.push(isInside && nth === 0 ? announced(own, this.choice.language) : own);
        open.push(
          ...this.#newNotes(at)
            .map(({ note: each }) => each)
            .reverse(),
        );
      }
    }
    return said;
  }

  /** A paragraph in pieces, each with the notes of its last sentence after it. */
  #inline(item: FlowItem, marked: readonly MarkedNote[]): readonly FlowItem[] {
    if (marked.length > MOST_PIECES) return [item, ...this.#say(marked.map(({ note }) => note))];
    const ends = sentenceEnds(item.block.text, item.block.language ?? this.choice.language);
    const said: FlowItem[] = [];
    let rest = item;
    let gone = 0;
    for (const [end, notes] of byEnd(ends, marked)) {
      const [head, tail] = end >= item.block.text.length ? [rest, null] : split(rest, end - gone);
      said.push(head, ...this.#say(notes));
      if (tail === null) return said;
      gone = item.block.text.length - tail.block.text.length;
      rest = tail;
    }
    return [...said, rest];
  }
}

/** In verse and between headings nothing is put in between. */
const holdsNotes = ({ block }: FlowItem): boolean => block.kind === 'heading' || block.kind === 'verse';

/** Left out for no other reason than that it is a note. */
const isSayable = (item: FlowItem | undefined): boolean =>
  item !== undefined && (item.fate === null || item.fate === 'note' || item.fate === 'non-linear');

/** A scene break's silence parts the text from the notes at its end. */
function pauseAfter(said: readonly FlowItem[]): readonly FlowItem[] {
  const last = said.at(-1);
  if (last === undefined) return [];
  const block = {
    ...last.block,
    kind: 'break',
    level: 0,
    text: '',
    anchors: [],
    noteLinks: [],
    runs: [],
    endsStanza: false,
  } as const;
  return [{ ...last, block, letters: 0, taken: [], fate: null, name: null }];
}

/** A note as it is said: a paragraph, the first without its number. */
function asSaid(item: FlowItem, isFirst: boolean): FlowItem {
  const { kind } = item.block;
  const block = { ...item.block, kind: kind === 'list-item' || kind === 'heading' ? ('paragraph' as const) : kind };
  const length = isFirst ? ownNumberLength(item) : 0;
  const taken: readonly TakenText[] = length === 0 ? [] : [{ why: 'note-mark', text: block.text.slice(0, length) }];
  const cut = length === 0 ? block : cutText(block, 0, length);
  return {
    ...item,
    block: cut,
    letters: countLetters(cut.text),
    taken: [...item.taken, ...taken],
    fate: null,
    name: null,
  };
}

function ownNumberLength({ block }: FlowItem): number {
  const own = ownNumberOf(block.noteLinks);
  const kept = own?.kept ?? 0;
  const length =
    kept > 0
      ? kept + (AFTER_NUMBER.exec(block.text.slice(kept))?.[0].length ?? 0)
      : (OWN_NUMBER.exec(block.text)?.[0].length ?? 0);
  return length < block.text.length ? length : 0;
}

/** Where the sentences of a text end. */
function sentenceEnds(text: string, language: string): readonly number[] {
  const ends: number[] = [];
  let from = 0;
  for (const sentence of splitSentences(text, language)) {
    const at = text.indexOf(sentence, from);
    if (at < 0) continue;
    from = at + sentence.length;
    ends.push(from);
  }
  return ends;
}

/** Notes by the end of the sentence that has their mark. */
function byEnd(ends: readonly number[], marked: readonly MarkedNote[]): ReadonlyMap<number, Note[]> {
  const grouped = new Map<number, Note[]>();
  for (const { note, at } of marked) {
    const end = ends.find((each) => each >= at) ?? Number.POSITIVE_INFINITY;
    addTo(grouped, end, note);
  }
  return grouped;
}

function split(item: FlowItem, at: number): readonly [FlowItem, FlowItem] {
  const [head, tail] = splitBlock(item.block, at);
  const letters = countLetters(head.text);
  return [
    { ...item, block: head, letters },
    // The rest is not counted again and again: a paragraph may be as long as a book.
    { ...item, block: tail, letters: item.letters - letters, taken: [] },
  ];
}
