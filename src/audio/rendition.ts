import { assembleBook, type AssembledBook, type BookOrder } from './ffmpeg/assemble-book.js';
import { encodeChapter, type EncodedChapter, type EncodeOptions } from './ffmpeg/encode-chapter.js';

/**
 * A kind of finished file. Chapters are encoded on any node, each for itself; one node puts them together. Another kind
 * (Opus, MP3, FLAC) is one more value of this type: its chapters must join without a gap, or be encoded by `assemble`.
 */
export interface RenditionFormat {
  /** Of the finished file, without a dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** Of an encoded chapter, without a dot. */
  readonly chapterExtension: string;
  encodeChapter(flacPath: string, chapterPath: string, options: EncodeOptions): Promise<EncodedChapter>;
  assemble(order: BookOrder): Promise<AssembledBook>;
}

export const M4B: RenditionFormat = {
  extension: 'm4b',
  mediaType: 'audio/mp4',
  chapterExtension: 'aac',
  encodeChapter,
  assemble: assembleBook,
};
