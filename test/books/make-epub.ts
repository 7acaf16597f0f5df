import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

interface ZipFile {
  readonly outputStream: AsyncIterable<Buffer>;
  addBuffer(bytes: Buffer, name: string, options?: { readonly compress?: boolean; readonly mtime?: Date }): void;
  end(): void;
}
const { ZipFile } = require('yazl') as { readonly ZipFile: new () => ZipFile };

export type Files = { readonly [name: string]: string | Buffer | null };

/** A zip archive of these files, in order; the clock stands still so that the bytes are always the same. */
export async function zip(files: Files): Promise<Buffer> {
  const archive = new ZipFile();
  for (const [name, content] of Object.entries(files)) {
    if (content === null) continue;
    archive.addBuffer(Buffer.from(content), name, { compress: name !== 'mimetype', mtime: new Date(0) });
  }
  archive.end();
  const chunks: Buffer[] = [];
  for await (const chunk of archive.outputStream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export const container = (path = 'OPS/book.opf'): string =>
  `<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>
<rootfile full-path="${path}" media-type="application/oebps-package+xml"/></rootfiles></container>`;

export const page = (body: string, head = ''): string =>
  `<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>A page</title>${head}</head><body>${body}</body></html>`;

export interface Part {
  readonly name: string;
  readonly body: string;
  readonly linear?: boolean;
}

export interface BookSource {
  readonly title?: string;
  readonly language?: string | null;
  readonly parts: readonly Part[];
  /** `<ol>` of an EPUB 3 navigation document. */
  readonly nav?: string;
  /** Content of `<navMap>` of an EPUB 2 NCX. */
  readonly ncx?: string;
  readonly metadata?: string;
  readonly guide?: string;
  readonly landmarks?: string;
  readonly extra?: Files;
}

/** The files of an EPUB, to be changed and zipped. */
export function epubFiles(book: BookSource): Files {
  const items = book.parts.map(({ name }, i) => `<item id="p${i}" href="${name}" media-type="application/xhtml+xml"/>`);
  const refs = book.parts.map(({ linear }, i) => `<itemref idref="p${i}"${linear === false ? ' linear="no"' : ''}/>`);
  const language = book.language === null ? '' : `<dc:language>${book.language ?? 'en'}</dc:language>`;
  const navItem =
    book.nav === undefined
      ? ''
      : '<item id="nav" properties="nav" href="nav.xhtml" media-type="application/xhtml+xml"/>';
  const ncxItem = book.ncx === undefined ? '' : '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>';
  return {
    mimetype: 'application/epub+zip',
    'META-INF/container.xml': container(),
    'OPS/book.opf': `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
<dc:identifier id="id">urn:test:1</dc:identifier><dc:title>${book.title ?? 'The Test Book'}</dc:title>
${language}${book.metadata ?? '<dc:creator>Ann Author</dc:creator>'}</metadata>
<manifest>${items.join('')}${navItem}${ncxItem}</manifest>
<spine${book.ncx === undefined ? '' : ' toc="ncx"'}>${refs.join('')}</spine>${book.guide ?? ''}</package>`,
    ...Object.fromEntries(book.parts.map(({ name, body }) => [`OPS/${name}`, page(body)])),
    ...(book.nav === undefined
      ? {}
      : { 'OPS/nav.xhtml': page(`<nav epub:type="toc"><ol>${book.nav}</ol></nav>${book.landmarks ?? ''}`) }),
    ...(book.ncx === undefined ? {} : { 'OPS/toc.ncx': `<ncx><navMap>${book.ncx}</navMap></ncx>` }),
    ...book.extra,
  };
}

export const makeEpub = (book: BookSource): Promise<Buffer> => zip(epubFiles(book));

export const navLine = (label: string, href: string, inner = ''): string =>
  `<li><a href="${href}">${label}</a>${inner === '' ? '' : `<ol>${inner}</ol>`}</li>`;

export const navPoint = (label: string, src: string, inner = ''): string =>
  `<navPoint><navLabel><text>${label}</text></navLabel><content src="${src}"/>${inner}</navPoint>`;

const SENTENCES = [
  'The lamp on the quay was lit before the boats came home.',
  'Nobody had told the harbour master about the letter.',
  'She counted the steps again and found that one was missing.',
  'In the morning the whole street smelled of bread and of rain.',
  'He kept the key in a tin box under the third stair.',
];

/** Paragraphs of plain English, different for every seed, about `letters` letters long. */
export function prose(seed: number, letters = 400): string {
  const paragraphs: string[] = [];
  for (let length = 0, i = seed; length < letters; i++) {
    const text = `Part ${seed}, line ${i}. ${SENTENCES[i % SENTENCES.length]} ${SENTENCES[(i * 3 + 1) % SENTENCES.length]}`;
    paragraphs.push(`<p>${text}</p>`);
    length += text.length * 0.75;
  }
  return paragraphs.join('');
}
