import { STORY, type StoryChapter, wrap } from './story.js';

const DEEP = 100_000;
const MIB = 1024 * 1024;
const last = <T>(items: readonly T[], i: number): boolean => i === items.length - 1;

/** Plain text as Project Gutenberg writes it: wrapped lines, a header, a list of contents. */
export const txt = (): Buffer =>
  Buffer.from(
    [
      'The Project Gutenberg eBook of a test',
      `Title: ${STORY.title}\n\nAuthor: ${STORY.author}\n\nLanguage: English`,
      '*** START OF THE PROJECT GUTENBERG EBOOK A TEST ***',
      'CONTENTS',
      STORY.chapters.map(({ heading }) => `  ${heading}`).join('\n'),
      ...STORY.chapters.map(txtChapter),
      '*** END OF THE PROJECT GUTENBERG EBOOK A TEST ***',
      'Licence of the test.',
    ].join('\n\n\n'),
  );

const txtChapter = ({ heading, paragraphs, list, note }: StoryChapter): string =>
  [
    heading,
    ...paragraphs.map((text, i) => wrap(note !== undefined && last(paragraphs, i) ? `${text}[1]` : text)),
    ...(list === undefined ? [] : [list.map((item) => `* ${item}`).join('\n')]),
    ...(note === undefined ? [] : [`[Footnote 1: ${note}]`]),
  ].join('\n\n');

export const html = (): Buffer =>
  Buffer.from(
    `<!DOCTYPE html><html lang="en"><head><title>${STORY.title}</title><meta name="author" content="${STORY.author}">
<script>if (a < b && c == "</p>") document.write("<p>never");</script><style>p { color: red }</style></head>
<body><header>Our shop <nav><a href="/">Home</a></nav></header><main>
${STORY.chapters.map(htmlChapter).join('\n')}
<p id="n1" class="footnote">${STORY.chapters[2]?.note}</main><footer>All our books</footer></body></html>`,
  );

/** Paragraphs and items are left open, as HTML allows. */
const htmlChapter = ({ heading, paragraphs, list, note }: StoryChapter): string =>
  `<h2>${heading}</h2>
${paragraphs.map((text, i) => `<p>${text}${note !== undefined && last(paragraphs, i) ? '<sup><a href="#n1">1</a></sup>' : ''}`).join('\n')}
${list === undefined ? '' : `<ul>${list.map((item) => `<li>${item}`).join('\n')}</ul>`}`;

export const deepHtml = (): Buffer => Buffer.from(`<html><body><p>Deep.${'<div><b>'.repeat(DEEP)}Down here.`);
export const hugeText = (): Buffer => Buffer.alloc(33 * MIB, 'It is a very long story that never ends.\n\n');
export const hugeHtml = (): Buffer => Buffer.concat([Buffer.from('<html><body>'), hugeText()]);

export const markdown = (): Buffer =>
  Buffer.from(
    [
      `---\ntitle: "${STORY.title}"\nauthor:\n  - ${STORY.author}\nlang: en\n---`,
      '<!-- A comment that nobody hears. -->',
      ...STORY.chapters.map(markdownChapter),
      `[^1]: ${STORY.chapters[2]?.note}`,
    ].join('\n\n'),
  );

const markdownChapter = ({ heading, paragraphs, list, note }: StoryChapter): string =>
  [
    `# ${heading}`,
    ...paragraphs.map((text, i) => wrap(note !== undefined && last(paragraphs, i) ? `${text}[^1]` : text)),
    ...(list === undefined ? [] : [list.map((item) => `- ${item}`).join('\n')]),
  ].join('\n\n');

export const deepMarkdown = (): Buffer =>
  Buffer.from(`# A\n\nText.\n\n${'> '.repeat(5_000)}deep\n\n${'['.repeat(5_000)}x`);

export const fb2 = (encoding: BufferEncoding = 'utf8'): Buffer =>
  Buffer.from(
    `<?xml version="1.0" encoding="utf-8"?><FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" xmlns:l="http://www.w3.org/1999/xlink">
<description><title-info><author><first-name>Edda</first-name><last-name>Quay</last-name></author><book-title>${STORY.title}</book-title><lang>en</lang>
<coverpage><image l:href="#cover.png"/></coverpage><sequence name="Harbour" number="3"/></title-info>
<publish-info><isbn>978-0-306-40615-7</isbn></publish-info></description>
<body>${STORY.chapters.map(fb2Chapter).join('')}</body>
<body name="notes"><section id="n1"><title><p>1</p></title><p>${STORY.chapters[2]?.note}</p></section></body>
<binary id="cover.png" content-type="image/png">iVBORw0KGgo=</binary></FictionBook>`,
    encoding,
  );

const fb2Chapter = ({ heading, paragraphs, list, note }: StoryChapter): string => {
  const [number = '', title = ''] = heading.split('. ');
  const mark = '<a l:href="#n1" type="note">[1]</a>';
  return `<section><title><p>${number}</p><p>${title}</p></title>
${paragraphs.map((text, i) => `<p>${text}${note !== undefined && last(paragraphs, i) ? mark : ''}</p>`).join('')}
${(list ?? []).map((item) => `<p>${item}</p>`).join('')}</section>`;
};

export const deepFb2 = (): Buffer =>
  Buffer.from(`<FictionBook><body>${'<section><title><p>A</p></title>'.repeat(DEEP)}<p>Deep.</p></body></FictionBook>`);
export const hugeFb2 = (): Buffer => Buffer.concat([Buffer.from('<FictionBook><body><p>'), hugeText()]);
