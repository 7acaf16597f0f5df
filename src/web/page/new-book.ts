import { html, raw } from 'hono/html';
import type { NodeRecord } from '../../client/index.js';
import type { ShownVoice } from '../../ordering/index.js';
import { duration, numberOf, type PlanDocument, shownLanguage } from '../../ordering/index.js';
import { EXTRAS, FORMATS } from '../../planning/index.js';
import { FASTEST_SPOKEN, PREVIEW_CHARACTERS, SLOWEST_SPOKEN } from '../speech/index.js';
import { type Html, NOTHING } from './html.js';
import { icon } from './icons.js';
import { leftOutTable } from './left-out.js';
import { chooser } from './library.js';
import { uploadPanel } from './uploads.js';
import { maySteer, type Viewer } from './view.js';
import { voiceOptions } from './voice-options.js';
import { CHAPTERS, counted, EXTRA_NAMES, fill, KINDS, LIBRARY, NEW_BOOK, VERBS, WORD_COUNT } from './words.js';

export interface NewBookView {
  /** Of the uploaded file. */
  readonly book: string;
  /** With its front matter, which is offered and not ticked. */
  readonly plan: PlanDocument;
  /** Something of the book to hear a voice on. */
  readonly sentence: string;
  readonly voices: readonly ShownVoice[];
  readonly nodes: readonly NodeRecord[];
}

type PlannedChapter = PlanDocument['chapters'][number];

/** How fine the speed is chosen. */
const SPEED_STEP = 0.05;

/** Nothing chosen yet: the way in. */
export const noBookPage = (viewer: Viewer): Html => html`<div class="head"><div><h1>${NEW_BOOK.title}</h1></div></div>
  ${maySteer(viewer) ? uploadPanel : NOTHING}
  <section class="sheet empty">${icon('upload')}<h2>${NEW_BOOK.noBook}</h2><p>${NEW_BOOK.noBookText}</p>
    ${maySteer(viewer) ? chooser : NOTHING}<p class="small">${LIBRARY.dropKinds}</p></section>`;

/** A book before it is ordered: what is in it, who may read it, how long that takes here. */
export function newBookPage(viewer: Viewer, view: NewBookView): Html {
  const { title, authors } = view.plan.book;
  return html`<div class="head"><div><h1>${title}</h1>
    <p>${authors.length === 0 ? NOTHING : `${fill(LIBRARY.by, { authors: authors.join(', ') })} · `}${shownLanguage(view.plan.book.language.toLowerCase())}</p></div></div>
  ${maySteer(viewer) ? uploadPanel : NOTHING}
  <form id="order" class="order">
    <input type="hidden" name="book" value="${view.book}">
    <div>
      ${warnings(view.plan)}
      ${chapterSection(view.plan)}
      ${voiceSection(view)}
      ${outputSection}
      ${notRead(view.plan)}
    </div>
    ${estimate(viewer, view)}
  </form>`;
}

/** Read by a careful narrator; front matter is there for those who want it. */
const isTicked = ({ kind }: PlannedChapter): boolean => kind !== 'front';

const chapterSection = ({ chapters }: PlanDocument): Html =>
  html`<section class="sheet" aria-labelledby="chapters">
    <div class="row spread"><h2 id="chapters">${NEW_BOOK.chapters}</h2><div class="row">
      <button type="button" class="bare" data-tick="main">${NEW_BOOK.mainChapters}</button>
      <button type="button" class="bare" data-tick="all">${NEW_BOOK.allChapters}</button>
      <button type="button" class="bare" data-tick="none">${NEW_BOOK.noChapters}</button></div></div>
    <table><caption class="unseen">${NEW_BOOK.chapterTable}</caption>
    <thead><tr><th scope="col" class="tight"><span class="unseen">${NEW_BOOK.speak}</span></th>
      <th scope="col">${NEW_BOOK.chapter}</th><th scope="col" class="wide">${NEW_BOOK.kind}</th>
      <th scope="col" class="number wide">${NEW_BOOK.words}</th><th scope="col" class="number">${NEW_BOOK.length}</th></tr></thead>
    <tbody>${chapters.map(chapterRow)}</tbody></table></section>`;

function chapterRow(chapter: PlannedChapter): Html {
  const { n, title, kind, words, characters, seconds } = chapter;
  return html`<tr><td><input type="checkbox" class="speak" id="ch-${n}" value="${n}" ${isTicked(chapter) ? raw('checked') : NOTHING}
      data-kind="${kind}" data-words="${words}" data-characters="${characters}" data-seconds="${seconds}"
      aria-label="${fill(NEW_BOOK.speakChapter, { n, title })}"></td>
    <th scope="row"><label for="ch-${n}">${title}</label></th><td class="wide soft">${KINDS[kind] ?? kind}</td>
    <td class="number wide">${numberOf(words)}</td><td class="number soft">${duration(seconds)}</td></tr>`;
}

const voiceSection = ({ plan, voices, nodes, sentence }: NewBookView): Html =>
  html`<section class="sheet stack" aria-labelledby="voices"><h2 id="voices">${NEW_BOOK.voice}</h2>
    <div class="row nowrap"><div class="field grow"><label class="unseen" for="voice">${NEW_BOOK.voice}</label>
      <select id="voice" name="voice">${voiceOptions(voices, nodes, plan.book.language)}</select></div>
      <button type="button" data-preview="voice" data-text="sentence" aria-label="${NEW_BOOK.previewOf}">${icon('play')}<span>${NEW_BOOK.preview}</span></button></div>
    <div class="field"><label for="sentence">${NEW_BOOK.sentence}</label>
      <textarea id="sentence" maxlength="${PREVIEW_CHARACTERS}" rows="2">${sentence}</textarea></div>
    <p class="small soft">${NEW_BOOK.licence}: <span data-part="licence"></span></p>
    ${otherLanguages(plan)}</section>`;

function otherLanguages({ otherLanguages: others }: PlanDocument): Html | typeof NOTHING {
  if (others.length === 0) return NOTHING;
  const lines = others.map(({ language, words, chapters }) =>
    fill(NEW_BOOK.otherLanguage, {
      language: shownLanguage(language),
      words: counted(WORD_COUNT, words, numberOf(words)),
      chapters: counted(CHAPTERS, chapters),
    }),
  );
  return html`<p class="small soft">${NEW_BOOK.otherLanguages}: ${lines.join('; ')}</p>`;
}

const outputSection = html`<section class="sheet stack" aria-labelledby="output"><h2 id="output">${NEW_BOOK.output}</h2>
  <div class="fields">
    <div class="field"><label for="speed">${NEW_BOOK.speed}</label>
      <input id="speed" name="speed" type="number" min="${SLOWEST_SPOKEN}" max="${FASTEST_SPOKEN}" step="${SPEED_STEP}" value="1" aria-describedby="speed-hint">
      <span id="speed-hint" class="small soft">${NEW_BOOK.speedHint}</span></div>
    <div class="field"><label for="format">${NEW_BOOK.format}</label>
      <select id="format" name="format">${FORMATS.map((format) => html`<option value="${format}">${format.toUpperCase()}</option>`)}</select></div>
    <div class="field"><label for="split">${NEW_BOOK.split}</label>
      <select id="split" name="split"><option value="none">${NEW_BOOK.splitNone}</option><option value="chapters">${NEW_BOOK.splitChapters}</option></select></div>
    <div class="field"><label for="priority">${NEW_BOOK.priority}</label>
      <select id="priority" name="priority"><option value="p0">${VERBS.first}</option><option value="p1" selected>${VERBS.normal}</option><option value="p2">${VERBS.last}</option></select></div>
  </div>
  <fieldset class="field"><legend>${NEW_BOOK.extras}</legend><div class="ticks">${EXTRAS.map(
    (extra) =>
      html`<label><input type="checkbox" name="extras" value="${extra}"> ${EXTRA_NAMES[extra] ?? extra}</label>`,
  )}</div></fieldset></section>`;

const warnings = ({ warnings: remarks }: PlanDocument): Html | typeof NOTHING =>
  remarks.length === 0
    ? NOTHING
    : html`<section class="sheet stack"><h2>${NEW_BOOK.warnings}</h2>${remarks.map((remark) => html`<p class="note" data-tone="warn">${remark}</p>`)}</section>`;

const notRead = ({ leftOut }: PlanDocument): Html | typeof NOTHING =>
  leftOut.length === 0
    ? NOTHING
    : html`<section class="sheet"><details><summary>${NEW_BOOK.notRead}</summary>${leftOutTable(leftOut)}</details></section>`;

/** Filled in by the browser as things are ticked; what stands here is for what is ticked at first. */
function estimate(viewer: Viewer, { plan }: NewBookView): Html {
  const chosen = plan.chapters.filter(isTicked);
  const words = chosen.reduce((sum, chapter) => sum + chapter.words, 0);
  const seconds = chosen.reduce((sum, chapter) => sum + chapter.seconds, 0);
  return html`<aside class="sheet estimate stack" aria-label="${NEW_BOOK.summary}">
    <p><strong data-part="hours">${duration(seconds)}</strong>${NEW_BOOK.speech}</p>
    <p class="small soft" data-part="chosen">${counted(CHAPTERS, chosen.length)} · ${counted(WORD_COUNT, words, numberOf(words))}</p>
    <dl class="facts narrowly"><dt>${NEW_BOOK.ready}</dt><dd data-part="ready"></dd><dt data-when="known" hidden>${NEW_BOOK.finish}</dt><dd data-when="known" data-part="finish" hidden></dd></dl>
    <p id="no-node" class="note small" data-tone="warn" hidden>${NEW_BOOK.noNode}</p>
    ${maySteer(viewer) ? html`<button class="main" type="submit">${icon('play')}<span>${NEW_BOOK.start}</span></button>` : NOTHING}
    <p class="small soft">${NEW_BOOK.startHint}</p>
    <noscript><p class="small">${NEW_BOOK.asPlanned}</p></noscript></aside>`;
}
