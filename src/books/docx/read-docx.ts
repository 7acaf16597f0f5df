import mammoth from 'mammoth';
import { Archive } from '../archive/index.js';
import { decodeText } from '../decode-text.js';
import { damaged, EntryUnreadable } from '../failures.js';
import type { Manuscript } from '../manuscript.js';
import { manuscriptOf } from '../one-document.js';
import { coreFacts } from './core-facts.js';

/** Bytes of one XML file inside; mammoth makes a tree of it. The longest novels have 12 MiB. */
const MAX_XML_BYTES = 24 * 1024 * 1024;
const CORE = 'docProps/core.xml';
const STYLES = 'word/styles.xml';
/** Chapter titles by styles that are not Word's own headings; quotations and verse by theirs. */
const STYLE_MAP = [
  "p[style-name='Title'] => p.doc-title:fresh",
  "p[style-name='Subtitle'] => p.doc-title:fresh",
  "p[style-name='Part Title'] => h1:fresh",
  "p[style-name='Chapter Title'] => h2:fresh",
  "p[style-name='Chapter Heading'] => h2:fresh",
  "p[style-name='Chapter Number'] => h2:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Intense Quote'] => blockquote > p:fresh",
  "p[style-name='Block Text'] => blockquote > p:fresh",
  "p[style-name^='toc '] => p.toc:fresh",
  "p[style-name^='TOC '] => p.toc:fresh",
];

/** @throws UserError when it is damaged, protected, or larger than the limits. */
export async function readDocx(bytes: Buffer, fileName: string): Promise<Manuscript> {
  const archive = await Archive.open(bytes, fileName);
  try {
    const { value, messages } = await mammoth.convertToHtml(entriesOf(archive), {
      styleMap: STYLE_MAP,
      convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
      externalFileAccess: false,
    });
    const facts = coreFacts(await textOf(archive, CORE));
    const language = facts.language || languageOf(await textOf(archive, STYLES));
    return manuscriptOf(
      withNotes(value),
      { ...facts, language, warnings: [...archive.doubts, ...unknownIn(messages)] },
      fileName,
    );
  } catch (error) {
    if (error instanceof EntryUnreadable) throw damaged(fileName, sentence(error.message));
    // Its own words for a document without a body or with broken XML; a fault of a program has another name.
    if (error instanceof Error && error.name === 'Error') throw damaged(fileName, sentence(error.message));
    throw error;
  }
}

const UNKNOWN = /^An unrecognised element was ignored: .*?([\w-]+)$/;
/** Names that a warning lists. */
const NAMED = 5;

/** A warning of what stands in the document and cannot be read: formulas, shapes of other programs. */
function unknownIn(messages: readonly { readonly message: string }[]): readonly string[] {
  const names = [...new Set(messages.flatMap(({ message }) => UNKNOWN.exec(message)?.[1] ?? []))];
  if (names.length === 0) return [];
  const kinds =
    names.length === 1 ? '1 kind of thing in the document is' : `${names.length} kinds of things in the document are`;
  const more = names.length > NAMED ? `, and ${names.length - NAMED} more` : '';
  return [`${kinds} not known to e2a and left out: ${names.slice(0, NAMED).join(', ')}${more}.`];
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/[.?]$/, '')}.`;

/** Gives mammoth the checked archive in place of its own, which believes sizes and names. */
function entriesOf(archive: Archive): Parameters<typeof mammoth.convertToHtml>[0] {
  const file = {
    exists: (name: string): boolean => archive.find(name) !== null,
    read: async (name: string, encoding?: string): Promise<string | Uint8Array> => {
      const bytes = await archive.read(name, MAX_XML_BYTES);
      return encoding === undefined ? bytes : decodeText(bytes).text;
    },
  };
  // Its types name only files and buffers; `file` is what these become inside.
  return { file } as unknown as Parameters<typeof mammoth.convertToHtml>[0];
}

async function textOf(archive: Archive, name: string): Promise<string> {
  if (archive.find(name) === null) return '';
  return decodeText(await archive.read(name, MAX_XML_BYTES)).text;
}

/** The language that Word checks spelling in, of the default style. */
const languageOf = (styles: string): string => /<w:lang\b[^>]{0,200}?\bw:val="([\w-]{2,20})"/.exec(styles)?.[1] ?? '';

/** Notes stand in a list at the end; each says that it is one. */
const withNotes = (html: string): string =>
  html.replace(/<li id="((?:foot|end)note-[\w-]+)">/g, '<li id="$1" epub:type="footnote">');
