import type { ContentsEntry } from '../manuscript.js';
import { escapeText } from '../one-document.js';

/** Elements of FictionBook as elements of XHTML; a title is a heading by its depth, the rest is written here. */
const AS: ReadonlyMap<string, string> = new Map([
  ['section', '<section>'],
  ['epigraph', '<blockquote epub:type="epigraph">'],
  ['cite', '<blockquote>'],
  ['annotation', '<blockquote>'],
  ['poem', '<div class="poem">'],
  ['stanza', '<div class="stanza">'],
  ['v', '<span>'],
  ['p', '<p>'],
  ['text-author', '<p>'],
  ['date', '<p>'],
  ['subtitle', '<h6>'],
  ['emphasis', '<em>'],
  ['strong', '<strong>'],
  ['style', '<span>'],
  ['strikethrough', '<s>'],
  ['sub', '<sub>'],
  ['sup', '<sup>'],
  ['code', '<code>'],
  ['table', '<table>'],
  ['tr', '<tr>'],
  ['td', '<td>'],
  ['th', '<th>'],
]);
/** Titles inside these name a poem or a quotation, not a part of the book. */
const NO_CHAPTERS: ReadonlySet<string> = new Set(['poem', 'cite', 'epigraph', 'stanza', 'annotation']);
const LOWEST = 6;

type Attributes = { readonly [name: string]: string };

/** Writes the bodies of a FictionBook as XHTML; its section titles are its contents. */
export class Fb2Writer {
  readonly contents: ContentsEntry[] = [];
  /** Written, and closing tags of what is open. */
  readonly #pieces: string[] = [];
  readonly #closing: { readonly name: string; readonly tag: string }[] = [];
  #inBody = false;
  #isNotes = false;
  #sections = 0;
  #apart = 0;
  /** The words of the title that is open, and its paragraphs so far. */
  #title: string | null = null;
  #titleLines = 0;

  open(name: string, attributes: Attributes): void {
    this.#closing.push({ name, tag: this.#inBody || name === 'body' ? this.#start(name, attributes) : '' });
  }

  text(text: string): void {
    if (!this.#inBody) return;
    if (this.#title !== null) this.#title += text;
    this.#pieces.push(escapeText(text));
  }

  close(): void {
    const last = this.#closing.pop();
    if (last === undefined) return;
    if (last.tag !== '') this.#pieces.push(last.tag);
    if (last.name === 'title') this.#endTitle();
    if (last.name === 'section') this.#sections -= 1;
    if (NO_CHAPTERS.has(last.name)) this.#apart -= 1;
    if (last.name === 'body') this.#inBody = false;
  }

  get markup(): string {
    return `<html><body>${this.#pieces.join('')}</body></html>`;
  }

  /** Writes the opening tag. @returns the closing one. */
  #start(name: string, attributes: Attributes): string {
    if (name === 'body') return this.#body(attributes);
    if (NO_CHAPTERS.has(name)) this.#apart += 1;
    if (name === 'section') return this.#section(attributes);
    if (name === 'title') return this.#startTitle();
    if (name === 'a') return this.#link(attributes);
    if (name === 'image') return this.#write('<img/>', '');
    if (name === 'empty-line') return this.#write('<p></p>', '');
    if (name === 'p' && this.#title !== null) return this.#titleLine();
    const tag = AS.get(name);
    if (tag === undefined) return '';
    return this.#write(withId(tag, attributes), name === 'v' ? '</span><br/>' : endOf(tag));
  }

  #write(start: string, end: string): string {
    this.#pieces.push(start);
    return end;
  }

  #body(attributes: Attributes): string {
    this.#inBody = true;
    this.#isNotes = /^(foot|end)?(notes?|comments?)$/i.test(attributes['name'] ?? '');
    return this.#write(
      this.#isNotes ? '<section epub:type="footnotes">' : '<div>',
      this.#isNotes ? '</section>' : '</div>',
    );
  }

  #section(attributes: Attributes): string {
    this.#sections += 1;
    const isNote = this.#isNotes && attributes['id'] !== undefined;
    const tag = isNote ? '<aside epub:type="footnote">' : '<section>';
    return this.#write(withId(tag, attributes), endOf(tag));
  }

  /** Titles of sections make the contents; the level of a body's own title is above them. */
  #startTitle(): string {
    this.#titleLines = 0;
    if (this.#isNotes) return this.#write('<p>', '</p>');
    if (this.#apart > 0) return this.#write(`<h${LOWEST}>`, `</h${LOWEST}>`);
    this.#title = '';
    const level = Math.min(LOWEST - 1, this.#sections + 1);
    return this.#write(`<h${level} id="title-${this.contents.length}">`, `</h${level}>`);
  }

  #titleLine(): string {
    if (this.#titleLines > 0) this.#title += '. ';
    this.#titleLines += 1;
    return this.#write(this.#titleLines > 1 ? '<br/>' : '', '');
  }

  #endTitle(): void {
    const label = (this.#title ?? '')
      .replace(/\s+/g, ' ')
      .replace(/([\p{P}])\. /gu, '$1 ')
      .trim();
    if (this.#title !== null && label !== '' && this.#sections > 0) {
      const anchor = `title-${this.contents.length}`;
      this.contents.push({ label, depth: this.#sections - 1, place: { document: 0, anchor } });
    }
    this.#title = null;
  }

  #link(attributes: Attributes): string {
    const href = attributes['href'] ?? '';
    const isNote = attributes['type'] === 'note';
    return this.#write(`<a href="${escapeText(href)}"${isNote ? ' epub:type="noteref"' : ''}>`, '</a>');
  }
}

const endOf = (tag: string): string => `</${/\w+/.exec(tag)?.[0] ?? ''}>`;

const withId = (tag: string, { id, lang }: Attributes): string =>
  tag.replace(/>$/, `${attribute('id', id)}${attribute('lang', lang)}>`);

const attribute = (name: string, value: string | undefined): string =>
  value === undefined ? '' : ` ${name}="${escapeText(value)}"`;
