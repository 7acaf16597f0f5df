import { describe, expect, it } from 'vitest';
import { encodeArgs } from '../../../src/audio/ffmpeg/encode-chapter.js';
import { type MuxOrder, muxArgs } from '../../../src/audio/ffmpeg/mux-args.js';
import { writeArgs } from '../../../src/audio/ffmpeg/write-chapter.js';

const book: MuxOrder = {
  metadataPath: '/a/tags',
  coverPath: '/a/cover jpg',
  language: 'eng',
  chapters: 255,
  outPath: '/a/-out.m4b',
};

describe('ffmpeg is told', () => {
  it('to write and to measure a chapter in one go', () => {
    expect(writeArgs('/a/c.flac')).toEqual([
      ...['-f', 's16le', '-ar', '24000', '-ac', '1', '-i', 'pipe:0'],
      ...['-map', '0:a', '-c:a', 'flac', '-compression_level', '5', '-f', 'flac', 'file:/a/c.flac'],
      ...['-map', '0:a', '-af', 'ebur128=framelog=verbose:peak=true', '-f', 'null', '-'],
    ]);
  });

  it('to amplify, limit and encode a chapter, stopping at the first fault of its input', () => {
    expect(encodeArgs('/a/c.flac', '/a/c.aac', -3.256)).toEqual([
      ...['-xerror', '-err_detect', 'crccheck+explode', '-f', 'flac', '-i', 'file:/a/c.flac'],
      '-af',
      'volume=-3.26dB,aresample=96000:resampler=soxr,' +
        'alimiter=limit=0.668:attack=5:release=50:level=false:latency=true,aresample=24000:resampler=soxr',
      ...['-c:a', 'aac', '-aac_coder', 'fast', '-b:a', '64k', '-f', 'adts', 'file:/a/c.aac'],
    ]);
  });

  it('to put a book together, its first frame declared as no sound', () => {
    expect(muxArgs(book)).toEqual([
      ...['-thread_queue_size', '4096', '-itsoffset', '-0.042666667', '-f', 'aac', '-i', 'pipe:0'],
      ...['-f', 'ffmetadata', '-i', 'file:/a/tags', '-f', 'jpeg_pipe', '-i', 'file:/a/cover jpg'],
      ...['-map', '0:a', '-map', '2:v:0', '-map_metadata', '1', '-map_chapters', '1', '-c', 'copy'],
      ...['-frames:v', '1', '-disposition:v:0', 'attached_pic', '-metadata:s:a:0', 'language=eng'],
      ...['-brand', 'M4B ', '-f', 'ipod', 'file:/a/-out.m4b'],
    ]);
  });

  it('to leave the list out that counts only to 255, and a cover that is not there', () => {
    const args = muxArgs({ ...book, coverPath: null, chapters: 256 });
    expect(args.slice(args.indexOf('-movflags'), args.indexOf('-brand'))).toEqual(['-movflags', '+disable_chpl']);
    expect(args.join(' ')).not.toMatch(/cover|attached_pic|2:v/);
  });
});
