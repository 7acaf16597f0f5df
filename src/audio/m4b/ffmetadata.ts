import { CLOCK_HZ } from '../clock.js';

/** A chapter of the file's chapter list: samples on the book's clock. */
export interface MetadataChapter {
  readonly title: string;
  readonly start: number;
  readonly end: number;
}

/** The MP4 chapter list keeps titles of at most 255 bytes; ffmpeg cuts there even inside a character. */
const MAX_TITLE_BYTES = 250;

/**
 * Tags and chapters in ffmpeg's metadata format. Marks are given in samples, so that rounding happens once, in ffmpeg.
 * @param tags keys as ffmpeg knows them; empty values are left out.
 */
export function formatFfmetadata(
  tags: readonly (readonly [string, string])[],
  chapters: readonly MetadataChapter[],
): string {
  const lines = [
    ';FFMETADATA1',
    ...tags.filter(([, value]) => value !== '').map(([key, value]) => `${key}=${escapeValue(value)}`),
    ...chapters.flatMap(formatChapter),
  ];
  return `${lines.join('\n')}\n`;
}

function formatChapter(chapter: MetadataChapter, index: number): string[] {
  return [
    '[CHAPTER]',
    `TIMEBASE=1/${CLOCK_HZ}`,
    `START=${chapter.start}`,
    `END=${chapter.end}`,
    `title=${escapeValue(chapterTitle(chapter.title, index + 1))}`,
  ];
}

/** One line, at most 250 bytes, never empty: players skip a chapter without a title. @param n from 1 */
export function chapterTitle(title: string, n: number): string {
  return cutBytes(title.replace(/\s+/gu, ' ').replace(CONTROLS, '').trim(), MAX_TITLE_BYTES) || String(n);
}

/** The longest beginning of `text` of at most `limit` UTF-8 bytes, cut between characters. */
export function cutBytes(text: string, limit: number): string {
  if (Buffer.byteLength(text) <= limit) return text;
  let bytes = 0;
  let kept = '';
  // No character has less than one byte per unit; segmenting a whole long text would take seconds.
  for (const { segment } of GRAPHEMES.segment(text.slice(0, limit + 1))) {
    bytes += Buffer.byteLength(segment);
    if (bytes > limit) break;
    kept += segment;
  }
  return kept.trimEnd();
}

const GRAPHEMES = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Control characters but tab and line feed: no player shows them, and NUL would end the text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** A value's last backslash gets a space after it: ffmpeg 5.1 takes even an escaped one for an escape of the line's end. */
function escapeValue(value: string): string {
  return value
    .replace(/\r\n?/g, '\n')
    .replace(CONTROLS, '')
    .replace(/[=;#\\\n]/g, (special) => `\\${special}`)
    .replace(/\\$/, '\\ ');
}
