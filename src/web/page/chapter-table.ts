import { html } from 'hono/html';
import { type ChapterStatus, hasSound, type JobStatus, verdictOn } from '../../client/index.js';
import { type Html, NOTHING } from './html.js';
import { icon } from './icons.js';
import { percentWords } from './library.js';
import { chapterState } from './states.js';
import { maySteer, type Viewer } from './view.js';
import { BOOK, fill, VERBS } from './words.js';

/** A line for each chapter, as in a list of downloads: how far it is, and its sound as soon as there is any. */
export const chapterTable = (viewer: Viewer, status: JobStatus): Html =>
  html`<table class="chapters"><caption class="unseen">${BOOK.chapterTable}</caption>
    <thead><tr><th scope="col" class="number tight">${BOOK.number}</th><th scope="col">${BOOK.chapter}</th>
      <th scope="col" class="tight">${BOOK.state}</th><th scope="col">${BOOK.progress}</th>
      <th scope="col">${BOOK.node}</th><th scope="col" class="number tight" title="${BOOK.againHint}">${BOOK.again}</th>
      <th scope="col" class="tight"><span class="unseen">${BOOK.actions}</span></th></tr></thead>
    <tbody>${status.chapters.map((chapter) => chapterRow(viewer, status, chapter))}</tbody></table>`;

function chapterRow(viewer: Viewer, status: JobStatus, chapter: ChapterStatus): Html {
  const { n, id, title, state, percent } = chapter;
  return html`<tr data-key="${id}" data-chapter="${id}" data-progress="${state}">
    <td class="number soft">${n}</td>
    <th scope="row">${title}${heard(chapter)}${failed(chapter)}</th>
    <td>${chapterState(status.state, state)}</td>
    <td class="bar"><div><progress max="100" value="${percent}" aria-label="${fill(BOOK.progressOf, { n })}"></progress>
      <span class="percent" data-part="percent">${percentWords(percent)}</span></div></td>
    <td class="by small soft"><span data-part="nodes">${nodesOf(chapter)}</span></td>
    <td class="again number small soft" title="${BOOK.againHint}"><span data-part="again">${againOf(chapter)}</span></td>
    <td><div class="acts">${listen(viewer, status, chapter)}${maySteer(viewer) ? redo(status, chapter) : NOTHING}</div></td>
  </tr>`;
}

function listen({ root }: Viewer, { job }: JobStatus, chapter: ChapterStatus): Html | typeof NOTHING {
  if (!hasSound(chapter)) return NOTHING;
  const { n, title } = chapter;
  return html`<a class="button round" data-key="listen" data-listen="${n}. ${title}" href="${root}api/v1/jobs/${job}/chapters/${n}/audio"
    aria-label="${fill(VERBS.listen, { n, title })}">${icon('play')}</a>`;
}

/** A book that runs mends itself; one that is over is asked. */
function redo(status: JobStatus, { n, state }: ChapterStatus): Html | typeof NOTHING {
  const { job } = status;
  const asked = { type: 'RetryBook', what: 'all', chapters: [n] } as const;
  if (verdictOn(asked, status).type !== 'ask' || state === 'waiting') return NOTHING;
  return html`<button class="bare round" data-key="redo" data-call="api/v1/jobs/${job}/retry" data-body="${JSON.stringify({ chapters: String(n) })}"
    aria-label="${fill(VERBS.redoChapter, { n })}" title="${VERBS.redo}">${icon('again')}</button>`;
}

/** In an order that stays while they take turns. */
const nodesOf = ({ nodes }: ChapterStatus): string => nodes.toSorted().join(', ');

const againOf = ({ attempts }: ChapterStatus): string => (attempts === 0 ? '' : fill(BOOK.times, { n: attempts }));

const failed = ({ failure }: ChapterStatus): Html | typeof NOTHING =>
  failure === null
    ? NOTHING
    : html`<span class="under small why">${[failure.what, failure.why].filter(Boolean).join(' ')}</span>`;

function heard({ heard: made }: ChapterStatus): Html | typeof NOTHING {
  if (made === null) return NOTHING;
  const text =
    made.progress === 'heard'
      ? fill(BOOK.heard, { errors: made.errors, words: made.words })
      : made.progress === 'asked'
        ? BOOK.hearing
        : made.failure.what;
  return html` <span class="small soft">${text}</span>`;
}
