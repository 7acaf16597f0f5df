/** Kinds of sound file a book is made as; the first one is what everybody gets who asks for nothing. */
export const FORMATS = ['m4b', 'mp3', 'opus', 'flac', 'wav'] as const;
export type RenditionFormat = (typeof FORMATS)[number];

/** What is encoded in one go; an M4B is put together from packets. */
export type EncodedFormat = Exclude<RenditionFormat, 'm4b'>;

/** One file for the book, or one for each chapter. */
export const SPLITS = ['none', 'chapters'] as const;
export type RenditionSplit = (typeof SPLITS)[number];

/**
 * What may lie beside the sound: `metadata` (metadata.json), `cover` (the picture), `cue` and `m3u` (lists of chapters and
 * files), captions by sentence (`srt`, `vtt`) and by word (`srt-words`, `vtt-words`), `epub` (EPUB 3 that reads itself aloud).
 */
export const EXTRAS = ['metadata', 'cover', 'cue', 'm3u', 'srt', 'vtt', 'srt-words', 'vtt-words', 'epub'] as const;
export type RenditionExtra = (typeof EXTRAS)[number];

/** What an order is to become; an alias, because it travels as JSON. */
export type Rendition = {
  readonly format: RenditionFormat;
  readonly split: RenditionSplit;
  readonly extras: readonly RenditionExtra[];
};

/** One M4B and nothing beside it: what every order of an older e2a means. */
export const USUAL_RENDITION: Rendition = { format: 'm4b', split: 'none', extras: [] };

export const isUsualRendition = ({ format, split, extras }: Rendition): boolean =>
  format === USUAL_RENDITION.format && split === USUAL_RENDITION.split && extras.length === 0;

/** An M4B is put together from packets that nodes encode side by side; all else is encoded in one go from the chapters' sound. */
export const isMadeOfPackets = ({ format }: Rendition): boolean => format === 'm4b';

/** Chapter marks that one file of a format can hold: what its count, or the digits of its names, can say. */
const MOST_MARKS: Readonly<Record<RenditionFormat, number>> = {
  m4b: 65_535,
  mp3: 255,
  opus: 999,
  flac: 999,
  wav: Number.POSITIVE_INFINITY,
};

/** Why a book of so many chapters cannot be ordered like this, as a sentence; null when it can. */
export function renditionFault({ format, split }: Rendition, chapters: number): string | null {
  const most = MOST_MARKS[format];
  if (split === 'chapters' || chapters <= most) return null;
  return `One ${format} file holds ${most} chapter marks; this book has ${chapters} chapters.`;
}
