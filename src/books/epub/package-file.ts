import type { Edition } from '../book.js';
import { type Archive, resolveReference } from '../archive/index.js';
import { decodeText } from '../decode-text.js';
import { damaged, EntryUnreadable, notAnEpub, overLimit } from '../failures.js';
import { normaliseLanguage } from '../language.js';
import { LIMITS } from '../limits.js';
import { all, type Element, first, parseXml, textOf } from '../xml.js';
import { editionOf } from './edition.js';
import { refined } from './refined.js';

export interface ManifestItem {
  readonly id: string;
  /** Full name in the archive, as it stands there; null when the file is not there or outside the book. */
  readonly name: string | null;
  readonly href: string;
  readonly mediaType: string;
  readonly properties: readonly string[];
  readonly fallback: string | null;
}

export interface SpineItem {
  readonly item: ManifestItem;
  readonly linear: boolean;
}

export interface GuideReference {
  readonly type: string;
  readonly href: string;
}

export interface Metadata {
  readonly title: string;
  readonly authors: readonly string[];
  readonly language: string | null;
  readonly identifier: string | null;
  readonly publisher: string | null;
  readonly date: string | null;
  readonly description: string | null;
  readonly edition: Edition;
}

export interface Package {
  /** Name of the package file: what hrefs in it are relative to. */
  readonly base: string;
  readonly metadata: Metadata;
  readonly manifest: ReadonlyMap<string, ManifestItem>;
  readonly spine: readonly SpineItem[];
  readonly guide: readonly GuideReference[];
  /** Manifest id of the NCX that the spine names. */
  readonly ncxId: string | null;
  /** Manifest id of the cover picture that `<meta name="cover">` names. */
  readonly coverId: string | null;
}

const CONTAINER = 'META-INF/container.xml';
/** Copies that a Mac puts beside files hold none of their text. */
const MAC_COPY = /^__MACOSX\/|(^|\/)\._/;
/** Parts that a warning names; more are counted. */
const NAMED = 5;
const PACKAGE_TYPE = 'application/oebps-package+xml';

/**
 * Finds the package by container.xml, else any `.opf`; reads it leniently.
 * @throws UserError when there is none, or none that can be read.
 */
export async function readPackage(archive: Archive, warnings: string[]): Promise<Package> {
  const base = await findPackage(archive, warnings);
  try {
    const { text } = decodeText(await archive.read(base, LIMITS.packageBytes));
    return toPackage(parseXml(text), base, archive, warnings);
  } catch (error) {
    if (error instanceof EntryUnreadable) throw damaged(archive.file, `Its package ${error.message}.`);
    throw error;
  }
}

async function findPackage(archive: Archive, warnings: string[]): Promise<string> {
  const roots = await rootFiles(archive, warnings);
  const named = [...roots.filter(isPackage), ...roots.filter((root) => !isPackage(root))];
  for (const { attributes } of named) {
    const reference = resolveReference('', attributes['full-path'] ?? '');
    const name = reference === null ? null : archive.find(reference.name);
    if (name !== null) return name;
  }
  const name = archive.names.find((each) => /\.opf$/i.test(each) && !MAC_COPY.test(each));
  if (name === undefined) throw notAnEpub(archive.file, 'It is a zip archive, but holds no package file (.opf).');
  warnings.push(`The archive does not say where its package is; ${name} was taken.`);
  return name;
}

const isPackage = (root: Element): boolean => root.attributes['media-type'] === PACKAGE_TYPE;

async function rootFiles(archive: Archive, warnings: string[]): Promise<readonly Element[]> {
  if (archive.find(CONTAINER) === null) return [];
  try {
    return all(parseXml(decodeText(await archive.read(CONTAINER, LIMITS.packageBytes)).text), 'rootfile');
  } catch (error) {
    if (!(error instanceof EntryUnreadable)) throw error;
    warnings.push(`The archive's list of books cannot be read: ${error.message}.`);
    return [];
  }
}

function toPackage(root: Element, base: string, archive: Archive, warnings: string[]): Package {
  const manifest = manifestOf(root, base, archive);
  const spine = first(root, 'spine');
  const metadata = first(root, 'metadata') ?? root;
  return {
    base,
    metadata: metadataOf(root, metadata),
    manifest,
    spine: spine === null ? [] : spineOf(spine, manifest, archive.file, warnings),
    guide: all(root, 'reference').map(({ attributes }) => ({
      type: (attributes['type'] ?? '').replace(/^other\./, ''),
      href: attributes['href'] ?? '',
    })),
    ncxId: spine?.attributes['toc'] ?? null,
    coverId:
      all(metadata, 'meta').find(({ attributes }) => attributes['name'] === 'cover')?.attributes['content'] ?? null,
  };
}

function manifestOf(root: Element, base: string, archive: Archive): ReadonlyMap<string, ManifestItem> {
  const manifest = new Map<string, ManifestItem>();
  for (const { attributes } of all(root, 'item')) {
    const { id, href } = attributes;
    if (id === undefined || href === undefined || manifest.has(id)) continue;
    const reference = resolveReference(base, href);
    manifest.set(id, {
      id,
      href,
      name: reference === null ? null : archive.find(reference.name),
      mediaType: (attributes['media-type'] ?? '').replace(/;.*$/s, '').trim().toLowerCase(),
      properties: (attributes['properties'] ?? '').split(/\s+/).filter(Boolean),
      fallback: attributes['fallback'] ?? null,
    });
  }
  return manifest;
}

/** The same file twice is read once; what is not in the manifest is told. */
function spineOf(
  spine: Element,
  manifest: ReadonlyMap<string, ManifestItem>,
  file: string,
  warnings: string[],
): readonly SpineItem[] {
  const references = all(spine, 'itemref');
  if (references.length > LIMITS.spineItems) {
    throw overLimit(file, `Its reading order has ${references.length} parts; ${LIMITS.spineItems} are the limit.`);
  }
  const lost = references.map(({ attributes }) => attributes['idref'] ?? '').filter((id) => !manifest.has(id));
  if (lost.length > 0) warnings.push(lostParts(lost));
  const seen = new Set<string>();
  return references.flatMap(({ attributes }) => {
    const item = manifest.get(attributes['idref'] ?? '');
    if (item === undefined || seen.has(item.name ?? item.id)) return [];
    seen.add(item.name ?? item.id);
    return [{ item, linear: attributes['linear'] !== 'no' }];
  });
}

function lostParts(ids: readonly string[]): string {
  const names = ids.slice(0, NAMED).map((id) => (id === '' ? '(no name)' : id));
  const more = ids.length > NAMED ? ` and ${ids.length - NAMED} more` : '';
  return `The reading order names what the book's list of files does not have (${ids.length}): ${names.join(', ')}${more}.`;
}

function metadataOf(root: Element, metadata: Element): Metadata {
  const values = (name: string): string[] => all(metadata, name).map(textOf).filter(Boolean);
  const one = (name: string): string | null => values(name)[0] ?? null;
  const title = mainTitle(metadata);
  const authors = authorsOf(metadata);
  return {
    title: textOf(title),
    authors: authors.map(textOf),
    language:
      values('language')
        .map(normaliseLanguage)
        .find((language) => language !== null) ?? null,
    identifier: identifierOf(root, metadata) ?? one('identifier'),
    publisher: one('publisher'),
    date: dateOf(metadata),
    description: plainText(one('description')),
    edition: editionOf(metadata, title, authors),
  };
}

function mainTitle(metadata: Element): Element | null {
  const titles = all(metadata, 'title').filter((title) => textOf(title) !== '');
  return titles.find((title) => refined(metadata, title, 'title-type') === 'main') ?? titles[0] ?? null;
}

/** Creators who are authors; when none says so, all creators without another role. Each name once. */
function authorsOf(metadata: Element): readonly Element[] {
  const creators = all(metadata, 'creator').map((creator) => ({
    creator,
    role: creator.attributes['role'] ?? refined(metadata, creator, 'role'),
  }));
  const authors = creators.filter(({ role }) => role === null || role === 'aut');
  const named = new Map((authors.length > 0 ? authors : creators).map(({ creator }) => [textOf(creator), creator]));
  named.delete('');
  return [...named.values()];
}

function identifierOf(root: Element, metadata: Element): string | null {
  const id = first(root, 'package')?.attributes['unique-identifier'];
  const element = all(metadata, 'identifier').find(({ attributes }) => attributes['id'] === id);
  return element === undefined ? null : textOf(element) || null;
}

/** The day of publication where several are given; `YYYY` or `YYYY-MM-DD`. */
function dateOf(metadata: Element): string | null {
  const dates = all(metadata, 'date');
  const best = dates.find(({ attributes }) => attributes['event'] === 'publication') ?? dates[0];
  const match = /^(-?\d{4})(?:-(\d{2})-(\d{2}))?/.exec(textOf(best ?? null));
  if (match === null) return null;
  return match[2] === undefined ? (match[1] ?? null) : match[0];
}

/** Descriptions are often markup in disguise. */
const plainText = (description: string | null): string | null =>
  description === null ? null : textOf(parseXml(description.replace(/<(br|\/p|\/div)\b/gi, ' <$1'))) || null;
