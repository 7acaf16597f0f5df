import type { DocumentText } from '../manuscript.js';
import { type Attributes, languageOf } from './attributes.js';
import { BlockBuilder } from './block-builder.js';
import { collapseSpaces, DROPPED_MARK, LINE_BREAK } from './characters.js';
import { contextOf, markOf, runOf } from './contexts.js';
import { BLOCK_ELEMENTS, VOID_ELEMENTS } from './elements.js';
import { type Context, type Frame, FrameStack, frameOf, ROOT } from './frames.js';
import { closeMark, closeReading } from './inline-marks.js';
import { OpenList } from './lists.js';
import { withoutMarkers } from './markers.js';
import { MathTree } from './math-tree.js';
import { describePicture, dropCapOf } from './pictures.js';
import { sayMath } from './say-math.js';
import { meaningOf } from './semantics.js';
import { OpenTable } from './tables.js';
import { readTags, type TagHandler } from './tag-events.js';

/** Signs that this reader uses for itself inside a block. */
const OWN_SIGNS = new RegExp(`[${DROPPED_MARK}${LINE_BREAK}]`, 'g');

/** Reads one XHTML (or DTBook, or tolerably written HTML) file as a stream of events; no tree, no recursion. */
class MarkupReader implements TagHandler {
  readonly #builder = new BlockBuilder();
  readonly #stack = new FrameStack();
  #inTitle = false;
  #title = '';
  /** Where the base text of the current ruby begins. */
  #ruby = { block: 0, parts: 0 };
  /** Blocks when the open paragraphs began. */
  #heldSince = -1;
  #offset = 0;
  #notes = 0;
  #math: MathTree | null = null;

  constructor(language: string | null) {
    this.#stack.push({ ...ROOT, language });
  }

  open(name: string, attributes: Attributes): void {
    const outer = this.#stack.top;
    this.#math?.open(name, attributes);
    if (name === 'title' && outer.name === 'head') this.#inTitle = true;
    const meaning = meaningOf(name, attributes);
    const isBlock = BLOCK_ELEMENTS.has(name);
    if (isBlock) this.#builder.border();
    this.#anchors(name, attributes);
    let context = VOID_ELEMENTS.has(name) ? outer : contextOf(name, attributes, meaning, outer);
    if (meaning.isNote) context = { ...context, note: ++this.#notes };
    if (context.drop !== null && outer.drop === null) this.#dropBegins(name, attributes, context);
    const isSilent = context.drop !== null || context.machinery;
    if (!isSilent && meaning.sceneBreak) this.#builder.sceneBreak();
    if (!isSilent) context = this.#structure(name, attributes, context);
    if (!isSilent) this.#special(name, attributes, context);
    const run = isSilent || isBlock ? null : runOf(attributes, meaning, outer);
    const { number: block, length: parts } = this.#builder.text;
    this.#stack.push(frameOf(context, { name, isBlock, mark: markOf(name, attributes, meaning), run, block, parts }));
    if (run !== null) this.#builder.text.mark({ type: 'open', run });
  }

  text(raw: string, offset: number): void {
    this.#offset = offset;
    const text = withoutMarkers(raw.replace(OWN_SIGNS, ' '));
    if (this.#inTitle) this.#title += text;
    this.#math?.text(text);
    const frame = this.#stack.top;
    if (frame.machinery) return;
    if (frame.drop !== null) this.#builder.drop(frame.drop, text);
    else this.#builder.add(text, frame, this.#offset);
  }

  close(name: string): void {
    if (name === 'title') this.#inTitle = false;
    const frame = this.#stack.pop();
    if (frame?.run) this.#builder.text.mark({ type: 'close', run: frame.run });
    if (frame?.name === 'rt') this.#closeReading(frame);
    else if (frame) closeMark(frame, this.#builder);
    if (this.#math?.close()) this.#sayMath(this.#math);
    if (BLOCK_ELEMENTS.has(name) || name === 'td' || name === 'th') this.#builder.border();
    if (frame && frame.drop === null && !frame.machinery) this.#closeStructure(name, frame);
  }

  finish(): DocumentText {
    return this.#builder.finish(collapseSpaces(this.#title));
  }

  #anchors(name: string, attributes: Attributes): void {
    const id = attributes['id'] ?? attributes['xml:id'];
    if (id) this.#builder.anchor(id);
    const named = name === 'a' ? attributes['name'] : undefined;
    if (named && named !== id) this.#builder.anchor(named);
  }

  #dropBegins(name: string, attributes: Attributes, context: Context): void {
    if (context.drop !== null) this.#builder.drops.begin(context.drop);
    if (name === 'math') this.#math = new MathTree(attributes);
    else if (context.drop === 'image') this.#told(attributes, context);
  }

  /** What a table or a list is made of; a new one is the context of what is in it. */
  #structure(name: string, attributes: Attributes, context: Context): Context {
    const at = this.#builder.count;
    if (name === 'table') {
      if (context.table) context.table.isLayout = true;
      return { ...context, table: new OpenTable(attributes, at, context.language), list: null };
    }
    if (name === 'ol' || name === 'ul') return { ...context, list: new OpenList(name, attributes) };
    if (name === 'li') context.list?.item(attributes, at);
    if (name === 'tr') context.table?.row(at);
    if (name === 'thead') context.table?.head(true);
    if (name === 'td' || name === 'th') {
      this.#builder.border();
      context.table?.openCell(name, attributes, this.#builder.count);
    }
    return context;
  }

  #closeStructure(name: string, frame: Frame): void {
    if (name === 'p') this.#builder.paragraphClosed(this.#builder.count !== this.#heldSince);
    else if (name === 'table' && frame.table) this.#builder.close(frame.table);
    else if ((name === 'ol' || name === 'ul') && frame.list) this.#builder.close(frame.list);
    else if (name === 'td' || name === 'th') frame.table?.closeCell(this.#builder.count);
    else if (name === 'thead') frame.table?.head(false);
  }

  #special(name: string, attributes: Attributes, context: Context): void {
    const { text } = this.#builder;
    if (name === 'br') this.#builder.add(LINE_BREAK, context, this.#offset);
    else if (name === 'hr') this.#builder.sceneBreak();
    else if (name === 'ruby' || name === 'rb') this.#ruby = { block: text.number, parts: text.length };
    else if (name === 'p') this.#heldSince = this.#builder.count;
    else if (name === 'img' || name === 'image') this.#image(attributes, context);
  }

  /** Pictures are silent, but for one letter that stands for a drop cap and for what a listener asks for. */
  #image(attributes: Attributes, context: Context): void {
    this.#heldSince = -1;
    const letter = dropCapOf(attributes);
    if (letter !== null) this.#builder.pictureOfLetter(letter, context, this.#offset);
    else if (!this.#told(attributes, context)) this.#builder.drops.begin('image');
  }

  #told(attributes: Attributes, context: Context): boolean {
    const description = describePicture(attributes, languageOf(attributes) ?? context.language);
    if (description === null) return false;
    this.#builder.picture(description, context, this.#offset);
    return true;
  }

  #sayMath(tree: MathTree): void {
    this.#math = null;
    const outer = this.#stack.top;
    if (outer.drop !== null || outer.machinery) return;
    // The blank after it goes where a stop or a blank follows.
    this.#builder.addSaid(` ${sayMath(tree, outer.language)} ${DROPPED_MARK}`, outer, this.#offset);
  }

  #closeReading(frame: Frame): void {
    closeReading(frame, this.#ruby, this.#builder);
    this.#ruby = { block: this.#builder.text.number, parts: this.#builder.text.length };
  }
}

/**
 * The blocks of one markup file.
 * @param language of the book, for text that does not say its own (decides how ruby is read).
 */
export function readMarkup(source: string, language: string | null): DocumentText {
  const reader = new MarkupReader(language);
  readTags(source, reader);
  return reader.finish();
}
