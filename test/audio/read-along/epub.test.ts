import { EpubCheck } from '@likecoin/epubcheck-ts';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import {
  type ChapterTimings,
  CLOCK_HZ,
  EPUB_MIMETYPE,
  epubAudioPath,
  type EpubText,
  epubTexts,
  type SpeakingBook,
} from '../../../src/audio/index.js';
import { TAGS } from '../support/books.js';

const ODD = 'He said: "<b>&amp;</b>" \u0007 \ud800 — ]]> 🙂';

const chapter = (n: number, sentences: ChapterTimings['sentences'], title = `Chapter ${n}`): ChapterTimings => ({
  v: 1,
  chapter: `ch-00${n}`,
  title,
  samples: 10 * CLOCK_HZ,
  sentences,
});
const said = (text: string, start: number, paragraph = false) => ({
  text,
  start: start * CLOCK_HZ,
  end: (start + 1) * CLOCK_HZ,
  paragraph,
  words: null,
});

const BOOK: SpeakingBook = {
  tags: { ...TAGS, title: ODD },
  identifier: 'urn:uuid:00000000-0000-8000-a000-000000000000',
  modified: '2026-01-31T12:00:00Z',
  chapters: [
    chapter(1, [said('CHAPTER 1.', 0.5), said('One here.', 2, true), said('And two.', 4), said(ODD, 6, true)]),
    chapter(2, [said('No heading is read.', 0, true), said('Gone at once.', 9.99999, true)]),
    chapter(3, [], 'Silence'),
  ],
  hasCover: false,
};
const file = (path: string, book = BOOK): string =>
  epubTexts(book).find((entry) => entry.path === `OEBPS/${path}`)?.text ?? '';

async function zipped(entries: readonly EpubText[], sounds: readonly string[]): Promise<Uint8Array> {
  const zip = new ZipFile();
  for (const { path, text } of entries)
    zip.addBuffer(Buffer.from(text), path, { compress: path !== 'mimetype', forceDosTimestamp: true });
  for (const path of sounds) zip.addBuffer(Buffer.from('ID3'), path);
  zip.end();
  const parts: Buffer[] = [];
  for await (const part of zip.outputStream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

describe('an EPUB that reads itself aloud', () => {
  it('has its kind first, and sound for what is heard only', () => {
    expect(epubTexts(BOOK)[0]).toEqual(EPUB_MIMETYPE);
    const paths = epubTexts(BOOK).map(({ path }) => path);
    expect(paths).toContain('OEBPS/overlays/ch-002.smil');
    expect(paths).not.toContain('OEBPS/overlays/ch-003.smil');
    expect(file('package.opf')).not.toContain('ch-003-overlay');
  });

  it('takes the sentence that says the title for the heading, and else writes one that is silent', () => {
    expect(file('text/ch-001.xhtml')).toContain('<h1><span id="ch-001-s1">CHAPTER 1.</span></h1>\n<p>');
    expect(file('text/ch-001.xhtml')).toContain(
      '<p><span id="ch-001-s2">One here.</span> <span id="ch-001-s3">And two.</span></p>',
    );
    expect(file('text/ch-002.xhtml')).toContain('<h1>Chapter 2</h1>\n<p><span id="ch-002-s1">');
  });

  it('turns its pages the way its language is written', () => {
    const inLanguage = (language: string) => ({ ...BOOK, tags: { ...BOOK.tags, language } });
    expect(file('package.opf', inLanguage('he-IL'))).toContain('<spine page-progression-direction="rtl">');
    for (const language of ['en', 'ku']) expect(file('package.opf', inLanguage(language))).toContain('<spine>');
  });

  it('calls a chapter without a title by its id', () => {
    const nameless = { ...BOOK, chapters: [chapter(1, [said('One.', 0)], ' ')] };
    expect(file('text/ch-001.xhtml', nameless)).toMatch(/<title>ch-001<\/title>[\s\S]*<h1>ch-001<\/h1>/);
  });

  it('reads each sentence until the next begins, the last to the end, and adds the times up', () => {
    const clips = [...file('overlays/ch-001.smil').matchAll(/clipBegin="(.*?)" clipEnd="(.*?)"/g)].map(
      ([, begin, end]) => [begin, end],
    );
    expect(clips).toEqual([
      ['0.500s', '2.000s'],
      ['2.000s', '4.000s'],
      ['4.000s', '6.000s'],
      ['6.000s', '10.000s'],
    ]);
    expect(file('package.opf')).toContain('refines="#ch-001-overlay">9.500s<');
    expect(file('package.opf')).toContain('<meta property="media:duration">19.500s</meta>');
  });

  it('is written from right to left where its language is', () => {
    const arabic = { ...BOOK, tags: { ...BOOK.tags, language: 'ar-EG' } };
    expect(file('text/ch-001.xhtml', arabic)).toContain('xml:lang="ar-EG" dir="rtl"');
    expect(file('text/ch-001.xhtml')).not.toContain('dir=');
  });

  it('is valid, whatever stands in it', async () => {
    const sounds = ['ch-001', 'ch-002'].map(epubAudioPath);
    const { messages } = await EpubCheck.validate(await zipped(epubTexts(BOOK), sounds));
    expect(messages.filter(({ severity }) => severity !== 'info' && severity !== 'usage')).toEqual([]);
  });

  it('without a sound that it names is found out: the checker looks', async () => {
    const { messages } = await EpubCheck.validate(await zipped(epubTexts(BOOK), [epubAudioPath('ch-001')]));
    expect(messages.map(({ id }) => id)).toContain('RSC-001');
  });
});
