import { DROPPED_MARK } from './characters.js';
import { addMarker, type Marker, markerIndex, splitAtMarkers, withoutMarkers } from './markers.js';

/** Characters: a number and a unit. */
const MOST_BEFORE = 12;

/** What was collected of one block. */
export interface TakenText {
  readonly raw: string;
  readonly markers: Marker[];
  readonly linkedCharacters: number;
  readonly linkFirst: boolean;
}

/** The raw text of the block being built, in pieces, so that an inline element can be judged and taken back when it closes. */
export class BlockText {
  #parts: string[] = [];
  #markers: Marker[] = [];
  #hasText = false;
  /** Changes with every block: a mark made in another block is void. */
  number = 0;
  linkedCharacters = 0;
  linkFirst = false;

  get length(): number {
    return this.#parts.length;
  }

  /** Something visible was added. */
  get hasText(): boolean {
    return this.#hasText;
  }

  add(piece: string): void {
    this.#parts.push(piece);
    if (!this.#hasText && /\S/.test(piece) && !piece.startsWith(DROPPED_MARK)) this.#hasText = true;
  }

  /** Remembers a place in the text, whatever becomes of the text round it. */
  mark(marker: Marker): void {
    this.#parts.push(this.signFor(marker));
  }

  /** The sign that stands for a marker. */
  signFor(marker: Marker): string {
    return addMarker(this.#markers, marker);
  }

  /** The markers whose signs are in a text of this block. */
  markersIn(text: string): readonly Marker[] {
    return splitAtMarkers(text)
      .filter((_, i) => i % 2 === 1)
      .flatMap((sign) => this.#markers[markerIndex(sign)] ?? []);
  }

  /** The text since a mark, or null when the mark is of another block. */
  since(block: number, parts: number): string | null {
    return block === this.number && parts <= this.#parts.length ? this.#parts.slice(parts).join('') : null;
  }

  /** The last visible character before a mark. */
  before(parts: number): string {
    for (let i = Math.min(parts, this.#parts.length) - 1; i >= 0; i--) {
      const piece = withoutMarkers(this.#parts[i] ?? '').trimEnd();
      if (piece) return piece.slice(-1);
    }
    return '';
  }

  /** The text right before a mark, as far as it matters for what a raised number is. */
  endBefore(parts: number): string {
    let end = '';
    for (let i = Math.min(parts, this.#parts.length) - 1; i >= 0 && end.length < MOST_BEFORE; i--)
      end = withoutMarkers(this.#parts[i] ?? '').slice(-MOST_BEFORE) + end;
    return end;
  }

  cut(parts: number): void {
    this.#parts.length = Math.min(parts, this.#parts.length);
  }

  /** The whole raw text; the next block begins empty. */
  take(): TakenText {
    const taken = {
      raw: this.#parts.join(''),
      markers: this.#markers,
      linkedCharacters: this.linkedCharacters,
      linkFirst: this.linkFirst,
    };
    this.#parts = [];
    this.#markers = [];
    this.#hasText = false;
    this.number += 1;
    this.linkedCharacters = 0;
    this.linkFirst = false;
    return taken;
  }
}
