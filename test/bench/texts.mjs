/** What is spoken in the benchmarks: a shared book where there is one, else prose made here. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { ZipFile } from 'yazl';
import { readBook } from '../../dist/books/index.js';
import { PLAIN_READING } from '../../dist/planning/index.js';
import { planBook } from '../../dist/planning/planner/index.js';

export const SHARED = process.env.E2A_TEST_BOOKS ?? fileURLToPath(new URL('../../../shared/books', import.meta.url));

/** The path of a shared book, or null. */
export function sharedBook(name) {
  const path = `${SHARED}/${name}`;
  return existsSync(path) ? path : null;
}

/** Plan of a book in memory: the list of its chapter plans. */
export async function planOf(bytes, fileName, profile, chapters = null) {
  const planned = await planBook(readBook, { bytes, fileName, profile, chapters, prefix: '', reading: PLAIN_READING });
  return { plan: planned.plan, chapters: [...planned.chapterPlans.values()] };
}

/** Chapter plans of at least `seconds` of speech: real prose where the shared books are, else made here. */
export async function prose(profile, seconds) {
  const path = sharedBook('alice-gutenberg.epub');
  const bytes = path === null ? await makeBook(Math.ceil(seconds / SECONDS_PER_PARAGRAPH)) : await readFile(path);
  const { plan, chapters } = await planOf(bytes, 'prose.epub', profile);
  const taken = [];
  let left = seconds;
  for (const [index, chapter] of chapters.entries()) {
    if (left <= 0) break;
    taken.push(chapter);
    left -= plan.chapters[index].seconds;
  }
  return { name: path === null ? 'made prose' : 'alice-gutenberg.epub', chapters: taken };
}

/** A paragraph of `makeBook` is about 300 characters: two segments. */
const SECONDS_PER_PARAGRAPH = 20;
const PARAGRAPHS_PER_CHAPTER = 25;

/** An EPUB 3 of that many paragraphs, the same bytes every time. */
export async function makeBook(paragraphs, title = 'The Long Measure') {
  const count = Math.ceil(paragraphs / PARAGRAPHS_PER_CHAPTER);
  const zip = new ZipFile();
  const mtime = new Date('2020-01-01T00:00:00Z');
  const add = (name, body) => zip.addBuffer(Buffer.from(body), name, { mtime, compress: name !== 'mimetype' });
  const names = Array.from({ length: count }, (_, index) => `c${index + 1}.xhtml`);
  add('mimetype', 'application/epub+zip');
  add('META-INF/container.xml', CONTAINER);
  add('OEBPS/package.opf', packageOf(title, names));
  const links = names.map((name, index) => `<li><a href="${name}">Measure ${index + 1}</a></li>`);
  add('OEBPS/nav.xhtml', page(`<nav epub:type="toc"><ol>${links.join('')}</ol></nav>`));
  for (const [index, name] of names.entries()) {
    const first = index * PARAGRAPHS_PER_CHAPTER;
    const size = Math.min(PARAGRAPHS_PER_CHAPTER, paragraphs - first);
    const body = Array.from({ length: size }, (_, n) => `<p>${paragraph(first + n)}</p>`).join('\n');
    add(`OEBPS/${name}`, page(`<h1>Measure ${index + 1}</h1>${body}`));
  }
  zip.end();
  return Buffer.from(await text(zip.outputStream.setEncoding('latin1')), 'latin1');
}

const CONTAINER =
  '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>';

function packageOf(title, names) {
  const items = names.map((name, n) => `<item id="c${n}" href="${name}" media-type="application/xhtml+xml"/>`);
  const order = names.map((_, n) => `<itemref idref="c${n}"/>`);
  return `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:e2a:${title}</dc:identifier><dc:title>${title}</dc:title><dc:creator>A. Bench</dc:creator><dc:language>en</dc:language><meta property="dcterms:modified">2020-01-01T00:00:00Z</meta></metadata><manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>${items.join('')}</manifest><spine>${order.join('')}</spine></package>`;
}

const page = (body) =>
  `<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head><body>${body}</body></html>`;

const WHO = [
  'The ferryman',
  'A tall stranger',
  'Her youngest brother',
  'The miller',
  'Nobody in the village',
  'My aunt',
];
const DID = ['had counted', 'looked after', 'wrote down', 'carried home', 'forgot to mention', 'spoke warmly of'];
const WHAT = ['the eleven grey stones', 'a letter from the coast', 'what the river brought', 'the broken weathercock'];
const WHEN = ['before the rain came', 'on the longest evening of the year', 'as soon as the lamps were lit', 'again'];
const AND = [
  '; and when the mill stopped, everyone heard it',
  ', though it was late',
  '',
  ', or so we were told at dinner',
];

/** Three or four sentences of 50 to 140 characters, with a number of its own so that no two paragraphs share a clip. */
function paragraph(n) {
  const pick = (list, k) => list[(n * 7 + k * 5 + Math.floor(n / list.length)) % list.length];
  const sentences = Array.from({ length: 3 + (n % 2) }, (_, k) => {
    const core = `${pick(WHO, k)} ${pick(DID, k + 1)} ${pick(WHAT, k + 2)} ${pick(WHEN, k + 3)}${pick(AND, k)}`;
    return k === 0 ? `Of page ${n + 1} this is known: ${core}.` : `${core}.`;
  });
  return sentences.join(' ');
}
