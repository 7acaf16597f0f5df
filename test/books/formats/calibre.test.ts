import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Book, NARRATORS_CHOICE, readBook } from '../../../src/books/index.js';
import { CODES, EXIT, UserError } from '../../../src/core/index.js';
import { makeEpub, navLine, prose } from '../make-epub.js';
import { STORY } from './story.js';

const HAS_CALIBRE = spawnSync('ebook-convert', ['--version']).error === undefined;
const CONVERSION_MS = 120_000;

/** A Palm database with one record: what every Kindle book begins as. */
function palm(type: string, encryption = 0): Buffer {
  const bytes = Buffer.alloc(400);
  bytes.write('story', 0, 'latin1');
  bytes.write(type, 60, 'latin1');
  bytes.writeUInt16BE(1, 76);
  bytes.writeUInt32BE(100, 78);
  bytes.writeUInt16BE(1, 100);
  bytes.writeUInt16BE(encryption, 112);
  return bytes;
}

const refusal = async (bytes: Uint8Array, name: string): Promise<UserError> => {
  const thrown: unknown = await readBook(bytes, name, NARRATORS_CHOICE).catch((error: unknown) => error);
  if (!(thrown instanceof UserError)) throw new Error(`not refused: ${String(thrown)}`);
  return thrown;
};

describe('with a stand-in for Calibre', () => {
  const path = process.env['PATH'] ?? '';
  let folder = '';
  const standIn = (script: string): void => {
    const file = join(folder, 'ebook-convert');
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'e2a-stand-in-'));
    process.env['PATH'] = `${folder}${delimiter}${path}`;
  });
  afterEach(() => {
    process.env['PATH'] = path;
  });

  it('reads the EPUB that Calibre makes, and nothing stays behind', async () => {
    const epub = join(folder, 'made.epub');
    const parts = [1, 2].map((n) => ({ name: `c${n}.xhtml`, body: `<p id="t">Chapter ${n}</p>${prose(n)}` }));
    writeFileSync(
      epub,
      await makeEpub({ parts, nav: parts.map(({ name }, i) => navLine(`Chapter ${i + 1}`, `${name}#t`)).join('') }),
    );
    standIn(`echo "$1 $2 $CALIBRE_CONFIG_DIRECTORY" > ${folder}/told; cp ${epub} "$2"`);
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('e2a-calibre-'));
    const book = await readBook(palm('BOOKMOBI'), 'story.azw3', NARRATORS_CHOICE);
    expect(book.chapters.map(({ title }) => title)).toEqual(['Chapter 1', 'Chapter 2']);
    expect(book.chapters[0]?.passages[0]).toMatchObject({ kind: 'heading', text: 'Chapter 1' });
    expect(book.chapters[0]?.passages.filter(({ text }) => text === 'Chapter 1')).toHaveLength(1);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('e2a-calibre-'))).toEqual(before);
  });

  it.each([
    ['protected, as Calibre says', 'echo "calibre.ebooks.DRMError: Story" >&2; exit 1', CODES.protectedBook, /DRM/],
    ['broken', 'echo "ValueError: no such record" >&2; exit 1', CODES.damagedArchive, /ValueError: no such record/],
    ['made into nothing', 'exit 0', CODES.damagedArchive, /made no book/],
  ])('a book that is %s is refused', async (_, script, code, why) => {
    standIn(script);
    const { failure, exitCode } = await refusal(palm('BOOKMOBI'), 'story.mobi');
    expect(failure).toMatchObject({ code, why: expect.stringMatching(why) });
    expect(exitCode).toBe(EXIT.badInput);
  });

  it('a book that says itself that it is encrypted is refused before Calibre is asked', async () => {
    standIn(`touch ${folder}/asked; exit 1`);
    expect((await refusal(palm('BOOKMOBI', 2), 'story.mobi')).failure.code).toBe(CODES.protectedBook);
    expect(readdirSync(folder)).not.toContain('asked');
  });
});

describe('without Calibre', () => {
  const path = process.env['PATH'] ?? '';
  beforeEach(() => {
    process.env['PATH'] = mkdtempSync(join(tmpdir(), 'e2a-no-programs-'));
  });
  afterEach(() => {
    process.env['PATH'] = path;
  });

  it.each([
    ['a Kindle book', palm('BOOKMOBI')],
    ['a Palm book', palm('TEXtREAd')],
    ['a rich text document', Buffer.from('{\\rtf1\\ansi A story that is long enough.}')],
    ['a Microsoft Reader book', Buffer.from('ITOLITLS\u0001\u0000\u0000\u0000')],
  ])('%s is named, with what mends it', async (name, bytes) => {
    const { failure, exitCode } = await refusal(bytes, 'story.bin');
    expect(failure).toMatchObject({ code: CODES.programMissing, fix: expect.stringContaining('apt install calibre') });
    expect(failure.what).toContain(name);
    expect(exitCode).toBe(EXIT.unavailable);
  });

  it('a PDF is named, with what mends it', async () => {
    const { failure } = await refusal(Buffer.from('%PDF-1.4\n'), 'story.pdf');
    expect(failure).toMatchObject({ code: CODES.programMissing, fix: expect.stringContaining('poppler-utils') });
  });
});

describe.skipIf(!HAS_CALIBRE)(`with Calibre${HAS_CALIBRE ? '' : ' (SKIPPED: ebook-convert is not installed)'}`, () => {
  const nav = STORY.chapters.map(({ heading }, i) => navLine(heading, `c${i}.xhtml`)).join('');
  const parts = STORY.chapters.map(({ heading, paragraphs }, i) => ({
    name: `c${i}.xhtml`,
    body: `<h1>${heading}</h1>${paragraphs.map((text) => `<p>${text}</p>`).join('')}`,
  }));
  const converted = async (extension: string): Promise<Book> => {
    const folder = mkdtempSync(join(tmpdir(), 'e2a-made-'));
    const [from, to] = [join(folder, 'story.epub'), join(folder, `story.${extension}`)];
    writeFileSync(from, await makeEpub({ title: STORY.title, parts, nav }));
    expect(spawnSync('ebook-convert', [from, to]).status).toBe(0);
    return readBook(readFileSync(to), `story.${extension}`, NARRATORS_CHOICE);
  };

  it.each(['mobi', 'azw3', 'rtf', 'fb2', 'docx'])(
    'a book that Calibre made as %s has its chapters',
    async (extension) => {
      const book = await converted(extension);
      expect(book.title).toBe(STORY.title);
      expect(book.chapters.map(({ title }) => title)).toEqual(STORY.chapters.map(({ heading }) => heading));
      for (const [i, { paragraphs }] of STORY.chapters.entries()) {
        const said = book.chapters[i]?.passages.map(({ text }) => text).filter((text) => text.length > 40);
        expect(said).toEqual(paragraphs);
      }
    },
    CONVERSION_MS,
  );
});
