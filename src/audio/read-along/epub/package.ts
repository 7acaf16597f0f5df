import type { BookTags } from '../../m4b/index.js';
import type { ChapterTimings } from '../timings.js';
import { ACTIVE_CLASS, headingOf, overlayMs, seconds, spansOf } from './chapter-pages.js';
import { isRightToLeft, XML_HEAD, xhtml, xml } from './xml.js';

/** A book that reads itself aloud. */
export interface SpeakingBook {
  readonly tags: BookTags;
  /** A URN that no other book has. */
  readonly identifier: string;
  /** `2026-01-31T12:00:00Z`; of the order, so that the same order makes the same file. */
  readonly modified: string;
  /** In order; at least one. Those without a sentence have a page and nothing to hear. */
  readonly chapters: readonly ChapterTimings[];
  readonly hasCover: boolean;
}

/** The kind of sound inside: readers of every maker play it, and no checker objects. */
export const EPUB_AUDIO = { extension: 'mp3', mediaType: 'audio/mpeg' } as const;

export const isHeard = (timings: ChapterTimings): boolean => spansOf(timings).length > 0;

/** The package document: what the book is, what is in it and in which order. */
export function packageDocument(book: SpeakingBook): string {
  const direction = isRightToLeft(book.tags.language) ? ' page-progression-direction="rtl"' : '';
  return [
    XML_HEAD,
    `<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="${xml(book.tags.language)}">`,
    `<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n${metadata(book).join('\n')}\n</metadata>`,
    `<manifest>\n${manifest(book).join('\n')}\n</manifest>`,
    `<spine${direction}>\n${book.chapters.map(({ chapter }) => `<itemref idref="${xml(chapter)}"/>`).join('\n')}\n</spine>`,
    '</package>\n',
  ].join('\n');
}

function metadata({ tags, identifier, modified, chapters }: SpeakingBook): readonly string[] {
  const durations = chapters.map((chapter) => ({ id: chapter.chapter, ms: overlayMs(spansOf(chapter)) }));
  const total = durations.reduce((sum, { ms }) => sum + ms, 0);
  return [
    `<dc:identifier id="id">${xml(identifier)}</dc:identifier>`,
    `<dc:title>${xml(tags.title)}</dc:title>`,
    `<dc:language>${xml(tags.language)}</dc:language>`,
    ...tags.authors.map((author) => `<dc:creator>${xml(author)}</dc:creator>`),
    ...optional('dc:publisher', tags.publisher),
    ...optional('dc:description', tags.description),
    property('dcterms:modified', modified),
    ...durations
      .filter(({ ms }) => ms > 0)
      .map(({ id, ms }) => `<meta property="media:duration" refines="#${xml(id)}-overlay">${seconds(ms)}</meta>`),
    property('media:duration', seconds(total)),
    property('media:narrator', tags.narrator),
    property('media:active-class', ACTIVE_CLASS),
    property('schema:accessMode', 'textual'),
    property('schema:accessMode', 'auditory'),
    property('schema:accessModeSufficient', 'textual'),
    property('schema:accessibilityFeature', 'synchronizedAudioText'),
    property('schema:accessibilityHazard', 'none'),
  ];
}

const property = (name: string, value: string): string => `<meta property="${name}">${xml(value)}</meta>`;

const optional = (element: string, value = ''): readonly string[] =>
  value.trim() === '' ? [] : [`<${element}>${xml(value.trim())}</${element}>`];

function manifest({ chapters, hasCover }: SpeakingBook): readonly string[] {
  return [
    item('nav', 'nav.xhtml', 'application/xhtml+xml', ' properties="nav"'),
    item('style', 'style.css', 'text/css'),
    ...(hasCover ? [item('cover', 'cover.jpg', 'image/jpeg', ' properties="cover-image"')] : []),
    ...chapters.flatMap((timings) => {
      const { chapter } = timings;
      const page = (more = '') => item(chapter, `text/${chapter}.xhtml`, 'application/xhtml+xml', more);
      if (!isHeard(timings)) return [page()];
      return [
        page(` media-overlay="${xml(chapter)}-overlay"`),
        item(`${chapter}-overlay`, `overlays/${chapter}.smil`, 'application/smil+xml'),
        item(`${chapter}-sound`, `audio/${chapter}.${EPUB_AUDIO.extension}`, EPUB_AUDIO.mediaType),
      ];
    }),
  ];
}

const item = (id: string, href: string, mediaType: string, more = ''): string =>
  `<item id="${xml(id)}" href="${xml(href)}" media-type="${mediaType}"${more}/>`;

/** The table of contents. */
export function navigation({ tags, chapters }: SpeakingBook): string {
  const entries = chapters.map(
    (timings) => `<li><a href="text/${xml(timings.chapter)}.xhtml">${xml(headingOf(timings))}</a></li>`,
  );
  const list = `<nav epub:type="toc" id="toc">\n<h1>${xml(tags.title)}</h1>\n<ol>\n${entries.join('\n')}\n</ol>\n</nav>`;
  return xhtml(tags.title, tags.language, '', `<body>\n${list}\n</body>`);
}
