import type { Cover } from '../book.js';
import { decodeText, lostCharacters } from '../decode-text.js';
import { damaged, overLimit } from '../failures.js';
import { normaliseLanguage } from '../language.js';
import { LIMITS } from '../limits.js';
import type { Manuscript } from '../manuscript.js';
import { readMarkup, readTags } from '../markup/index.js';
import { divided, titleOfFile } from '../one-document.js';
import { readDescription } from './description.js';
import { Fb2Writer } from './fb2-writer.js';

/** Pictures make a file large; without them text stays below a document's limit. */
const MAX_BYTES = LIMITS.entryBytes;

/** Titles of sections from which they are the contents; programs that convert leave one section without any. */
const MIN_TITLES = 2;

/** @throws UserError when it has no body, or is larger than the limits. */
export function readFb2(bytes: Buffer, fileName: string): Manuscript {
  if (bytes.length > MAX_BYTES) throw overLimit(fileName, 'Its text and pictures are larger than those of any book.');
  const decoded = decodeText(bytes);
  const source = decoded.text;
  const { coverId, ...facts } = readDescription(source);
  const { text, cover } = takeBinaries(source, coverId);
  if (text.length > LIMITS.documentBytes) throw overLimit(fileName, 'Its text is longer than that of any book.');
  const writer = new Fb2Writer();
  readTags(text, {
    open: (name, attributes) => writer.open(name, withoutPrefixes(attributes)),
    text: (piece) => writer.text(piece),
    close: () => writer.close(),
  });
  if (!/<(\w{1,20}:)?body\b/i.test(text)) throw damaged(fileName, 'It ends before its text begins.');
  const language = normaliseLanguage(facts.language ?? '');
  const body = readMarkup(writer.markup, language);
  const title = facts.title || titleOfFile(fileName);
  return {
    ...facts,
    title,
    publisher: facts.publisher || undefined,
    description: facts.description || undefined,
    authors: (facts.authors ?? []).filter((author) => author !== ''),
    language,
    cover,
    ...(writer.contents.length < MIN_TITLES
      ? divided(body, fileName, title)
      : { documents: [{ ...body, name: fileName, linear: true }], contents: writer.contents }),
    landmarks: [],
    warnings: lostCharacters(fileName, decoded),
  };
}

const withoutPrefixes = (attributes: { readonly [name: string]: string }): { [name: string]: string } =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name.slice(name.indexOf(':') + 1), value]));

interface WithoutBinaries {
  readonly text: string;
  readonly cover: Cover | undefined;
}

/** Cuts the pictures out, so that megabytes of base64 are not read as text; the cover is kept. */
function takeBinaries(source: string, coverId: string | null): WithoutBinaries {
  const kept: string[] = [];
  let cover: Cover | undefined;
  let from = 0;
  for (let at = source.indexOf('<binary'); at >= 0; at = source.indexOf('<binary', from)) {
    const end = source.indexOf('</binary', at);
    const open = source.indexOf('>', at);
    kept.push(source.slice(from, at));
    from = end < 0 ? source.length : source.indexOf('>', end) + 1 || source.length;
    if (end > open && open >= 0) cover ??= coverOf(source.slice(at, open), source.slice(open + 1, end), coverId);
  }
  return { text: [...kept, source.slice(from)].join(''), cover };
}

function coverOf(tag: string, content: string, coverId: string | null): Cover | undefined {
  const attribute = (name: string): string | undefined =>
    new RegExp(`\\s${name}\\s*=\\s*["']([^"']{1,200})["']`, 'i').exec(tag.slice(0, 1_000))?.[1];
  const mediaType = attribute('content-type')?.toLowerCase().replace('image/jpg', 'image/jpeg');
  if (coverId === null || attribute('id') !== coverId || mediaType === undefined) return undefined;
  if (!/^image\/(jpeg|png|gif|webp)$/.test(mediaType) || content.length > LIMITS.coverBytes * 1.4) return undefined;
  const bytes = Buffer.from(content, 'base64');
  return bytes.length === 0 ? undefined : { bytes, mediaType };
}
