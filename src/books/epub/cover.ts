import { toError, UserError } from '../../core/index.js';
import { type Archive, resolveReference } from '../archive/index.js';
import type { Cover } from '../book.js';
import { decodeText } from '../decode-text.js';
import { LIMITS } from '../limits.js';
import { all, parseXml } from '../xml.js';
import type { ManifestItem, Package } from './package-file.js';

/** Pictures that audio files and players show; a drawing (SVG) is none of them. */
const RASTER: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']);

/** The cover picture, where the book has one that can be shown; a book without is no failure, one it cannot show is told. */
export async function readCover(archive: Archive, book: Package, warnings: string[]): Promise<Cover | undefined> {
  const items = [...book.manifest.values()];
  const candidates = [
    items.find((item) => item.properties.includes('cover-image')),
    book.manifest.get(book.coverId ?? '') ?? items.find((item) => item.href === book.coverId),
    await fromGuide(archive, book),
    items.find((item) => RASTER.has(item.mediaType) && /cover/i.test(`${item.id} ${item.href}`)),
  ];
  const item = candidates.find((each) => each !== undefined && each.name !== null && RASTER.has(each.mediaType));
  if (!item || item.name === null) return undefined;
  const bytes = await readPicture(archive, item.name, warnings);
  return bytes === null || bytes.length === 0 ? undefined : { bytes, mediaType: item.mediaType };
}

/** The first picture on the page that the guide calls the cover. */
async function fromGuide(archive: Archive, book: Package): Promise<ManifestItem | undefined> {
  const href = book.guide.find(({ type }) => type.toLowerCase() === 'cover')?.href;
  const page = href === undefined ? null : resolveReference(book.base, href);
  if (page === null) return undefined;
  const byName = (name: string | undefined): ManifestItem | undefined =>
    name === undefined ? undefined : [...book.manifest.values()].find((item) => item.name === archive.find(name));
  const item = byName(page.name);
  if (item === undefined || item.name === null || RASTER.has(item.mediaType)) return item;
  const bytes = await archive.read(item.name, LIMITS.packageBytes).catch(ignoreUnreadable);
  if (bytes === null) return undefined;
  const root = parseXml(decodeText(bytes).text);
  const picture = [...all(root, 'img'), ...all(root, 'image')][0]?.attributes;
  return byName(resolveReference(item.name, picture?.['src'] ?? picture?.['href'] ?? '')?.name);
}

/** No cover is worth the book: one that is damaged, encrypted or a bomb is left. */
async function readPicture(archive: Archive, name: string, warnings: string[]): Promise<Buffer | null> {
  try {
    return await archive.read(name, LIMITS.coverBytes);
  } catch (error) {
    const why = error instanceof UserError ? error.failure.why : toError(error).message;
    warnings.push(`The cover ${name} cannot be used: ${why ?? 'it cannot be read'}`);
    return null;
  }
}

function ignoreUnreadable(error: unknown): null {
  if (error instanceof Error && error.name === 'EntryUnreadable') return null;
  throw error;
}
