import { describe, expect, it } from 'vitest';
import { encodingArgs, masterArgs } from '../../../src/audio/ffmpeg/rendition-args.js';

const order = { metadataPath: '/w/tags', coverPath: '/w/c.jpg', hasMarks: true, outPath: '/w/-x.part' } as const;
const line = (args: readonly string[]): string => args.join(' ');

describe('the arguments that encode a book in one go', () => {
  it('read raw samples, take tags, marks and the picture, and leave no trace of the day', () => {
    expect(line(encodingArgs({ ...order, format: 'mp3' }))).toBe(
      '-thread_queue_size 4096 -f f32le -ar 24000 -ac 1 -i pipe:0 -f ffmetadata -i file:/w/tags ' +
        '-f jpeg_pipe -i file:/w/c.jpg -map 0:a -map 2:v:0 -map_metadata 1 -map_chapters 1 -c:a libmp3lame -b:a 64k ' +
        '-c:v copy -frames:v 1 -disposition:v:0 attached_pic -metadata:s:v:0 title=Cover ' +
        '-metadata:s:v:0 comment=Cover (front) -fflags +bitexact -flags:a +bitexact ' +
        '-id3v2_version 3 -write_id3v1 0 -f mp3 file:/w/-x.part',
    );
  });

  it('hang no picture into what cannot hold one, and write marks as tags where ffmpeg drops them', () => {
    expect(encodingArgs({ ...order, format: 'opus' })).not.toContain('jpeg_pipe');
    expect(encodingArgs({ ...order, format: 'wav' })).not.toContain('jpeg_pipe');
    expect(line(encodingArgs({ ...order, format: 'flac' }))).toContain('-map_chapters -1 -c:a flac');
    expect(line(encodingArgs({ ...order, format: 'mp3', hasMarks: false, coverPath: null }))).toContain(
      '-map 0:a -map_metadata 1 -map_chapters -1',
    );
    expect(line(encodingArgs({ ...order, format: 'wav' }))).toContain('-rf64 auto -f wav');
  });
});

describe('the arguments that master a chapter', () => {
  it('give lossy encoders what the filters made, and dither what becomes 16 bits', () => {
    expect(line(masterArgs('opus', 3.456))).toMatch(
      /^-xerror .* -f flac -i pipe:0 -af volume=3\.46dB,.* -f f32le pipe:1$/,
    );
    expect(line(masterArgs('opus', 0))).not.toContain('dither');
    expect(line(masterArgs('flac', -1))).toMatch(
      /volume=-1\.00dB,.*:osf=s16:dither_method=triangular -f s16le pipe:1$/,
    );
  });
});
