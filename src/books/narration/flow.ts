import type { DropReason } from '../book.js';
import type { Block, Manuscript, Place } from '../manuscript.js';
import { countLetters } from '../markup/index.js';
import type { ReadingChoice } from '../reading-choice.js';
import type { TakenText } from './block-edits.js';
import { plain } from './labels.js';
import { withoutDirections } from './stage-directions.js';
import { reasonUnder } from './wishes.js';

/** One block in the reading order of the whole book, and what became of it. */
export interface FlowItem {
  readonly block: Block;
  readonly document: number;
  readonly letters: number;
  readonly taken: readonly TakenText[];
  /** Of its letters, those that stand in no file; none when missing. */
  readonly added?: number;
  /** Null while it is to be spoken. */
  fate: DropReason | null;
  /** What the reading report calls it, when it is left out. */
  name: string | null;
}

/** Text in a note or a licence has their fate, whatever else it is; a speech that was all stage direction has its. */
function fateOf(block: Block, taken: readonly TakenText[], choice: ReadingChoice): DropReason | null {
  const fate = reasonUnder(choice, block.region) ?? reasonUnder(choice, block.inset);
  return fate ?? (block.text === '' ? (taken[0]?.why ?? null) : null);
}

/** All blocks of a book, one after another, and where links lead among them. */
export class Flow {
  readonly items: readonly FlowItem[];
  /** Letters of the whole book, whatever becomes of them. */
  readonly total: number;
  readonly #starts: readonly number[];
  readonly #anchors: readonly Map<string, number>[];
  /** By document: its headings by their words, once somebody asks. */
  readonly #headings = new Map<number, ReadonlyMap<string, number>>();

  constructor(
    manuscript: Manuscript,
    readonly choice: ReadingChoice,
  ) {
    const items: FlowItem[] = [];
    const starts: number[] = [];
    const anchors: Map<string, number>[] = [];
    for (const [document, { blocks, endAnchors }] of manuscript.documents.entries()) {
      starts.push(items.length);
      const places = new Map<string, number>();
      for (const whole of blocks) {
        const { block, taken } = withoutDirections(whole, choice);
        for (const id of block.anchors) if (!places.has(id)) places.set(id, items.length);
        items.push({
          block,
          document,
          letters: countLetters(block.text),
          taken,
          fate: fateOf(block, taken, choice),
          name: null,
        });
      }
      for (const id of endAnchors) if (!places.has(id)) places.set(id, items.length);
      anchors.push(places);
    }
    this.items = items;
    this.total = items.reduce((sum, item) => sum + item.letters, 0);
    this.#starts = starts;
    this.#anchors = anchors;
  }

  /** Index of the first item at a place; a place whose id does not exist is the start of its document. */
  indexOf(place: Place): number {
    const start = this.#starts[place.document] ?? this.items.length;
    if (place.anchor === null) return start;
    const at = this.#anchors[place.document]?.get(place.anchor);
    return at === undefined ? start : this.#toHeading(at);
  }

  /** Whether the place's id exists. */
  hasAnchor({ document, anchor }: Place): boolean {
    return anchor !== null && this.#anchors[document]?.has(anchor) === true;
  }

  /** Index of the first heading of a document that says the same as this title. */
  headingIn(document: number, title: string): number | null {
    const known = this.#headings.get(document) ?? this.#headingsOf(document);
    this.#headings.set(document, known);
    return known.get(plain(title)) ?? null;
  }

  #headingsOf(document: number): ReadonlyMap<string, number> {
    const headings = new Map<string, number>();
    for (let at = this.start(document); at < this.start(document + 1); at++) {
      const block = this.items[at]?.block;
      const words = block?.kind === 'heading' ? plain(block.text) : null;
      if (words !== null && !headings.has(words)) headings.set(words, at);
    }
    return headings;
  }

  start(document: number): number {
    return this.#starts[document] ?? this.items.length;
  }

  /** An id that leads to this item, made for it: headings often have none. */
  mark(index: number): string {
    const item = this.items[index];
    const id = `#${index}`;
    if (item) this.#anchors[item.document]?.set(id, index);
    return id;
  }

  drop(from: number, to: number, why: DropReason, name: string | null): void {
    for (const item of this.items.slice(from, to)) {
      item.fate ??= why;
      if (item.fate === why) item.name ??= name;
    }
  }

  /** Letters still to be spoken. */
  letters(from: number, to: number): number {
    return this.items.slice(from, to).reduce((sum, item) => sum + (item.fate === null ? item.letters : 0), 0);
  }

  /** A target on a scene break or a blank line means the heading that follows at once. */
  #toHeading(at: number): number {
    return this.items[at]?.block.kind === 'break' && this.items[at + 1]?.block.kind === 'heading' ? at + 1 : at;
  }
}
