import { html, raw } from 'hono/html';
import { hasSound, type JobEntry, type JobStatus } from '../../client/index.js';
import { byteCount, duration } from '../../ordering/index.js';
import type { Rates } from './estimates.js';
import { type Html, NOTHING } from './html.js';
import { icon } from './icons.js';
import { spine } from './spine.js';
import { jobState, stateOfJob } from './states.js';
import { uploadPanel } from './uploads.js';
import { maySteer, type Viewer } from './view.js';
import { fill, LIBRARY, VERBS } from './words.js';

const ACTIVE = 'active';
const DONE = 'done';
const TROUBLE = 'trouble';

/** Which of the filter's groups a job is in. */
function groupOf({ state, paused }: JobStatus): string {
  if (state === 'completed') return DONE;
  if (state === 'failed' || state === 'partial') return TROUBLE;
  return state === 'cancelled' ? '' : paused ? `${ACTIVE} ${TROUBLE}` : ACTIVE;
}

export interface LibraryView {
  /** Those that changed last first. */
  readonly entries: readonly JobEntry[];
  readonly rates: Rates;
  /** There is a book to try e2a with. */
  readonly hasSample: boolean;
}

/** All books, and the way for new ones to come in. */
export function libraryPage(viewer: Viewer, { entries, rates, hasSample }: LibraryView): Html {
  return html`<div class="head">
    <div><h1>${LIBRARY.title}</h1>${maySteer(viewer) ? html`<p class="wide">${LIBRARY.lead}</p>` : NOTHING}</div>
    ${maySteer(viewer) ? chooser : NOTHING}
  </div>
  ${maySteer(viewer) ? uploadPanel : NOTHING}
  ${entries.length === 0 ? empty(hasSample && maySteer(viewer)) : tools}
  ${maySteer(viewer) ? selection : NOTHING}
  <ol id="books" class="books" data-list="jobs" aria-label="${LIBRARY.books}">
    ${entries.map(({ status }) => bookCard(viewer, status, rates))}
  </ol>
  <p id="no-match" class="soft" data-keep hidden>${LIBRARY.noMatch}</p>`;
}

/** Chooses files like the drop zone takes them. */
export const chooser = html`<label class="button main file" data-keep>${icon('upload')}<span>${LIBRARY.choose}</span>
  <input id="choose" type="file" multiple aria-label="${LIBRARY.choose}"></label>`;

const empty = (hasSample: boolean): Html => html`<section class="sheet empty" data-key="empty">${icon('library')}
  <h2>${LIBRARY.noneTitle}</h2><p>${LIBRARY.noneText}</p><p class="small">${LIBRARY.dropKinds}</p>
  ${hasSample ? sample : NOTHING}
  <noscript><p>${LIBRARY.noScript}</p></noscript>
</section>`;

const sample = html`<p class="small">${LIBRARY.sampleText}</p>
  <p><button data-call="api/v1/sample" data-go="jobs/{job}">${icon('play')}<span>${LIBRARY.sample}</span></button></p>`;

const tools = html`<div class="tools" data-key="tools" data-keep>
  <div class="field"><label for="find">${LIBRARY.filter}</label>
    <input id="find" type="search" data-filter="books" placeholder="${LIBRARY.filterHint}" autocomplete="off"></div>
  <div class="field"><label for="group">${LIBRARY.show}</label>
    <select id="group" data-filter="books">
      <option value="">${LIBRARY.all}</option>
      <option value="${ACTIVE}">${LIBRARY.active}</option>
      <option value="${DONE}">${LIBRARY.done}</option>
      <option value="${TROUBLE}">${LIBRARY.trouble}</option>
    </select></div>
</div>`;

/** Of all that are ticked; what one cannot do it says. */
const selection = html`<div id="selection" class="sheet selection" role="group" aria-label="${LIBRARY.selected}" data-keep hidden>
  <strong data-part="count"></strong>
  <button data-each="pause">${icon('pause')}<span>${VERBS.pause}</span></button>
  <button data-each="resume">${icon('play')}<span>${VERBS.resume}</span></button>
  <button data-each="move" data-body='{"priority":"p0"}'>${VERBS.first}</button>
  <button data-each="move" data-body='{"priority":"p1"}'>${VERBS.normal}</button>
  <button data-each="move" data-body='{"priority":"p2"}'>${VERBS.last}</button>
  <button data-each="retry" data-body='{}'>${icon('again')}<span>${VERBS.retry}</span></button>
  <button data-each="cancel" class="danger">${icon('cancel')}<span>${VERBS.cancel}</span></button>
</div>`;

function bookCard(viewer: Viewer, status: JobStatus, rates: Rates): Html {
  const { job, percent, waitingFor, facts } = status;
  const title = titleOf(status);
  const authors = facts?.authors.join(', ') ?? '';
  return html`<li class="sheet book" data-key="${job}" data-find="${title} ${authors} ${job}" data-group="${groupOf(status)}"
    ${dataOfJob(status, rates)} data-joined="${joinedIn(status)}">
    ${maySteer(viewer) ? picker(job, title) : raw('<span></span>')}
    ${spine(viewer, status, title)}
    <div>
      <h2 class="title"><a href="${viewer.root}jobs/${job}">${title}</a></h2>
      ${authors === '' ? NOTHING : html`<p class="small soft">${fill(LIBRARY.by, { authors })}</p>`}
      <div class="bars"><progress max="100" value="${percent}" aria-label="${fill(LIBRARY.progressOf, { title })}"></progress>
        <span class="percent" data-part="percent">${percentWords(percent)}</span></div>
      <p class="small soft row">${jobState(status)}${remarks(status)}<span data-part="left">${leftWords(status, rates)}</span></p>
      ${waitingFor === null ? NOTHING : html`<p class="small note" data-tone="warn">${fill(LIBRARY.waitingFor, { what: waitingFor })}</p>`}
    </div>
    <div class="act">${bookAction(viewer, status, title)}</div>
  </li>`;
}

const picker = (job: string, title: string): Html =>
  html`<input type="checkbox" class="pick" value="${job}" data-title="${title}" aria-label="${fill(LIBRARY.select, { title })}">`;

function remarks({ chapters, files }: JobStatus): readonly Html[] {
  const done = chapters.filter(hasSound).length;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const words = [
    ...(chapters.length === 0 ? [] : [fill(LIBRARY.chaptersDone, { done, all: chapters.length })]),
    ...(files.length === 0 ? [] : [fill(LIBRARY.fileReady, { size: byteCount(bytes) })]),
  ];
  return words.map((word) => html`<span>${word}</span>`);
}

/** What somebody most likely wants of it now. */
function bookAction({ root }: Viewer, status: JobStatus, title: string): Html | typeof NOTHING {
  const { job, files } = status;
  if (files.length > 0)
    return html`<a class="button" href="${root}api/v1/jobs/${job}/download" download>${icon('download')}<span>${fileKind(status)}</span></a>`;
  const first = status.chapters.find(hasSound);
  if (first === undefined) return NOTHING;
  return html`<a class="button" data-listen="${title}: ${first.title}" href="${root}api/v1/jobs/${job}/chapters/${first.n}/audio">
    ${icon('play')}<span>${fill(VERBS.listenFirst, { n: first.n })}</span></a>`;
}

export const fileKind = ({ files, rendition }: JobStatus): string =>
  files.length > 1 ? 'ZIP' : (rendition?.format ?? '').toUpperCase();

export const titleOf = ({ title, job }: Pick<JobStatus, 'title' | 'job'>): string => (title === '' ? job : title);

export const percentWords = (percent: number): string => fill(LIBRARY.percent, { percent: percent.toFixed(1) });

export function leftWords(status: JobStatus, rates: Rates): string {
  const seconds = rates.secondsLeft(status);
  return seconds === null ? '' : fill(LIBRARY.left, { time: duration(seconds) });
}

const joinedIn = ({ chapters }: JobStatus): number => chapters.filter(hasSound).length;

/** What the browser compares with what it is told. */
export const dataOfJob = (status: JobStatus, rates: Rates): Html =>
  html`data-job="${status.job}" data-state="${stateOfJob(status)}" data-priority="${status.priority}"
    data-waiting="${status.waitingFor ?? ''}" data-files="${status.files.length}" data-rate="${rates.of(status)}"
    data-turns="${JSON.stringify(status.turns)}"`;
