import { type Files, zip } from '../make-epub.js';
import { STORY, type StoryChapter } from './story.js';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const DEEP = 20_000;

const run = (text: string): string => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (inner: string, properties = ''): string =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${inner}</w:p>`;
const styled = (text: string, style: string): string => paragraph(run(text), `<w:pStyle w:val="${style}"/>`);

/** The parts of a Word document round this body. */
const docxFiles = (body: string | null): Files => ({
  '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
  '_rels/.rels': `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
  'word/_rels/document.xml.rels': `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="n" Type="${OFFICE}/footnotes" Target="footnotes.xml"/><Relationship Id="s" Type="${OFFICE}/styles" Target="styles.xml"/><Relationship Id="m" Type="${OFFICE}/numbering" Target="numbering.xml"/></Relationships>`,
  'word/document.xml': `<?xml version="1.0"?><w:document ${W}>${body === null ? '' : `<w:body>${body}</w:body>`}</w:document>`,
  'word/styles.xml': `<?xml version="1.0"?><w:styles ${W}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style></w:styles>`,
  'word/numbering.xml': `<?xml version="1.0"?><w:numbering ${W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
  'word/footnotes.xml': `<?xml version="1.0"?><w:footnotes ${W}><w:footnote w:id="2">${paragraph(run(STORY.chapters[2]?.note ?? ''))}</w:footnote></w:footnotes>`,
  'docProps/core.xml': `<?xml version="1.0"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${STORY.title}</dc:title><dc:creator>${STORY.author}</dc:creator><dc:language>en</dc:language></cp:coreProperties>`,
});

/** @param body null: none at all. */
export const docxOf = (body: string | null): Promise<Buffer> => zip(docxFiles(body));

/** @param hasHeadings false: the chapters' names are plain paragraphs, as in many novels. */
export const docx = (hasHeadings = true): Promise<Buffer> =>
  zip(
    docxFiles(
      styled(STORY.title, 'Title') + STORY.chapters.map((chapter) => chapterXml(chapter, hasHeadings)).join(''),
    ),
  );

function chapterXml({ heading, paragraphs, list, note }: StoryChapter, hasHeadings: boolean): string {
  const mark = '<w:r><w:footnoteReference w:id="2"/></w:r>';
  return [
    hasHeadings ? styled(heading, 'Heading1') : paragraph(run(heading)),
    ...paragraphs.map((text, i) =>
      paragraph(run(text) + (note !== undefined && i === paragraphs.length - 1 ? mark : '')),
    ),
    ...(list ?? []).map((item) => paragraph(run(item), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')),
  ].join('');
}

export const deepDocx = (): Promise<Buffer> =>
  zip(
    docxFiles(
      `${'<w:sdt><w:sdtContent>'.repeat(DEEP)}${paragraph(run('Deep.'))}${'</w:sdtContent></w:sdt>'.repeat(DEEP)}`,
    ),
  );

/** Small as a file, 40 MiB when it is unpacked. */
export const hugeDocx = (): Promise<Buffer> => zip(docxFiles(paragraph(run('A long story. '.repeat(3_000_000)))));
