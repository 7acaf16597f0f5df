import type { Block } from '../manuscript.js';
import { type Attributes, words } from './attributes.js';
import { countLetters } from './characters.js';
import { withPrefix } from './join-blocks.js';

/** Lists whose numbers are not shown, or are no numbers of steps. */
const UNNUMBERED_STYLE = /list-style(?:-type)?\s*:[^;]*\bnone\b/i;
const UNNUMBERED_CLASS =
  /^(?:none|plain|simple|unstyled|no-?(?:bullets?|numbers?|marks?)|toc|contents|index|.*notes?)$/;
/** `1.`, `(a)`, `§ 3`, `No. 4`: the text numbers itself. */
const NUMBERS_ITSELF = /^[\s[(§]*(?:no\.? ?)?(?:\d+|\p{L}|[ivxlc]+)[.):\]]/iu;
/** Numbered in print, but not told by number. */
const UNNUMBERED_SECTIONS: ReadonlySet<Block['section']> = new Set<Block['section']>(['bibliography', 'glossary']);
/** Share of links from which a list is one of places, not of steps. */
const MOSTLY_LINK = 0.5;
const LETTERS_IN_ALPHABET = 26;

/** A list whose end is not reached yet. */
export class OpenList {
  readonly #numbered: boolean;
  readonly #letters: boolean;
  readonly #items: { readonly from: number; readonly value: number }[] = [];
  #next: number;

  constructor(name: string, attributes: Attributes) {
    const start = Number.parseInt(attributes['start'] ?? '1', 10);
    this.#numbered =
      name === 'ol' &&
      attributes['reversed'] === undefined &&
      !UNNUMBERED_STYLE.test(attributes['style'] ?? '') &&
      !words(attributes['class']).some((each) => UNNUMBERED_CLASS.test(each));
    this.#letters = /^a$/i.test(attributes['type'] ?? '');
    this.#next = Number.isFinite(start) ? start : 1;
  }

  /** An item begins: `from` is the index its first block will have. */
  item(attributes: Attributes, from: number): void {
    const value = Number.parseInt(attributes['value'] ?? '', 10);
    if (Number.isFinite(value)) this.#next = value;
    this.#items.push({ from, value: this.#next });
    this.#next += 1;
  }

  /**
   * The list closed: its items with their numbers, when it is a list of steps.
   * @param blocks of the document so far; changed in place
   * @returns letters added
   */
  close(blocks: Block[]): number {
    if (!this.#numbered || this.#items.length < 2) return 0;
    const firsts = this.#items.map(({ from }, i) => firstText(blocks, from, this.#items[i + 1]?.from ?? blocks.length));
    const found = firsts.flatMap((at) => (at === null ? [] : (blocks[at] ?? [])));
    const isPlaces = found.filter((block) => block.linked >= MOSTLY_LINK).length * 2 > found.length;
    const isTold = found.some(
      (block) => block.region !== null || UNNUMBERED_SECTIONS.has(block.section) || NUMBERS_ITSELF.test(block.text),
    );
    if (isPlaces || isTold) return 0;
    let added = 0;
    for (const [i, at] of firsts.entries()) {
      const block = at === null ? undefined : blocks[at];
      const prefix = this.#label(this.#items[i]?.value ?? 0);
      if (at === null || block === undefined || prefix === '') continue;
      blocks[at] = withPrefix(block, prefix);
      added += countLetters(prefix);
    }
    return added;
  }

  #label(value: number): string {
    if (!this.#letters) return `${value}. `;
    return value >= 1 && value <= LETTERS_IN_ALPHABET ? `${String.fromCodePoint(64 + value)}. ` : '';
  }
}

/** The first block of an item that says something. */
function firstText(blocks: readonly Block[], from: number, to: number): number | null {
  for (let i = from; i < to; i++) if (blocks[i]?.text !== '' && blocks[i]?.inset === null) return i;
  return null;
}
