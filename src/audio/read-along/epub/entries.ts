import { ACTIVE_CLASS, chapterOverlay, chapterPage } from './chapter-pages.js';
import { EPUB_AUDIO, isHeard, navigation, packageDocument, type SpeakingBook } from './package.js';

/** A file of text inside an EPUB. */
export interface EpubText {
  readonly path: string;
  readonly text: string;
}

/** Must be the first in the archive, and stored as it is. */
export const EPUB_MIMETYPE: EpubText = { path: 'mimetype', text: 'application/epub+zip' };

const ROOT = 'OEBPS';

export const EPUB_COVER_PATH = `${ROOT}/cover.jpg`;

/** Where the sound of a chapter lies. @param chapter `ch-003` */
export const epubAudioPath = (chapter: string): string => `${ROOT}/audio/${chapter}.${EPUB_AUDIO.extension}`;

const CONTAINER = [
  '<?xml version="1.0" encoding="UTF-8"?>',
  '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">',
  `<rootfiles>\n<rootfile full-path="${ROOT}/package.opf" media-type="application/oebps-package+xml"/>\n</rootfiles>`,
  '</container>\n',
].join('\n');

const STYLE = [
  'body { margin: 5%; line-height: 1.5; }',
  'h1 { line-height: 1.2; }',
  `.${ACTIVE_CLASS} { background-color: #ffe08a; color: #1a1a1a; }`,
  '',
].join('\n');

/** All text of an EPUB 3 that reads itself aloud, in the order of its archive; sound and cover are added by the caller. */
export function epubTexts(book: SpeakingBook): readonly EpubText[] {
  const text = (path: string, content: string): EpubText => ({ path: `${ROOT}/${path}`, text: content });
  return [
    EPUB_MIMETYPE,
    { path: 'META-INF/container.xml', text: CONTAINER },
    text('package.opf', packageDocument(book)),
    text('nav.xhtml', navigation(book)),
    text('style.css', STYLE),
    ...book.chapters.flatMap((timings) => {
      const { chapter } = timings;
      const page = text(`text/${chapter}.xhtml`, chapterPage(timings, book.tags.language));
      if (!isHeard(timings)) return [page];
      const sound = `../audio/${chapter}.${EPUB_AUDIO.extension}`;
      return [page, text(`overlays/${chapter}.smil`, chapterOverlay(timings, sound))];
    }),
  ];
}
