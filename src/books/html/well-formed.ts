import { readTags } from '../markup/index.js';
import { escapeText } from '../one-document.js';
import { ENDED_BY, ENDS_PARAGRAPH, FURNITURE, TEXT_SECTIONS, VOID } from './elements.js';
import { withoutRawText } from './raw-text.js';

export interface Page {
  /** The same page with every element closed, so that nothing nests that HTML does not nest. */
  readonly markup: string;
  /** `<meta name content>`, names in lower case; the first of a name. */
  readonly meta: ReadonlyMap<string, string>;
  /** Of `<html lang>`. */
  readonly language: string | null;
}

/** An element that is open in the source; `closed` when HTML closed it earlier. */
interface OpenElement {
  readonly name: string;
  closed: boolean;
}

/** Elements open at once beyond which none is closed early: no page needs it, and looking back must stay cheap. */
const MAX_LOOK_BACK = 64;

type Attributes = { readonly [name: string]: string };

class PageWriter {
  readonly meta = new Map<string, string>();
  language: string | null = null;
  readonly #pieces: string[] = [];
  /** All that the source has open, and of these what HTML has. */
  readonly #open: OpenElement[] = [];
  readonly #live: OpenElement[] = [];
  #sections = 0;

  constructor(private readonly hasMain: boolean) {}

  open(name: string, attributes: Attributes): void {
    if (name === 'meta') this.#meta(attributes);
    if (name === 'html' && this.language === null) this.language = attributes['lang'] ?? attributes['xml:lang'] ?? null;
    if (ENDS_PARAGRAPH.has(name)) this.#endEarlier(PARAGRAPH, ENDS_PARAGRAPH);
    const ended = ENDED_BY.get(name);
    if (ended !== undefined) this.#endEarlier(ended.ends, ended.within);
    const element = { name, closed: VOID.has(name) };
    this.#pieces.push(`<${name}${attributesText(this.#withMeaning(name, attributes))}${element.closed ? '/' : ''}>`);
    this.#open.push(element);
    if (element.closed) return;
    this.#live.push(element);
    if (TEXT_SECTIONS.has(name)) this.#sections += 1;
  }

  text(text: string): void {
    this.#pieces.push(escapeText(text));
  }

  close(): void {
    if (this.#open.pop()?.closed === false) this.#closeLast();
  }

  get markup(): string {
    return this.#pieces.join('');
  }

  #closeLast(): void {
    const element = this.#live.pop();
    if (element === undefined) return;
    element.closed = true;
    if (TEXT_SECTIONS.has(element.name)) this.#sections -= 1;
    this.#pieces.push(`</${element.name}>`);
  }

  /** Closes the innermost open element of these and all in it, unless one of `within` stands between. */
  #endEarlier(ends: ReadonlySet<string>, within: ReadonlySet<string>): void {
    const first = Math.max(0, this.#live.length - MAX_LOOK_BACK);
    for (let i = this.#live.length - 1; i >= first; i--) {
      const name = this.#live[i]?.name ?? '';
      if (ends.has(name)) {
        while (this.#live.length > i) this.#closeLast();
        return;
      }
      if (within.has(name)) return;
    }
  }

  /** Navigation is a list of contents; a header or footer of the page itself is not its text. */
  #withMeaning(name: string, attributes: Attributes): Attributes {
    if (name === 'nav') return { 'epub:type': 'toc', ...attributes };
    const isFurniture = FURNITURE.has(name) && this.#sections === 0 && (this.hasMain || this.#isChildOfBody());
    return isFurniture ? { ...attributes, hidden: '' } : attributes;
  }

  #isChildOfBody(): boolean {
    return this.#live.length <= 2 && this.#live.every(({ name }) => name === 'html' || name === 'body');
  }

  #meta(attributes: Attributes): void {
    const name = (attributes['name'] ?? attributes['property'] ?? '').toLowerCase();
    const content = (attributes['content'] ?? '').trim();
    if (name !== '' && content !== '' && !this.meta.has(name)) this.meta.set(name, content);
  }
}

const PARAGRAPH: ReadonlySet<string> = new Set(['p']);

const attributesText = (attributes: Attributes): string =>
  Object.entries(attributes)
    .filter(([name]) => /^[a-z][\w:.-]*$/.test(name))
    .map(([name, value]) => ` ${name}="${escapeText(value)}"`)
    .join('');

/** HTML as XML-like markup: what HTML leaves open is closed where HTML closes it; scripts and styles are gone. */
export function wellFormed(html: string): Page {
  const source = withoutRawText(html);
  const page = new PageWriter(/<(main|article)\b/i.test(source));
  readTags(source, page);
  return page;
}
