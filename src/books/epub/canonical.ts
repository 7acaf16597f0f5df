import { escapeUTF8 } from 'entities';
import type { ContentsLine } from './contents.js';
import type { Metadata, SpineItem } from './package-file.js';

/** Characters that XML 1.0 does not know. */
const NOT_XML = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;

/** For a line of the contents without a name: epub2 stumbles over an empty one. */
const UNNAMED = '–';

const xml = (text: string): string => escapeUTF8(text.replace(NOT_XML, ''));

export const CANONICAL = {
  container: 'META-INF/container.xml',
  package: 'package.opf',
  ncx: 'toc.ncx',
} as const;

export const CONTAINER_XML = `<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="${CANONICAL.package}" media-type="application/oebps-package+xml"/></rootfiles>
</container>`;

/** Name and id of the n-th document in the fed archive: no path, no blank, nothing that epub2 could misread. */
export const documentName = (index: number): string => `d${index}.xhtml`;
export const documentId = (index: number): string => `d${index}`;

/** A package as epub2 likes it: what ours says, in the plainest form. */
export function canonicalPackage(metadata: Metadata, spine: readonly SpineItem[]): string {
  const element = (name: string, value: string | null): string =>
    value === null || value === '' ? '' : `<dc:${name}>${xml(value)}</dc:${name}>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
${element('title', metadata.title)}${element('creator', metadata.authors[0] ?? null)}
${element('language', metadata.language)}${element('publisher', metadata.publisher)}
${element('date', metadata.date)}${element('description', metadata.description)}
</metadata>
<manifest>
<item id="ncx" href="${CANONICAL.ncx}" media-type="application/x-dtbncx+xml"/>
${spine.map((_, i) => `<item id="${documentId(i)}" href="${documentName(i)}" media-type="application/xhtml+xml"/>`).join('\n')}
</manifest>
<spine toc="ncx">${spine.map((_, i) => `<itemref idref="${documentId(i)}"/>`).join('')}</spine>
</package>`;
}

/** The contents without levels (epub2 cuts them at eight), each target made unlike every other. */
export function canonicalNcx(lines: readonly ContentsLine[], documentOf: (name: string) => number): string {
  const points = lines.flatMap(({ label, target }, i) => {
    const document = target === null ? -1 : documentOf(target.name);
    if (document < 0) return [];
    return [
      `<navPoint id="n${i}" playOrder="${i + 1}"><navLabel><text>${xml(label || UNNAMED)}</text></navLabel>` +
        `<content src="${documentName(document)}#n${i}"/></navPoint>`,
    ];
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><navMap>${points.join('\n')}</navMap></ncx>`;
}
