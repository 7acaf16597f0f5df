import type { DropReason } from '../book.js';
import type { Block, DocumentText } from '../manuscript.js';
import { BlockText } from './block-text.js';
import { CELL_BORDER } from './characters.js';
import { DropCount } from './drop-count.js';
import { finishBlock } from './finish-block.js';
import { type Context, ROOT } from './frames.js';

/** Empty paragraphs in a row that are a scene break. */
const EMPTY_PARAGRAPHS = 2;
/** Share of a block's text that must be in another language to name the block's language. */
const MOSTLY = 0.8;

/** Collects text into blocks: borders make blocks, ids go to the block that holds them. */
export class BlockBuilder {
  readonly text = new BlockText();
  readonly drops = new DropCount();
  addedLetters = 0;
  readonly #blocks: Block[] = [];
  #context: Context = ROOT;
  #offset = 0;
  #empty = 0;
  /** Ids before the block's first text, ids of the block, ids after its last text so far. */
  #waiting: string[] = [];
  #anchors: string[] = [];
  #trailing: string[] = [];
  readonly #languages = new Map<string | null, number>();

  /** Blocks and empty paragraphs so far, to see whether an element held nothing. */
  get count(): number {
    return this.#blocks.length;
  }

  anchor(id: string): void {
    if (this.text.hasText) this.#trailing.push(id);
    else this.#waiting.push(id);
  }

  /** Text, a line break or a cell border, in the context where it stands. */
  add(piece: string, context: Context, offset: number): void {
    const wasEmpty = !this.text.hasText;
    if (piece === CELL_BORDER && wasEmpty) return;
    this.text.add(piece);
    if (!this.text.hasText) return;
    if (wasEmpty) {
      this.#context = context;
      this.#offset = offset;
      this.#anchors.push(...this.#waiting.splice(0));
    } else if (this.#trailing.length > 0 && /\S/.test(piece)) {
      this.#anchors.push(...this.#trailing.splice(0));
    }
    this.#languages.set(context.language, (this.#languages.get(context.language) ?? 0) + piece.length);
  }

  drop(why: DropReason, piece: string): void {
    this.drops.text(why, piece);
  }

  /** Ends the block, if there is one. */
  border(): void {
    if (this.text.length === 0) return;
    const { raw, linkedCharacters, linkFirst } = this.text.take();
    const pieces = finishBlock(raw, this.#context, this.drops);
    const linked = raw.length === 0 ? 0 : Math.min(1, linkedCharacters / raw.trim().length);
    for (const piece of pieces) {
      if (piece.kind === 'break') this.sceneBreak();
      else this.#push({ ...piece, linked, linkFirst });
    }
    if (pieces.length === 0) this.#waiting.unshift(...this.#anchors.splice(0));
    this.#waiting.push(...this.#trailing.splice(0));
    this.#languages.clear();
  }

  /** A `p` closed: `held` says whether anything was in it. */
  paragraphClosed(held: boolean): void {
    this.#empty = held ? 0 : this.#empty + 1;
    if (this.#empty === EMPTY_PARAGRAPHS) this.sceneBreak();
  }

  sceneBreak(): void {
    const last = this.#blocks.at(-1);
    if (last === undefined || last.kind === 'break') return;
    this.#blocks.push({
      ...last,
      kind: 'break',
      level: 0,
      text: '',
      anchors: [],
      linked: 0,
      linkFirst: false,
      endsStanza: false,
    });
  }

  finish(title: string): DocumentText {
    this.border();
    return {
      blocks: this.#blocks,
      dropped: this.drops.list(),
      addedLetters: this.addedLetters,
      endAnchors: this.#waiting,
      title,
    };
  }

  #push(piece: Pick<Block, 'kind' | 'text' | 'endsStanza' | 'linked' | 'linkFirst'>): void {
    this.#empty = 0;
    this.#blocks.push({
      ...piece,
      level: piece.kind === 'heading' ? this.#context.level : 0,
      language: this.#language(),
      anchors: this.#anchors.splice(0),
      region: this.#context.region,
      section: this.#context.section,
      offset: this.#offset,
    });
  }

  #language(): string | null {
    const first = this.#context.language;
    if (this.#languages.size < 2) return first;
    const total = [...this.#languages.values()].reduce((sum, length) => sum + length, 0);
    for (const [language, length] of this.#languages) if (length >= total * MOSTLY) return language;
    return first;
  }
}
