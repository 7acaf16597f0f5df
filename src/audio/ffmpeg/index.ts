/**
 * Sound in files, by ffmpeg: a chapter's FLAC, its AAC packets, the finished book; and the only place that knows fluent-ffmpeg.
 *
 * What can be decided without a file does not belong here: timelines, tags, packets and loudness rules lie in pure files.
 */
export { type AssembledBook, assembleBook, type BookOrder } from './assemble-book.js';
export { type Cover, coverBeside, squareCover } from './cover.js';
export { type EncodedChapter, type EncodeOptions, encodeChapter } from './encode-chapter.js';
export { type WriteOptions, type WrittenChapter, writeChapter } from './write-chapter.js';
export { encodeSpeech, type SpeechFileFormat } from './encode-speech.js';
export { type ChapterFlac, encodeBook, type EncodingRequest } from './encode-book.js';
export { type FfmpegFacts, ffmpegFacts } from './ffmpeg-facts.js';
