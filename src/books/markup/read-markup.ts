import type { DocumentText } from '../manuscript.js';
import { BlockBuilder } from './block-builder.js';
import { CELL_BORDER, collapseSpaces, countLetters, DROPPED_MARK, LINE_BREAK } from './characters.js';
import { BLOCK_ELEMENTS, headingLevel, MACHINERY, VOID_ELEMENTS } from './elements.js';
import { type Context, type Frame, FrameStack, type Mark, ROOT } from './frames.js';
import { closeMark, closeReading } from './inline-marks.js';
import { type Attributes, languageOf, type Meaning, meaningOf } from './semantics.js';
import { readTags, type TagHandler } from './tag-events.js';
import { innerSection } from './vocabulary.js';

/** Signs that this reader uses for itself inside a block. */
const OWN_SIGNS = new RegExp(`[${DROPPED_MARK}${LINE_BREAK}${CELL_BORDER}]`, 'g');
const RAISED: ReadonlySet<string> = new Set(['sup']);
const LISTS: ReadonlySet<string> = new Set(['li', 'dt', 'dd', 'td', 'th']);
/** A paragraph inside these never belongs to a heading that was left open. */
const ENDS_HEADING: ReadonlySet<string> = new Set(['p', 'ul', 'ol', 'dl', 'table', 'section', 'article', 'blockquote']);

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

  constructor(language: string | null) {
    this.#stack.push({ ...ROOT, language });
  }

  open(name: string, attributes: Attributes): void {
    const outer = this.#stack.top;
    if (name === 'title' && outer.name === 'head') this.#inTitle = true;
    const meaning = meaningOf(name, attributes);
    const isBlock = BLOCK_ELEMENTS.has(name);
    if (isBlock) this.#builder.border();
    this.#anchors(name, attributes);
    const context = VOID_ELEMENTS.has(name) ? outer : contextOf(name, attributes, meaning, outer);
    if (context.drop !== null && outer.drop === null) this.#builder.drops.begin(context.drop);
    if (context.drop === null && !context.machinery) this.#special(name, attributes, context);
    this.#stack.push({
      ...context,
      name,
      isBlock,
      mark: markOf(name, attributes, meaning),
      block: this.#builder.text.number,
      parts: this.#builder.text.length,
    });
  }

  text(raw: string, offset: number): void {
    this.#offset = offset;
    const text = raw.replace(OWN_SIGNS, ' ');
    if (this.#inTitle) this.#title += text;
    const frame = this.#stack.top;
    if (frame.machinery) return;
    if (frame.drop !== null) this.#builder.drop(frame.drop, text);
    else this.#builder.add(text, frame, this.#offset);
  }

  close(name: string): void {
    if (name === 'title') this.#inTitle = false;
    const frame = this.#stack.pop();
    if (frame?.name === 'rt') this.#closeReading(frame);
    else if (frame) closeMark(frame, this.#builder);
    if (BLOCK_ELEMENTS.has(name)) this.#builder.border();
    if (name === 'p' && frame && frame.drop === null && !frame.machinery) {
      this.#builder.paragraphClosed(this.#builder.count !== this.#heldSince);
    }
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

  #special(name: string, attributes: Attributes, context: Context): void {
    const { text } = this.#builder;
    if (name === 'br') this.#builder.add(LINE_BREAK, context, this.#offset);
    else if (name === 'hr') this.#builder.sceneBreak();
    else if (name === 'td' || name === 'th') this.#builder.add(CELL_BORDER, context, this.#offset);
    else if (name === 'ruby' || name === 'rb') this.#ruby = { block: text.number, parts: text.length };
    else if (name === 'p') this.#heldSince = this.#builder.count;
    else if (name === 'img' || name === 'image') this.#image(attributes, context);
  }

  /** Pictures are silent, but for one letter that stands for a drop cap. */
  #image(attributes: Attributes, context: Context): void {
    const alt = collapseSpaces(attributes['alt'] ?? '');
    this.#heldSince = -1;
    if (/^\p{L}$/u.test(alt)) {
      this.#builder.addedLetters += countLetters(alt);
      this.#builder.add(alt, context, this.#offset);
    } else {
      this.#builder.drops.begin('image');
    }
  }

  #closeReading(frame: Frame): void {
    closeReading(frame, this.#ruby, this.#builder);
    this.#ruby = { block: this.#builder.text.number, parts: this.#builder.text.length };
  }
}

function markOf(name: string, attributes: Attributes, meaning: Meaning): Mark | null {
  if (name === 'a') {
    const href = attributes['href'];
    if (href === undefined && !meaning.noteMark && !meaning.backLink) return null;
    return { type: 'link', href: href ?? '', noteMark: meaning.noteMark, backLink: meaning.backLink };
  }
  if (meaning.noteMark) return { type: 'link', href: '', noteMark: true, backLink: false };
  if (RAISED.has(name)) return { type: 'raised' };
  if (name === 'rt') return { type: 'reading' };
  return meaning.dropCap ? { type: 'drop-cap' } : null;
}

function contextOf(name: string, attributes: Attributes, meaning: Meaning, outer: Frame): Context {
  const level = headingLevel(name);
  const isTitle = level > 0 || name === 'hgroup' || (meaning.title && (name === 'p' || name === 'div'));
  const inGroup = outer.name === 'hgroup';
  const kind = kindOf(name, outer, isTitle || inGroup);
  return {
    drop: outer.drop ?? meaning.drop,
    region: outer.region ?? meaning.region,
    section: innerSection(outer.section, meaning.section),
    language: languageOf(attributes) ?? outer.language,
    kind,
    level: kind === 'heading' ? level || outer.level || 2 : 0,
    preformatted: outer.preformatted || name === 'pre' || name === 'xmp',
    code: outer.code || (outer.preformatted && name === 'code') || isCodeBlock(name, attributes),
    verse: outer.verse || meaning.verse,
    listed: outer.listed || LISTS.has(name),
    raised: outer.raised || RAISED.has(name),
    machinery: outer.machinery || MACHINERY.has(name),
  };
}

const isCodeBlock = (name: string, attributes: Attributes): boolean =>
  name === 'pre' && /\b(screen|programlisting|code|source|synopsis|listing|highlight)/.test(attributes['class'] ?? '');

function kindOf(name: string, outer: Frame, isTitle: boolean): Context['kind'] {
  if (isTitle) return 'heading';
  if (name === 'li' || name === 'dt' || name === 'dd') return 'list-item';
  if (name === 'blockquote') return 'quote';
  return outer.kind === 'heading' && ENDS_HEADING.has(name) ? 'paragraph' : outer.kind;
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
