import type { DropReason } from '../book.js';
import type { Block, Manuscript, Place } from '../manuscript.js';
import { countLetters } from '../markup/index.js';
import type { ReadingChoice } from '../reading-choice.js';
import { reasonUnder } from './wishes.js';

/** One block in the reading order of the whole book, and what became of it. */
export interface FlowItem {
  readonly block: Block;
  readonly document: number;
  readonly letters: number;
  /** Null while it is to be spoken. */
  fate: DropReason | null;
  /** What the reading report calls it, when it is left out. */
  name: string | null;
}

/** All blocks of a book, one after another, and where links lead among them. */
export class Flow {
  readonly items: readonly FlowItem[];
  /** Letters of the whole book, whatever becomes of them. */
  readonly total: number;
  readonly #starts: readonly number[];
  readonly #anchors: readonly Map<string, number>[];

  constructor(manuscript: Manuscript, choice: ReadingChoice) {
    const items: FlowItem[] = [];
    const starts: number[] = [];
    const anchors: Map<string, number>[] = [];
    for (const [document, { blocks, endAnchors }] of manuscript.documents.entries()) {
      starts.push(items.length);
      const places = new Map<string, number>();
      for (const block of blocks) {
        for (const id of block.anchors) if (!places.has(id)) places.set(id, items.length);
        items.push({
          block,
          document,
          letters: countLetters(block.text),
          fate: reasonUnder(choice, block.region),
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
      item.name ??= name;
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
