import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

const NOUNS = [
  'lamp',
  'clock',
  'harbour',
  'keeper',
  'storm',
  'gull',
  'ladder',
  'letter',
  'engine',
  'window',
  'tide',
  'bell',
];
const VERBS = [
  'turned',
  'waited',
  'answered',
  'faded',
  'returned',
  'trembled',
  'opened',
  'vanished',
  'listened',
  'burned',
];

/** An EPUB 3 written on the spot: `chapters` chapters of `paragraphs` paragraphs, every sentence different. */
export async function writeNovel(options: {
  title: string;
  chapters: number;
  paragraphs: number;
  /** Bytes that no chapter refers to. */
  ballast?: number;
}): Promise<Uint8Array> {
  const zip = new ZipFile();
  const add = (name: string, content: string): void =>
    zip.addBuffer(Buffer.from(content), name, { compress: name !== 'mimetype' });
  const names = Array.from({ length: options.chapters }, (_, index) => `c${index + 1}.xhtml`);
  add('mimetype', 'application/epub+zip');
  add(
    'META-INF/container.xml',
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
  );
  add(
    'book.opf',
    `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">${options.title}</dc:identifier><dc:title>${options.title}</dc:title><dc:creator>A. Writer</dc:creator><dc:language>en</dc:language></metadata><manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>${names.map((name, i) => `<item id="c${i + 1}" href="${name}" media-type="application/xhtml+xml"/>`).join('')}</manifest><spine>${names.map((_, i) => `<itemref idref="c${i + 1}"/>`).join('')}</spine></package>`,
  );
  add(
    'nav.xhtml',
    xhtml(
      `<nav epub:type="toc" xmlns:epub="http://www.idpf.org/2007/ops"><ol>${names.map((name, i) => `<li><a href="${name}">Part ${i + 1} of the tale</a></li>`).join('')}</ol></nav>`,
    ),
  );
  for (const [index, name] of names.entries()) {
    const paragraphs = Array.from(
      { length: options.paragraphs },
      (_, p) => `<p>${paragraph(index * options.paragraphs + p)}</p>`,
    );
    add(name, xhtml(`<h1>Part ${index + 1} of the tale</h1>${paragraphs.join('\n')}`));
  }
  if (options.ballast !== undefined) zip.addBuffer(randomBytes(options.ballast), 'ballast.bin', { compress: false });
  zip.end();
  const bytes = await text(zip.outputStream.setEncoding('latin1'));
  return Buffer.from(bytes, 'latin1');
}

function paragraph(n: number): string {
  const sentences = [0, 1, 2].map((k) => {
    const noun = NOUNS[(n * 3 + k) % NOUNS.length];
    const other = NOUNS[(n * 5 + k * 7 + 1) % NOUNS.length];
    const verb = VERBS[(n + k * 3) % VERBS.length];
    return `The ${noun} beside the old ${other} ${verb} slowly while nobody counted hour ${n * 3 + k + 1} of the night.`;
  });
  return sentences.join(' ');
}

const xhtml = (body: string): string =>
  `<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>${body}</body></html>`;
