import { describe, expect, it } from 'vitest';
import { readEpub } from '../../../src/books/epub/index.js';
import { LIMITS } from '../../../src/books/limits.js';
import type { Manuscript } from '../../../src/books/manuscript.js';
import { CODES } from '../../../src/core/index.js';
import { container, epubFiles, type Files, makeEpub, navLine, navPoint, page, prose, zip } from '../make-epub.js';

const parts = [1, 2, 3].map((n) => ({ name: `c${n}.xhtml`, body: `<h1>Chapter ${n}</h1>${prose(n)}` }));
const nav = parts.map(({ name }, i) => navLine(`Chapter ${i + 1}`, name)).join('');
const ncx = parts.map(({ name }, i) => navPoint(`Chapter ${i + 1}`, name)).join('');
const labels = (book: Manuscript): string[] => book.contents.map(({ label }) => label);
const THREE = ['Chapter 1', 'Chapter 2', 'Chapter 3'];

/** Reads an EPUB of three chapters after some of its files were changed. */
const readChanged = async (change: (files: Files) => Files): Promise<Manuscript> =>
  readEpub(await zip(change(epubFiles({ parts, nav }))), 'x.epub');

const inPackage = (from: string | RegExp, to: string) => (files: Files) => ({
  ...files,
  'OPS/book.opf': String(files['OPS/book.opf']).replace(from, to),
});

describe('an EPUB', () => {
  it('of version 3: navigation, metadata, texts', async () => {
    const book = await readEpub(await makeEpub({ parts, nav }), 'x.epub');
    expect(labels(book)).toEqual(THREE);
    expect(book).toMatchObject({
      title: 'The Test Book',
      authors: ['Ann Author'],
      language: 'en',
      identifier: 'urn:test:1',
    });
    expect(book.documents.map(({ blocks }) => blocks[0]?.text)).toEqual(THREE);
    expect(book.warnings).toEqual([]);
  });

  it('of version 2: NCX, named by the spine or not', async () => {
    expect(labels(await readEpub(await makeEpub({ parts, ncx }), 'x.epub'))).toEqual(THREE);
    const unnamed = inPackage(' toc="ncx"', '')(epubFiles({ parts, ncx }));
    expect(labels(await readEpub(await zip(unnamed), 'x.epub'))).toEqual(THREE);
  });

  it('keeps levels, names without pages, and labels made of a picture', async () => {
    const deep = `<li><span>Part One</span><ol>${navLine('I', 'c1.xhtml', navLine('I a', 'c1.xhtml#a'))}</ol></li>
<li><a href="c2.xhtml"><img alt="Two" src="x.png"/></a></li>`;
    const book = await readEpub(await makeEpub({ parts, nav: deep }), 'x.epub');
    expect(
      book.contents.map(({ label, depth, place }) => [label, depth, place?.document ?? null, place?.anchor ?? null]),
    ).toEqual([
      ['Part One', 0, null, null],
      ['I', 1, 0, null],
      ['I a', 2, 0, 'a'],
      ['Two', 0, 1, null],
    ]);
  });

  it('reads an NCX deeper than epub2 does, and two entries to one place', async () => {
    const nested = (depth: number): string =>
      navPoint(`Level ${depth}`, 'c1.xhtml', depth < 12 ? nested(depth + 1) : '');
    const book = await readEpub(await makeEpub({ parts, ncx: nested(1) }), 'x.epub');
    expect(book.contents.map(({ depth }) => depth)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(labels(book)[11]).toBe('Level 12');
  });

  it.each<[string, (files: Files) => Files]>([
    ['without a mimetype file', (files) => ({ ...files, mimetype: null })],
    [
      'with a prefix on every element of the package',
      (files) => ({
        ...files,
        'OPS/book.opf': String(files['OPS/book.opf']).replace(
          /<(\/?)(package|metadata|manifest|item|itemref|spine)\b/g,
          '<$1opf:$2',
        ),
      }),
    ],
    ['with a bare & and an unknown entity in the package', inPackage('Ann Author', 'Ann &eacute;&nosuch; & Author')],
    ['with backslashes in hrefs', inPackage(/href="c/g, 'href=".\\c')],
    ['with percent codes and dots in hrefs', inPackage(/href="c/g, 'href="../OPS/%63')],
    ['with hrefs in another case', inPackage(/href="c/g, 'href="C')],
    [
      'with wrong media types',
      inPackage(/xhtml" media-type="application\/xhtml\+xml"/g, 'xhtml" media-type="text/plain"'),
    ],
    [
      'with an idref that leads nowhere',
      inPackage('<itemref idref="p0"/>', '<itemref idref="none"/><itemref idref="p0"/>'),
    ],
    ['with the same file twice', inPackage('<itemref idref="p0"/>', '<itemref idref="p0"/><itemref idref="p0"/>')],
    [
      'with an empty href in a chapter',
      (files) => ({ ...files, 'OPS/c1.xhtml': page(`<h1>Chapter 1</h1><a href="">x</a>${prose(1)}`) }),
    ],
    [
      'with an entity bomb in the package',
      (files) => ({
        ...files,
        'OPS/book.opf':
          `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>${files['OPS/book.opf']}`.replace(
            'Ann Author',
            '&b;&f;',
          ),
      }),
    ],
  ])('%s', async (_, change) => {
    const book = await readChanged(change);
    expect(labels(book)).toEqual(THREE);
    expect(book.documents.map(({ blocks }) => blocks[0]?.text)).toEqual(THREE);
    expect(JSON.stringify(book)).not.toContain('root:');
  });

  it('finds the package when the container does not say', async () => {
    const book = await readChanged((files) => ({ ...files, 'META-INF/container.xml': null }));
    expect(labels(book)).toEqual(THREE);
    expect(book.warnings[0]).toMatch(/OPS\/book.opf was taken/);
    const wrong = await readChanged((files) => ({ ...files, 'META-INF/container.xml': container('nowhere.opf') }));
    expect(labels(wrong)).toEqual(THREE);
  });

  it('goes on without a file that is missing, and says so', async () => {
    const book = await readChanged((files) => ({ ...files, 'OPS/c2.xhtml': null }));
    expect(book.documents.map(({ blocks }) => blocks.length > 0)).toEqual([true, false, true]);
    expect(book.documents[1]?.dropped).toMatchObject([{ why: 'unreadable' }]);
    expect(book.warnings).toEqual([expect.stringMatching(/c2\.xhtml could not be read and is missing/)]);
  });

  it('goes on without a file whose data are damaged, and says so', async () => {
    const bytes = await makeEpub({ parts, nav });
    const data = bytes.indexOf('OPS/c2.xhtml') + 'OPS/c2.xhtml'.length;
    bytes.fill(0xff, data + 10, data + 20);
    const book = await readEpub(bytes, 'x.epub');
    expect(book.documents.map(({ blocks }) => blocks.length > 0)).toEqual([true, false, true]);
    expect(book.warnings).toEqual([expect.stringMatching(/c2\.xhtml could not be read .* damaged/)]);
  });

  it('reads one chapter only, and a spine of nothing but files listed', async () => {
    const one = await readEpub(await makeEpub({ parts: parts.slice(0, 1) }), 'x.epub');
    expect(one.documents).toHaveLength(1);
    const unordered = await readChanged(inPackage(/<itemref[^>]*>/g, ''));
    expect(unordered.documents).toHaveLength(3);
    expect(unordered.warnings[0]).toMatch(/order/);
  });

  it('knows authors by their roles, a main title, a date and a description in markup', async () => {
    const metadata = `<dc:title id="t2">The Real Title</dc:title><meta refines="#t2" property="title-type">main</meta>
<dc:creator opf:role="ill">Pat Painter</dc:creator><dc:creator id="c">Ann Author</dc:creator><meta refines="#c" property="role">aut</meta>
<dc:date opf:event="conversion">2020-01-02T03:04:05Z</dc:date><dc:date opf:event="publication">1813-01-28T00:00:00</dc:date>
<dc:publisher>A House &amp; Sons</dc:publisher><dc:description>&lt;p&gt;A &lt;b&gt;good&lt;/b&gt; book.&lt;/p&gt;</dc:description>`;
    expect(await readEpub(await makeEpub({ parts, nav, metadata, language: 'en_US' }), 'x.epub')).toMatchObject({
      title: 'The Real Title',
      authors: ['Ann Author'],
      date: '1813-01-28',
      publisher: 'A House & Sons',
      description: 'A good book.',
      language: 'en-us',
    });
  });

  it('knows the series, the numbers and the sorted names that EPUB 3 gives', async () => {
    const metadata = `<dc:title id="t" >The Clock</dc:title><meta refines="#t" property="title-type">main</meta>
<meta refines="#t" property="file-as">Clock, The</meta>
<dc:title id="s">A Tale of the Sea</dc:title><meta refines="#s" property="title-type">subtitle</meta>
<dc:creator id="a">Ann Author</dc:creator><meta refines="#a" property="file-as">Author, Ann</meta>
<dc:creator opf:file-as="Writer, Ben" opf:role="aut">Ben Writer</dc:creator>
<dc:identifier>9780306406157</dc:identifier><dc:identifier>9780306406158</dc:identifier>
<dc:identifier opf:scheme="MOBI-ASIN">b000fc1mci</dc:identifier>
<meta property="belongs-to-collection" id="set">A Set</meta><meta refines="#set" property="collection-type">set</meta>
<meta property="belongs-to-collection" id="c">Harbour</meta><meta refines="#c" property="collection-type">series</meta>
<meta refines="#c" property="group-position">2.5</meta>`;
    expect(await readEpub(await makeEpub({ parts, nav, metadata, language: 'en' }), 'x.epub')).toMatchObject({
      title: 'The Clock',
      subtitle: 'A Tale of the Sea',
      series: 'Harbour',
      seriesPart: '2.5',
      isbn: '9780306406157',
      asin: 'B000FC1MCI',
      titleSort: 'Clock, The',
      authorSort: 'Author, Ann; Writer, Ben',
    });
  });

  it('knows what calibre writes, and says nothing where nothing is known', async () => {
    const metadata = `<dc:title>The Clock</dc:title><dc:creator>Ann</dc:creator><dc:creator opf:file-as="W, B">B W</dc:creator>
<dc:identifier opf:scheme="ISBN">0-306-40615-2</dc:identifier><dc:identifier>B000FC1MCI</dc:identifier>
<meta name="calibre:series" content="Harbour"/><meta name="calibre:series_index" content="3.0"/>
<meta name="calibre:title_sort" content="Clock, The"/>`;
    expect(await readEpub(await makeEpub({ parts, nav, metadata, language: 'en' }), 'x.epub')).toMatchObject({
      series: 'Harbour',
      seriesPart: '3',
      isbn: '0306406152',
      titleSort: 'Clock, The',
      asin: undefined,
      authorSort: undefined,
      subtitle: undefined,
    });
  });

  it('takes a cover from a property, a meta or the guide, but no drawing', async () => {
    const png = Buffer.from('not really a picture');
    const item = (id: string, more: string): string =>
      `<manifest><item id="${id}" href="pic.png" media-type="image/png"${more}/>`;
    for (const change of [
      inPackage('<manifest>', item('x', ' properties="cover-image"')),
      (files: Files) =>
        inPackage(
          '</metadata>',
          '<meta name="cover" content="x"/></metadata>',
        )(inPackage('<manifest>', item('x', ''))(files)),
      (files: Files) =>
        inPackage(
          '</spine>',
          '</spine><guide><reference type="cover" href="c1.xhtml"/></guide>',
        )(inPackage('<manifest>', item('x', ''))({ ...files, 'OPS/c1.xhtml': page('<img src="pic.png"/>') })),
    ]) {
      const book = await readChanged((files) => change({ ...files, 'OPS/pic.png': png }));
      expect(book.cover).toEqual({ bytes: png, mediaType: 'image/png' });
    }
    const svg = await readChanged(
      inPackage(
        '<manifest>',
        '<manifest><item id="x" href="pic.svg" media-type="image/svg+xml" properties="cover-image"/>',
      ),
    );
    expect(svg.cover).toBeUndefined();
  });
});

const encryption = (algorithm: string, uri: string): string =>
  `<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>
<enc:EncryptionMethod Algorithm="${algorithm}"/><enc:CipherData><enc:CipherReference URI="${uri}"/></enc:CipherData></enc:EncryptedData></encryption>`;
const AES = 'http://www.w3.org/2001/04/xmlenc#aes256-cbc';

describe('a book that cannot be used', () => {
  it('is refused when a text is encrypted, with who did it', async () => {
    const bytes = await zip({
      ...epubFiles({ parts, nav }),
      'META-INF/encryption.xml': encryption(AES, 'OPS/c2.xhtml'),
      'META-INF/license.lcpl': '{}',
    });
    await expect(readEpub(bytes, 'x.epub')).rejects.toMatchObject({
      exitCode: 6,
      failure: { code: CODES.protectedBook, why: expect.stringMatching(/LCP/) },
    });
  });

  it('is not refused for obfuscated fonts or an encrypted picture', async () => {
    for (const rights of [
      encryption('http://www.idpf.org/2008/embedding', 'OPS/c2.xhtml'),
      encryption(AES, 'OPS/pic.png'),
    ]) {
      expect(labels(await readChanged((files) => ({ ...files, 'META-INF/encryption.xml': rights })))).toEqual(THREE);
    }
  });

  it('is refused when a chapter is larger than any chapter', async () => {
    const bomb = { name: 'c1.xhtml', body: ' '.repeat(LIMITS.documentBytes) };
    await expect(readEpub(await makeEpub({ parts: [bomb] }), 'x.epub')).rejects.toMatchObject({
      exitCode: 6,
      failure: { code: CODES.overLimit, why: expect.stringMatching(/16 MiB/) },
    });
  });

  it.each<[string, string, () => Promise<Buffer>]>([
    ['a zip that is no book', CODES.notAnEpub, () => zip({ 'readme.txt': 'hello' })],
    ['a package without texts', CODES.emptyBook, () => makeEpub({ parts: [] })],
  ])('%s', async (_, code, bytes) => {
    await expect(readEpub(await bytes(), 'x.epub')).rejects.toMatchObject({ exitCode: 6, failure: { code } });
  });
});
