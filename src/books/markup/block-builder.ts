import type { DropReason } from '../book.js';
import type { Block, DocumentText } from '../manuscript.js';
import { BlockText } from './block-text.js';
import { countLetters } from './characters.js';
import { DropCount } from './drop-count.js';
import { finishBlock } from './finish-block.js';
import { type Context, ROOT } from './frames.js';
import type { OpenList } from './lists.js';
import { addMarker, liftMarkers, type MarkedRun, type Marker, withoutMarkers } from './markers.js';
import type { OpenTable } from './tables.js';

/** Empty paragraphs in a row that are a scene break. */
const EMPTY_PARAGRAPHS = 2;
/** Share of a block's text that must be in another language to name the block's language. */
const MOSTLY = 0.8;

/** Collects text into blocks: borders make blocks, ids go to the block that holds them. */
export class BlockBuilder {
  readonly text = new BlockText();
  readonly drops = new DropCount();
  #addedLetters = 0;
  readonly #blocks: Block[] = [];
  #context: Context = ROOT;
  #offset = 0;
  #empty = 0;
  /** Ids before the block's first text, ids of the block, ids after its last text so far. */
  #waiting: string[] = [];
  #anchors: string[] = [];
  #trailing: string[] = [];
  readonly #languages = new Map<string | null, number>();
  /** Pictures inside the block, told after it. */
  #pictures: { readonly text: string; readonly context: Context; readonly offset: number }[] = [];
  /** The letter of a picture, until text follows it. */
  #pictureLetter = '';

  /** Blocks so far, to see whether an element held nothing. */
  get count(): number {
    return this.#blocks.length;
  }

  anchor(id: string): void {
    if (this.text.hasText) this.#trailing.push(id);
    else this.#waiting.push(id);
  }

  /** Text or a line break, in the context where it stands. */
  add(piece: string, context: Context, offset: number): void {
    const wasEmpty = !this.text.hasText;
    this.text.add(piece);
    if (!this.text.hasText) return;
    if (wasEmpty) {
      this.#context = context;
      this.#offset = offset;
      move(this.#waiting, this.#anchors);
    } else if (this.#trailing.length > 0 && /\S/.test(piece)) {
      move(this.#trailing, this.#anchors);
    }
    this.#languages.set(context.language, (this.#languages.get(context.language) ?? 0) + piece.length);
  }

  /** Text that is spoken but stands nowhere in the file. */
  addSaid(text: string, context: Context, offset: number): void {
    this.#addedLetters += countLetters(text);
    this.add(text, context, offset);
  }

  /** A letter set large: the capitals after it are typography. */
  dropCap(letter: string): void {
    const run: MarkedRun = { kind: 'drop-cap' };
    this.text.mark({ type: 'open', run });
    this.text.add(letter);
    this.text.mark({ type: 'close', run });
  }

  /** A picture of the letter that begins the text. */
  pictureOfLetter(letter: string, context: Context, offset: number): void {
    const run: MarkedRun = { kind: 'drop-cap' };
    if (this.text.hasText) this.#pictureLetter = '';
    else this.#pictureLetter = letter;
    this.text.mark({ type: 'open', run });
    this.addSaid(letter, context, offset);
    this.text.mark({ type: 'close', run });
  }

  /** A picture that has words of its own. */
  picture(text: string, context: Context, offset: number): void {
    this.#pictures.push({ text, context, offset });
  }

  drop(why: DropReason, piece: string): void {
    this.drops.text(why, piece);
  }

  /** Ends the block, if there is one. */
  border(): void {
    if (this.text.length > 0) this.#endBlock();
    for (const { text, context, offset } of this.#pictures.splice(0)) {
      this.#addedLetters += countLetters(text);
      const picture = { kind: 'paragraph', text, endsStanza: false, inset: context.inset ?? 'image' } as const;
      this.#push(picture, { context, offset, language: context.language }, NOTHING_LIFTED);
    }
  }

  /** A `p` closed: `held` says whether anything was in it. */
  paragraphClosed(held: boolean): void {
    this.#empty = held ? 0 : this.#empty + 1;
    if (this.#empty === EMPTY_PARAGRAPHS) this.sceneBreak();
  }

  sceneBreak(): void {
    const last = this.#blocks.at(-1);
    if (last === undefined || last.kind === 'break') return;
    this.#blocks.push({ ...last, ...NOTHING_LIFTED, ...NO_BLOCK });
  }

  /** A table or a list closed: its blocks become what is read of it. */
  close(what: OpenTable | OpenList): void {
    this.#addedLetters += what.close(this.#blocks);
  }

  finish(title: string): DocumentText {
    this.border();
    return {
      blocks: this.#blocks,
      dropped: this.drops.list(),
      addedLetters: this.#addedLetters,
      endAnchors: this.#waiting,
      title,
    };
  }

  #endBlock(): void {
    const { raw, markers, linkedCharacters, linkFirst } = this.text.take();
    const own = withoutMarkers(raw).trim();
    if (this.#pictureLetter !== '' && own === this.#pictureLetter) this.#forgetPicture();
    else this.#finishBlock(raw, markers, linkedCharacters / Math.max(1, own.length), linkFirst);
    this.#pictureLetter = '';
    move(this.#trailing, this.#waiting);
    this.#languages.clear();
  }

  /** A letter that no text follows is a picture and nothing else. */
  #forgetPicture(): void {
    this.#addedLetters -= countLetters(this.#pictureLetter);
    this.drops.begin('image');
    this.#waiting = [...this.#anchors.splice(0), ...this.#waiting];
  }

  #finishBlock(raw: string, markers: Marker[], linked: number, linkFirst: boolean): void {
    const noteSign = (label: string): string =>
      addMarker(markers, { type: 'note', kind: 'mark', href: '', label, kept: 0 });
    const pieces = finishBlock(raw, { context: this.#context, drops: this.drops, noteSign });
    const open = new Set<MarkedRun>();
    const at = { context: this.#context, offset: this.#offset, language: this.#language() };
    for (const { inset = this.#context.inset, ...piece } of pieces) {
      const { text, noteLinks, runs } = liftMarkers(piece.text, markers, open);
      if (piece.kind === 'break') this.sceneBreak();
      else this.#push({ ...piece, text, inset }, at, { noteLinks, runs, linked: Math.min(1, linked), linkFirst });
    }
    if (pieces.length === 0) this.#waiting = [...this.#anchors.splice(0), ...this.#waiting];
  }

  #push(
    piece: Pick<Block, 'kind' | 'text' | 'endsStanza' | 'inset'>,
    at: { readonly context: Context; readonly offset: number; readonly language: string | null },
    lifted: Pick<Block, 'noteLinks' | 'runs' | 'linked' | 'linkFirst'>,
  ): void {
    const { context, offset, language } = at;
    this.#empty = 0;
    this.#blocks.push({
      ...piece,
      ...lifted,
      level: piece.kind === 'heading' ? context.level : 0,
      language,
      anchors: this.#anchors.splice(0),
      region: context.region,
      note: context.note,
      section: context.section,
      offset,
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

/** There may be more ids than a call can have arguments. */
function move(from: string[], to: string[]): void {
  for (const id of from.splice(0)) to.push(id);
}

const NOTHING_LIFTED = { noteLinks: [], runs: [], linked: 0, linkFirst: false } as const;
const NO_BLOCK = { kind: 'break', level: 0, text: '', anchors: [], endsStanza: false } as const;
