import { CLOCK_HZ } from '../../clock.js';
import { milliseconds } from '../../renditions/index.js';
import type { ChapterTimings, TimedSentence } from '../timings.js';
import { XML_HEAD, xhtml, xml } from './xml.js';

/** The class that a reader gives to the sentence it reads; its looks stand in the stylesheet. */
export const ACTIVE_CLASS = '-epub-media-overlay-active';

/** A sentence of a page: where its text stands and when it is heard. */
export interface Span {
  readonly id: string;
  readonly text: string;
  /** Whole milliseconds of the chapter's sound; longer than nothing. */
  readonly beginMs: number;
  readonly endMs: number;
  readonly opensParagraph: boolean;
}

/** Sentences with ids; each is heard until the next begins, so that pauses are part of the reading. */
export function spansOf({ chapter, sentences, samples }: ChapterTimings): readonly Span[] {
  return sentences.flatMap((sentence, index) => {
    const beginMs = milliseconds(sentence.start);
    const endMs = Math.min(milliseconds(sentences[index + 1]?.start ?? samples), lastMs(samples));
    if (endMs <= beginMs) return [];
    const opensParagraph = sentence.paragraph === true || index === 0;
    return [{ id: `${chapter}-s${index + 1}`, text: sentence.text, beginMs, endMs, opensParagraph }];
  });
}

const MS = 1_000;
const lastMs = (samples: number): number => Math.floor((samples * MS) / CLOCK_HZ);

/** Of all sentences of an overlay, in milliseconds. */
export const overlayMs = (spans: readonly Span[]): number =>
  spans.reduce((sum, { beginMs, endMs }) => sum + endMs - beginMs, 0);

/** A chapter without a title goes by its id: a page must be called something. */
export const headingOf = ({ title, chapter }: ChapterTimings): string => title.trim() || chapter;

/** The text of a chapter: its heading, then paragraphs of sentences. */
export function chapterPage(timings: ChapterTimings, language: string): string {
  const paragraphs = paragraphsOf(spansOf(timings));
  const [first, ...rest] = paragraphs;
  const isHeading = first !== undefined && isTitle(first, timings);
  const heading = isHeading ? spansXml(first) : xml(headingOf(timings));
  const body = (isHeading ? rest : paragraphs).map((spans) => `<p>${spansXml(spans)}</p>`);
  const id = xml(timings.chapter);
  return xhtml(
    headingOf(timings),
    language,
    '<link rel="stylesheet" type="text/css" href="../style.css"/>\n',
    `<body id="${id}">\n<section epub:type="chapter">\n${[`<h1>${heading}</h1>`, ...body].join('\n')}\n</section>\n</body>`,
  );
}

function paragraphsOf(spans: readonly Span[]): readonly (readonly Span[])[] {
  const paragraphs: Span[][] = [];
  for (const span of spans) {
    const open = paragraphs.at(-1);
    if (open === undefined || span.opensParagraph) paragraphs.push([span]);
    else open.push(span);
  }
  return paragraphs;
}

const spansXml = (spans: readonly Span[]): string =>
  spans.map(({ id, text }) => `<span id="${xml(id)}">${xml(text)}</span>`).join(' ');

/** Whether a paragraph says the chapter's title: signs and capitals do not count. */
const isTitle = (spans: readonly Pick<TimedSentence, 'text'>[], { title }: ChapterTimings): boolean =>
  wordsOnly(spans.map(({ text }) => text).join(' ')) === wordsOnly(title);

const wordsOnly = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** Which part of the sound belongs to which sentence. @param audio as seen from the overlay's folder */
export function chapterOverlay(timings: ChapterTimings, audio: string): string {
  const page = `../text/${timings.chapter}.xhtml`;
  const pars = spansOf(timings).map(
    ({ id, beginMs, endMs }, index) =>
      `<par id="p${index + 1}"><text src="${xml(page)}#${xml(id)}"/><audio src="${xml(audio)}" clipBegin="${seconds(beginMs)}" clipEnd="${seconds(endMs)}"/></par>`,
  );
  const textref = `${xml(page)}#${xml(timings.chapter)}`;
  return [
    XML_HEAD,
    '<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" version="3.0">',
    `<body>\n<seq id="s1" epub:textref="${textref}" epub:type="chapter">`,
    ...pars,
    '</seq>\n</body>\n</smil>\n',
  ].join('\n');
}

/** `12.345s` */
export const seconds = (ms: number): string => `${(ms / MS).toFixed(3)}s`;
