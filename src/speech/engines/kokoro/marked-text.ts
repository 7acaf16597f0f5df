import { ANNOTATION } from '../../speech-engine.js';

/** A stretch of text: words for eSpeak, or the punctuation between them, which is spoken as symbols of its own. */
export type MarkedPart =
  | { readonly type: 'words'; readonly text: string }
  | { readonly type: 'marks'; readonly symbols: string };

/** Signs Kokoro knows by another one, or by none. */
const SAME_AS: Readonly<Record<string, string>> = {
  '–': '—',
  '―': '—',
  '„': '“',
  '‟': '“',
  '«': '“',
  '»': '”',
  '[': '(',
  ']': ')',
  '{': '(',
  '}': ')',
  '。': '.',
  '！': '!',
  '？': '?',
  '，': ',',
  '、': ',',
  '：': ':',
  '；': ';',
  '।': '.',
  '¿': '',
  '¡': '',
};
/** These part words wherever they stand. */
const ANYWHERE = '—…"()“”!?;–―„‟«»\\[\\]{}。！？，、：；।¿¡';
/** These part words where one ends. A full stop before a small letter was an abbreviation's. */
const AT_WORD_END = `[,:](?=$|[\\s’'${ANYWHERE}])|\\.(?=$|[\\s.,:’'${ANYWHERE}])(?!\\s*${ANNOTATION.begin}?\\p{Ll})`;
const PRONUNCIATION = `${ANNOTATION.begin}[^${ANNOTATION.end}]*${ANNOTATION.end}`;
const MARKS = new RegExp(`${PRONUNCIATION}|(?<marks>\\s*(?:(?:[${ANYWHERE}]|${AT_WORD_END})\\s*)+)`, 'gu');
/** A row of signs longer than this is an ornament. */
const MARKS_AT_ONCE = 8;

/** Cuts text at the punctuation that Kokoro was trained with. A pronunciation is one word, whatever signs are in it. */
export function markedParts(text: string): readonly MarkedPart[] {
  const source = text.replace(/\.{3,}/g, '…').trim();
  const parts: MarkedPart[] = [];
  let begin = 0;
  const pushWords = (end: number): void => {
    if (end > begin) parts.push({ type: 'words', text: source.slice(begin, end) });
  };
  for (const found of source.matchAll(MARKS)) {
    const marks = found.groups?.['marks'];
    if (marks === undefined) continue;
    pushWords(found.index);
    parts.push({ type: 'marks', symbols: knownMarks(marks) });
    begin = found.index + marks.length;
  }
  pushWords(source.length);
  return parts;
}

const knownMarks = (marks: string): string =>
  [...marks.replace(/\s+/gu, ' ')]
    .map((sign) => SAME_AS[sign] ?? sign)
    .slice(0, MARKS_AT_ONCE)
    .join('');
