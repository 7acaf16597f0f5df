import { CLOCK_HZ } from '../clock.js';
import type { EncodedFormat } from '../rendition.js';
import { mastering, masteringTo16Bits, STRICT } from './mastering.js';
import { ffmpegPath } from './run-ffmpeg.js';

/** Raw samples between the two programs: lossy encoders take what the filters give, files of 16 bits are rounded once. */
type RawForm = 'f32le' | 's16le';

interface FormatFacts {
  readonly raw: RawForm;
  readonly codec: readonly string[];
  readonly muxer: readonly string[];
  /** Whether ffmpeg can hang a picture into it. */
  readonly takesPicture: boolean;
  /** Whether ffmpeg writes chapter marks into it that players find. */
  readonly takesChapters: boolean;
}

const FORMATS: Readonly<Record<EncodedFormat, FormatFacts>> = {
  // Constant rate: seeking lands on the sample. LAME at 64 kbit/s speaks at some 400 times real time here.
  mp3: {
    raw: 'f32le',
    codec: ['-c:a', 'libmp3lame', '-b:a', '64k'],
    muxer: ['-id3v2_version', '3', '-write_id3v1', '0', '-f', 'mp3'],
    takesPicture: true,
    takesChapters: true,
  },
  // Unconstrained it takes 100 kbit/s for a synthetic voice; its full effort falls under 100 times real time (measured).
  opus: {
    raw: 'f32le',
    codec: ['-c:a', 'libopus', '-b:a', '48k', '-vbr', 'constrained', '-compression_level', '5'],
    muxer: ['-f', 'opus'],
    takesPicture: false,
    takesChapters: false,
  },
  flac: {
    raw: 's16le',
    codec: ['-c:a', 'flac', '-compression_level', '8', '-sample_fmt', 's16'],
    muxer: ['-f', 'flac'],
    takesPicture: true,
    takesChapters: false,
  },
  // Beyond 4 GiB (24.8 hours) the 64-bit form of it.
  wav: {
    raw: 's16le',
    codec: ['-c:a', 'pcm_s16le'],
    muxer: ['-rf64', 'auto', '-f', 'wav'],
    takesPicture: false,
    takesChapters: false,
  },
};

const BYTES_PER_SAMPLE: Readonly<Record<RawForm, number>> = { f32le: 4, s16le: 2 };

export const rawSampleBytes = (format: EncodedFormat): number => BYTES_PER_SAMPLE[FORMATS[format].raw];

/** With several inputs ffmpeg 5.1 sleeps 10 ms whenever a pipe's queue is empty; 8 packets, its default, are read at once. */
const PACKETS_AHEAD = '4096';

/** Nothing of the day, the version or chance goes into a file: made twice, it is the same. */
const REPEATABLE = ['-fflags', '+bitexact', '-flags:a', '+bitexact'] as const;

/** ffmpeg's arguments: a chapter's FLAC from stdin → gain, limiter → raw samples to stdout. */
export function masterArgs(format: EncodedFormat, gainDb: number): string[] {
  const { raw } = FORMATS[format];
  const filters = raw === 's16le' ? masteringTo16Bits(gainDb) : mastering(gainDb);
  return [...STRICT, '-f', 'flac', '-i', 'pipe:0', '-af', filters, '-f', raw, 'pipe:1'];
}

export interface EncodingOrder {
  readonly format: EncodedFormat;
  readonly metadataPath: string;
  /** A JPEG. */
  readonly coverPath: string | null;
  readonly hasMarks: boolean;
  readonly outPath: string;
}

/** ffmpeg's arguments: raw samples from stdin, tags, marks and picture → one file. */
export function encodingArgs({ format, metadataPath, coverPath, hasMarks, outPath }: EncodingOrder): string[] {
  const { raw, codec, muxer, takesPicture, takesChapters } = FORMATS[format];
  const picture = takesPicture ? coverPath : null;
  return [
    ...['-thread_queue_size', PACKETS_AHEAD, '-f', raw, '-ar', String(CLOCK_HZ), '-ac', '1', '-i', 'pipe:0'],
    ...['-f', 'ffmetadata', '-i', ffmpegPath(metadataPath)],
    ...(picture === null ? [] : ['-f', 'jpeg_pipe', '-i', ffmpegPath(picture)]),
    ...['-map', '0:a', ...(picture === null ? [] : ['-map', '2:v:0'])],
    ...['-map_metadata', '1', '-map_chapters', takesChapters && hasMarks ? '1' : '-1'],
    ...codec,
    ...(picture === null ? [] : pictureArgs),
    ...REPEATABLE,
    ...muxer,
    ffmpegPath(outPath),
  ];
}

const pictureArgs = [
  ...['-c:v', 'copy', '-frames:v', '1', '-disposition:v:0', 'attached_pic'],
  ...['-metadata:s:v:0', 'title=Cover', '-metadata:s:v:0', 'comment=Cover (front)'],
];
