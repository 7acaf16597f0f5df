import { decodeHTML } from 'entities';
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';

export interface TagHandler {
  /** Name in lower case without its prefix; attribute names in lower case, values decoded. */
  open(name: string, attributes: { readonly [name: string]: string }): void;
  /** Every opened element closes, whether the file closes it or not. */
  close(name: string): void;
  /** Decoded text, and where it begins in the source. */
  text(text: string, offset: number): void;
}

/**
 * Markup as a stream of events, leniently: prefixes, case, a bare `&`, unknown entities and unclosed elements do not matter.
 * There is no DTD, so no entity can be a bomb or a way to another file.
 *
 * htmlparser2's tokenizer with our own list of open elements: its parser's takes time by the square of the depth.
 */
export function readTags(source: string, handler: TagHandler): void {
  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: false }, new TagEvents(source, handler));
  tokenizer.write(source);
  tokenizer.end();
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1).toLowerCase();
const decode = (text: string): string => (text.includes('&') ? decodeHTML(text) : text);

class TagEvents implements TokenizerCallbacks {
  readonly #open: string[] = [];
  /** How many elements of a name are open, so that a stray end tag costs nothing. */
  readonly #counts = new Map<string, number>();
  #name = '';
  #attributes: { [name: string]: string } = {};
  #attribute = '';
  #value = '';

  constructor(
    private readonly source: string,
    private readonly handler: TagHandler,
  ) {}

  onopentagname(start: number, end: number): void {
    this.#name = localName(this.source.slice(start, end));
    this.#attributes = {};
  }

  onattribname(start: number, end: number): void {
    this.#attribute = this.source.slice(start, end).toLowerCase();
    this.#value = '';
  }

  onattribdata(start: number, end: number): void {
    this.#value += this.source.slice(start, end);
  }

  onattribend(): void {
    if (!Object.hasOwn(this.#attributes, this.#attribute)) this.#attributes[this.#attribute] = decode(this.#value);
  }

  onopentagend(): void {
    this.#open.push(this.#name);
    this.#counts.set(this.#name, (this.#counts.get(this.#name) ?? 0) + 1);
    this.handler.open(this.#name, this.#attributes);
  }

  onselfclosingtag(): void {
    this.onopentagend();
    this.#closeLast();
  }

  /** Closes everything inside the element too; an end tag that fits nothing is passed over. */
  onclosetag(start: number, end: number): void {
    const name = localName(this.source.slice(start, end));
    if ((this.#counts.get(name) ?? 0) === 0) return;
    while (this.#closeLast() !== name);
  }

  ontext(start: number, end: number): void {
    this.handler.text(decode(this.source.slice(start, end)), start);
  }

  oncdata(start: number, end: number, offset: number): void {
    this.handler.text(this.source.slice(start, end - offset), start);
  }

  onend(): void {
    while (this.#closeLast() !== undefined);
  }

  onattribentity(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  ontextentity(): void {}

  #closeLast(): string | undefined {
    const name = this.#open.pop();
    if (name === undefined) return undefined;
    this.#counts.set(name, (this.#counts.get(name) ?? 1) - 1);
    this.handler.close(name);
    return name;
  }
}
