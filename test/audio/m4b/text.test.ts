import { describe, expect, it } from 'vitest';
import type { BookTags } from '../../../src/audio/index.js';
import {
  chapterTitle,
  cutBytes,
  finisherItems,
  formatFfmetadata,
  m4bTags,
  streamLanguage,
} from '../../../src/audio/m4b/index.js';

describe('formatFfmetadata', () => {
  it('writes tags, then chapters in samples', () => {
    const text = formatFfmetadata(
      [
        ['title', 'T'],
        ['date', ''],
      ],
      [
        { title: 'One', start: 0, end: 3_072 },
        { title: '', start: 3_072, end: 9_216 },
      ],
    );
    expect(text.split('\n')).toEqual([
      ';FFMETADATA1',
      'title=T',
      '[CHAPTER]',
      'TIMEBASE=1/24000',
      'START=0',
      'END=3072',
      'title=One',
      '[CHAPTER]',
      'TIMEBASE=1/24000',
      'START=3072',
      'END=9216',
      'title=2',
      '',
    ]);
  });

  it('escapes what ffmpeg would take for its own, and drops control characters', () => {
    const value = (text: string): string => formatFfmetadata([['k', text]], []).slice(';FFMETADATA1\nk='.length, -1);
    expect(value('a=b;c#d\\e')).toBe('a\\=b\\;c\\#d\\\\e');
    expect(value('one\r\ntwo\rthree\nfour')).toBe('one\\\ntwo\\\nthree\\\nfour');
    expect(value('nul\0 bell\u0007 tab\t')).toBe('nul bell tab\t');
    expect(value('ends with \\')).toBe('ends with \\\\ ');
  });
});

describe('titles', () => {
  it('are one line and never empty', () => {
    expect(chapterTitle(' a\n\t b\u00a0c ', 3)).toBe('a b c');
    expect(chapterTitle(' \n ', 3)).toBe('3');
    expect(chapterTitle('\u0001', 3)).toBe('3');
  });

  it('are cut between characters, never inside one', () => {
    expect(chapterTitle('x'.repeat(300), 1)).toHaveLength(250);
    expect(cutBytes('ééé', 5)).toBe('éé');
    expect(cutBytes('a👨‍👩‍👧b', 10)).toBe('a');
    expect(cutBytes('e\u0301x', 2)).toBe('');
    expect(cutBytes('word word', 5)).toBe('word');
    expect(cutBytes('fits', 4)).toBe('fits');
  });
});

describe('m4bTags', () => {
  const book = { title: ' A\nB ', authors: ['X Y', 'Z'], narrator: 'joe', language: 'en' };

  it('says who wrote and who speaks where players look', () => {
    expect(Object.fromEntries(m4bTags(book))).toMatchObject({
      title: 'A B',
      album: 'A B',
      artist: 'X Y, Z',
      album_artist: 'X Y, Z',
      composer: 'joe',
      genre: 'Audiobook',
      media_type: '2',
      description: '',
    });
  });

  it('has the description short and long, and as the comment when there is no other', () => {
    const description = `${'d'.repeat(250)} end of it\nsecond`;
    const tags = Object.fromEntries(m4bTags({ ...book, description }));
    expect(tags['description']).toBe(description.slice(0, 254));
    expect(tags['synopsis']).toBe(description);
    expect(tags['comment']).toBe(description);
    expect(Object.fromEntries(m4bTags({ ...book, description, comment: 'made so' }))['comment']).toBe('made so');
  });

  it('does not take a book for its description', () => {
    const tags = Object.fromEntries(m4bTags({ ...book, description: 'é'.repeat(1_000_000) }));
    expect(Buffer.byteLength(tags['synopsis'] ?? '')).toBeLessThanOrEqual(16_384);
  });
});

describe('series', () => {
  const book = {
    title: 'The Clock',
    authors: ['X'],
    narrator: 'joe',
    language: 'en',
    series: 'Harbour',
    seriesPart: '3',
  };
  const itemsOf = (tags: BookTags) =>
    Object.fromEntries(finisherItems(tags).map((item) => [item.kind === 'named' ? item.name : item.type, item.value]));

  it('stand in every family of tags', () => {
    expect(Object.fromEntries(m4bTags(book))).toMatchObject({
      show: 'Harbour',
      episode_id: '3',
      grouping: 'Harbour #3',
    });
    expect(itemsOf(book)).toMatchObject({ '©mvn': 'Harbour', '©mvi': 3, SERIES: 'Harbour', 'SERIES-PART': '3' });
  });

  it('put their books side by side on a shelf', () => {
    expect(itemsOf({ ...book, titleSort: 'Clock, The' })).toMatchObject({
      soal: 'Harbour 03 - Clock, The',
      sonm: 'Clock, The',
    });
    expect(itemsOf(book)).toMatchObject({ soal: 'Harbour 03 - The Clock' });
  });

  it.each(['2.5', '0', 'II', '99999999', ''])('have no movement number for part "%s"', (seriesPart) => {
    const items = itemsOf({ ...book, seriesPart });
    expect(items).not.toHaveProperty('©mvi');
    expect(items['SERIES-PART']).toBe(seriesPart === '' ? undefined : seriesPart);
  });

  it('are nothing where the book has none', () => {
    const { series: _, ...alone } = book;
    expect(Object.keys(itemsOf(alone))).toEqual(['©nrt', 'soco', 'NARRATOR', 'LANGUAGE']);
    expect(Object.fromEntries(m4bTags(alone))).toMatchObject({ show: '', episode_id: '', grouping: '' });
  });
});

describe('streamLanguage', () => {
  it.each([
    ['en', 'eng'],
    ['EN-gb', 'eng'],
    ['de', 'deu'],
    ['zh-Hant-TW', 'zho'],
    ['pt_BR', 'por'],
    ['fil', 'fil'],
    ['grc', 'grc'],
    ['x-klingon', 'und'],
    ['qq', 'und'],
    ['', 'und'],
    ['e/n=1', 'und'],
  ])('%s → %s', (tag, code) => {
    expect(streamLanguage(tag)).toBe(code);
  });
});
