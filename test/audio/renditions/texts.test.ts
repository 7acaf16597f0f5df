import { describe, expect, it } from 'vitest';
import { CLOCK_HZ, isUsualRendition, renditionFault, USUAL_RENDITION } from '../../../src/audio/index.js';
import {
  clockTime,
  cueRemark,
  cueSheet,
  jpegSize,
  metadataJson,
  pictureBlock,
  playlist,
  renditionTags,
  sectorTime,
} from '../../../src/audio/renditions/index.js';
import { TAGS } from '../support/books.js';

const HOUR = 3_600 * CLOCK_HZ;

describe('times', () => {
  it('are worked out from samples, once', () => {
    expect(clockTime(0, '.')).toBe('00:00:00.000');
    expect(clockTime(HOUR + 61 * CLOCK_HZ + 12, ',')).toBe('01:01:01,001');
    expect(clockTime(101 * HOUR - 1, '.')).toBe('101:00:00.000');
    expect(sectorTime(HOUR + 3 * CLOCK_HZ + 639)).toBe('60:03:01');
  });
});

describe('a cue sheet', () => {
  it('names every chapter of a file, quotes that it cannot say apart', () => {
    const chapters = [
      { title: 'One "and" only', start: 0 },
      { title: '', start: HOUR },
    ];
    expect(cueSheet('A\nTale', 'Ada', [{ name: 'A Tale.wav', samples: 2 * HOUR, chapters }])).toBe(
      [
        'PERFORMER "Ada"',
        'TITLE "A Tale"',
        'FILE "A Tale.wav" WAVE',
        '  TRACK 01 AUDIO',
        '    TITLE "One \'and\' only"',
        '    INDEX 01 00:00:00',
        '  TRACK 02 AUDIO',
        '    TITLE "2"',
        '    INDEX 01 60:00:00',
        '',
      ].join('\n'),
    );
  });

  it('goes through the files of a book in parts, its tracks numbered on', () => {
    const file = (name: string) => ({ name, samples: HOUR, chapters: [{ title: name, start: 0 }] });
    const sheet = cueSheet('T', 'A', [file('1.mp3'), file('2.mp3')]);
    expect(sheet.match(/FILE "\d.mp3" MP3|TRACK \d\d/g)).toEqual([
      'FILE "1.mp3" MP3',
      'TRACK 01',
      'FILE "2.mp3" MP3',
      'TRACK 02',
    ]);
  });
});

describe('a cue sheet of many chapters', () => {
  it('says that not everybody reads it', () => {
    expect(cueRemark(99)).toBeNull();
    expect(cueRemark(100)).toContain('has 100 tracks; many players read no more than 99');
  });
});

describe('a playlist', () => {
  it('has a length and a title for every file', () => {
    const files = [{ name: '#1.mp3', title: 'One', samples: 90 * CLOCK_HZ }];
    expect(playlist('Ada', files)).toBe('#EXTM3U\n#EXTINF:90,Ada - One\n./#1.mp3\n');
    expect(playlist('', files)).toContain('#EXTINF:90,One\n');
  });
});

describe('metadata.json', () => {
  it('is what a library reads, and what was made of it', () => {
    const book = { ...TAGS, series: 'Clocks', seriesPart: '2', isbn: '978' };
    const voices = [{ language: null, engine: 'piper', voice: 'joe', licence: 'CC0' }];
    const chapters = [
      { title: 'One', start: 0, end: 3_072 },
      { title: 'Two', start: 3_072, end: 9_216 },
    ];
    const making = { job: 'a-1a2b', version: '0.1.0', voices, gainDb: 2.5 };
    expect(JSON.parse(metadataJson(book, chapters, making))).toMatchObject({
      title: TAGS.title,
      authors: TAGS.authors,
      narrators: [TAGS.narrator],
      series: ['Clocks #2'],
      publishedYear: '1851',
      publishedDate: '1851-10-18',
      language: 'en-GB',
      isbn: '978',
      asin: null,
      chapters: [
        { id: 0, start: 0, end: 0.128, title: 'One' },
        { id: 1, start: 0.128, end: 0.384, title: 'Two' },
      ],
      e2a: {
        v: 1,
        ...making,
        samplesPerSecond: CLOCK_HZ,
        chapters: [
          { start: 0, end: 3_072 },
          { start: 3_072, end: 9_216 },
        ],
      },
    });
  });

  it('says of what is not known that it is not known', () => {
    const bare = { title: 'T', authors: [], narrator: 'n', language: 'en' };
    const making = { job: 'j', version: '', voices: [], gainDb: 0 };
    expect(JSON.parse(metadataJson(bare, [], making))).toMatchObject({
      series: [],
      publishedYear: null,
      subtitle: null,
    });
  });
});

describe('tags', () => {
  const book = { ...TAGS, series: 'Clocks', seriesPart: '2', chapter: { title: 'Two', n: 2, of: 12 } };
  const tags = (format: 'mp3' | 'opus' | 'flac' | 'wav', chapters = [{ title: 'One', start: 0, end: 3_072 }]) =>
    Object.fromEntries(renditionTags(format, book, chapters));

  it('of a file for one chapter are that chapter’s, in the album of the book', () => {
    for (const format of ['mp3', 'opus', 'wav'] as const)
      expect(tags(format)).toMatchObject({ title: 'Two', album: TAGS.title, track: '2/12' });
  });

  it('stand where the players of a format look', () => {
    expect(tags('mp3')).toMatchObject({ MVNM: 'Clocks', MVIN: '2', language: 'eng', 'series-part': '2' });
    expect(tags('opus')).toMatchObject({ PERFORMER: TAGS.narrator, language: 'en-GB', comment: TAGS.description });
    expect(tags('flac')).toMatchObject({ CHAPTER001: '00:00:00.000', CHAPTER001NAME: 'One' });
    expect(tags('mp3')).not.toHaveProperty('CHAPTER001');
  });
});

describe('a picture among comments', () => {
  it('has its kind, its size and its bytes', () => {
    const jpeg = Buffer.from('ffd8ffe00004aabbffc0000b080010002003', 'hex');
    expect(jpegSize(jpeg)).toEqual({ width: 32, height: 16 });
    const block = Buffer.from(pictureBlock(jpeg, { width: 32, height: 16 }), 'base64');
    expect(block.readUInt32BE(0)).toBe(3);
    expect(block.subarray(8, 18).toString()).toBe('image/jpeg');
    expect(block.subarray(-jpeg.length).equals(jpeg)).toBe(true);
    expect(block.readUInt32BE(18 + 4 + 5)).toBe(32);
  });

  it('of a size that nobody says has none', () => {
    expect(jpegSize(Buffer.from('ffd8ff'))).toEqual({ width: 0, height: 0 });
  });
});

describe('what a book may become', () => {
  it('ends where one file can count no further', () => {
    const one = (format: 'mp3' | 'flac' | 'm4b' | 'wav') => ({ format, split: 'none', extras: [] }) as const;
    expect(renditionFault(one('mp3'), 255)).toBeNull();
    expect(renditionFault(one('mp3'), 256)).toMatch(/255 chapter marks; this book has 256/);
    expect(renditionFault({ ...one('mp3'), split: 'chapters' }, 256)).toBeNull();
    expect(renditionFault(one('flac'), 1_000)).toMatch(/999/);
    expect(renditionFault(one('wav'), 100_000)).toBeNull();
  });

  it('is as usual when nobody asked for anything', () => {
    expect(isUsualRendition(USUAL_RENDITION)).toBe(true);
    expect(isUsualRendition({ ...USUAL_RENDITION, extras: ['srt'] })).toBe(false);
    expect(isUsualRendition({ ...USUAL_RENDITION, split: 'chapters' })).toBe(false);
    expect(isUsualRendition({ ...USUAL_RENDITION, format: 'mp3' })).toBe(false);
  });
});
