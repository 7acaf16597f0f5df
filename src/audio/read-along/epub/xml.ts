/** What XML 1.0 cannot hold at all: control characters, halves of characters, two places that are none. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** Text for between tags and inside quotes. */
export const xml = (text: string): string =>
  text
    .replace(FORBIDDEN, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>';

/** Languages written from right to left, by their primary tag; Kurdish is in its Sorani form only. */
const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);

export const isRightToLeft = (language: string): boolean =>
  RIGHT_TO_LEFT.has(language.split(/[-_]/)[0]?.toLowerCase() ?? '');

/** A content document, whole. @param head more of the head, as XML */
export function xhtml(title: string, language: string, head: string, body: string): string {
  const tag = xml(language);
  const direction = isRightToLeft(language) ? ' dir="rtl"' : '';
  return [
    XML_HEAD,
    '<!DOCTYPE html>',
    `<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="${tag}" xml:lang="${tag}"${direction}>`,
    `<head>\n<meta charset="UTF-8"/>\n<title>${xml(title)}</title>\n${head}</head>`,
    body,
    '</html>\n',
  ].join('\n');
}
