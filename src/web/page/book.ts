import { html } from 'hono/html';
import { hasSound, type JobStatus, type ReadingReport } from '../../client/index.js';
import { byteCount, languageName } from '../../ordering/index.js';
import { chapterTable } from './chapter-table.js';
import type { Rates } from './estimates.js';
import { type Html, NOTHING } from './html.js';
import { icon } from './icons.js';
import { dataOfJob, leftWords, percentWords, titleOf } from './library.js';
import { leftOutTable } from './left-out.js';
import { spine } from './spine.js';
import { jobState } from './states.js';
import { bookVerbs, removeDialog } from './book-verbs.js';
import { BOOK, EXTRA_NAMES, fill, LIBRARY, NEW_BOOK, PRIORITY_NAMES, VERBS } from './words.js';
import { maySteer, type Viewer } from './view.js';

export interface BookView {
  readonly status: JobStatus;
  /** Null while the book has not been read. */
  readonly report: ReadingReport | null;
  readonly rates: Rates;
}

/** One book: how far it is, its chapters, what came of it, and what can be done. */
export function bookPage(viewer: Viewer, { status, report, rates }: BookView): Html {
  return html`<div ${dataOfJob(status, rates)} data-chapters="${status.chapters.length}">
    ${hero(viewer, status, rates)}
    ${failure(status)}
    <section class="sheet" aria-labelledby="chapters"><h2 id="chapters">${BOOK.chapters}</h2>
      ${status.chapters.length === 0 ? html`<p class="soft">${BOOK.notYet}</p>` : chapterTable(viewer, status)}</section>
    <div class="halves">
      ${downloads(viewer, status)}
      ${remarks(status)}
      ${settingsUsed(status)}
    </div>
    ${events(status)}
    <section class="sheet"><details><summary>${BOOK.report}</summary>${reportOf(report)}</details></section>
    ${maySteer(viewer) ? removeDialog(status) : NOTHING}
  </div>`;
}

function hero(viewer: Viewer, status: JobStatus, rates: Rates): Html {
  const title = titleOf(status);
  const authors = status.facts?.authors.join(', ') ?? '';
  return html`<header class="sheet hero">
    ${spine(viewer, status, title)}
    <div class="stack">
      <div><h1>${title}</h1>${authors === '' ? NOTHING : html`<p class="soft">${fill(LIBRARY.by, { authors })}</p>`}</div>
      <div class="bars"><progress max="100" value="${status.percent}" aria-label="${fill(LIBRARY.progressOf, { title })}"></progress>
        <span class="percent" data-part="percent">${percentWords(status.percent)}</span></div>
      <p class="row small soft">${jobState(status)}<span data-part="left">${leftWords(status, rates)}</span>${firstReady(viewer, status, title)}</p>
      ${status.waitingFor === null ? NOTHING : html`<p class="note" data-tone="warn">${fill(LIBRARY.waitingFor, { what: status.waitingFor })}</p>`}
      ${maySteer(viewer) ? bookVerbs(viewer, status) : NOTHING}
    </div>
  </header>`;
}

function firstReady({ root }: Viewer, { job, chapters }: JobStatus, title: string): Html | typeof NOTHING {
  const first = chapters.find(hasSound);
  if (first === undefined) return NOTHING;
  return html`<a data-listen="${title}: ${first.title}" href="${root}api/v1/jobs/${job}/chapters/${first.n}/audio">
    ${fill(VERBS.listenFirst, { n: first.n })}</a>`;
}

const failure = ({ failure: failed }: JobStatus): Html | typeof NOTHING =>
  failed === null
    ? NOTHING
    : html`<section class="sheet stack"><h2>${BOOK.failed}</h2>
    <div class="note stack" data-tone="bad"><p><strong>${failed.what}</strong></p>
      ${failed.why === undefined ? NOTHING : html`<p>${failed.why}</p>`}
      ${failed.fix === undefined ? NOTHING : html`<p><code>${failed.fix}</code></p>`}
      <p class="small soft">${BOOK.code} ${failed.code}</p></div></section>`;

function downloads({ root }: Viewer, { job, files }: JobStatus): Html {
  const list = files.map(
    ({ name, bytes }) => html`<li><span>${name} <span class="small soft">${byteCount(bytes)}</span></span>
      <a class="button" download href="${root}api/v1/jobs/${job}/download?file=${encodeURIComponent(name)}"
        aria-label="${fill(BOOK.download, { name })}">${icon('download')}</a></li>`,
  );
  return html`<section class="sheet"><h2>${BOOK.downloads}</h2>
    ${files.length === 0 ? html`<p class="soft">${BOOK.noDownloads}</p>` : html`<ul class="files">${list}</ul>`}</section>`;
}

function remarks({ missing, warnings }: JobStatus): Html | typeof NOTHING {
  if (missing.length === 0 && warnings.length === 0) return NOTHING;
  return html`<section class="sheet stack"><h2>${BOOK.warnings}</h2>
    ${missing.map((part) => html`<p class="note" data-tone="bad">${BOOK.missing}: ${part}</p>`)}
    ${warnings.map((warning) => html`<p class="note" data-tone="warn">${warning}</p>`)}</section>`;
}

function settingsUsed({ job, voices, rendition, priority }: JobStatus): Html {
  const extras = rendition?.extras.map((extra) => EXTRA_NAMES[extra] ?? extra).join(', ') ?? '';
  const split = rendition?.split === 'chapters' ? NEW_BOOK.splitChapters : NEW_BOOK.splitNone;
  const facts: readonly (readonly [string, string])[] = [
    ...voices.map(voiceFact),
    [BOOK.format, rendition?.format.toUpperCase() ?? BOOK.none],
    [BOOK.files, split],
    [BOOK.extras, extras === '' ? BOOK.none : extras],
    [BOOK.priority, PRIORITY_NAMES[priority] ?? priority],
    [BOOK.job, job],
  ];
  return html`<section class="sheet"><h2>${BOOK.settings}</h2>
    <dl class="facts">${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl></section>`;
}

const voiceFact = ({ language, voice, engine }: JobStatus['voices'][number]): readonly [string, string] => [
  language === null ? BOOK.voice : fill(BOOK.voiceFor, { language: languageName(language) }),
  fill(BOOK.voiceValue, { voice, engine }),
];

const events = ({ job }: JobStatus): Html => html`<section class="sheet" data-keep>
  <details id="log"><summary>${BOOK.events}</summary>
  <p id="no-events" class="soft">${BOOK.noEvents}</p>
  <div class="log" role="log" aria-live="off" tabindex="0" aria-label="${BOOK.events}"><ol data-log="${job}"></ol></div></details></section>`;

function reportOf(report: ReadingReport | null): Html {
  if (report === null) return html`<p class="soft">${BOOK.reportNotYet}</p>`;
  return report.leftOut.length === 0 ? html`<p class="soft">${BOOK.reportEmpty}</p>` : leftOutTable(report.leftOut);
}
