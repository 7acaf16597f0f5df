import { html, raw } from 'hono/html';
import { type BookCommand, type JobStatus, verdictOn } from '../../client/index.js';
import { type Html, NOTHING } from './html.js';
import { icon, type IconName } from './icons.js';
import { fileKind, titleOf } from './library.js';
import type { Viewer } from './view.js';
import { BOOK, fill, VERBS } from './words.js';

const REMOVE_DIALOG = 'remove';

/** What can be asked of a book as it stands: what would be refused is not offered. */
export function bookVerbs({ root }: Viewer, status: JobStatus): Html {
  const { job, state, paused, files } = status;
  const takes = (command: BookCommand): boolean => verdictOn(command, status).type === 'ask';
  const isRunning = takes({ type: 'CancelBook' });
  const hasFailed = status.chapters.some((chapter) => chapter.state === 'failed');
  const title = titleOf(status);
  return html`<div class="row" role="group" aria-label="${BOOK.actionsOf}">
    ${files.length === 0 ? NOTHING : html`<a class="button main" data-key="download" download href="${root}api/v1/jobs/${job}/download">${icon('download')}<span>${fill(VERBS.download, { kind: fileKind(status) })}</span></a>`}
    ${takes({ type: 'PauseBook' }) ? verb(job, 'pause', VERBS.pause, 'pause') : NOTHING}
    ${paused && takes({ type: 'ResumeBook' }) ? verb(job, 'resume', VERBS.resume, 'play', raw('class="main"')) : NOTHING}
    ${state !== 'completed' && takes({ type: 'RetryBook', what: 'failed' }) ? verb(job, 'retry', hasFailed ? VERBS.redoFailed : VERBS.retry, 'again', raw(`class="main" data-body='{}'`)) : NOTHING}
    ${isRunning ? priorityChoice(status, title) : NOTHING}
    ${isRunning ? verb(job, 'cancel', VERBS.cancel, 'cancel', html`class="danger" data-undo="${fill(VERBS.cancelling, { title })}"`) : NOTHING}
    ${takes({ type: 'RemoveBook' }) ? html`<button class="bare" data-key="remove" data-opens="${REMOVE_DIALOG}">${icon('remove')}<span>${VERBS.remove}</span></button>` : NOTHING}
  </div>`;
}

const verb = (
  job: string,
  name: string,
  word: string,
  sign: IconName,
  attributes: Html | typeof NOTHING = NOTHING,
): Html =>
  html`<button data-key="${name}" data-call="api/v1/jobs/${job}/${name}" ${attributes}>${icon(sign)}<span>${word}</span></button>`;

const PRIORITIES: readonly (readonly [value: string, word: string])[] = [
  ['p0', VERBS.first],
  ['p1', VERBS.normal],
  ['p2', VERBS.last],
];

const priorityChoice = ({ job, priority }: JobStatus, title: string): Html =>
  html`<select class="short" data-key="move" data-call="api/v1/jobs/${job}/move" data-as="priority" aria-label="${fill(VERBS.moveTo, { title })}">
    ${PRIORITIES.map(([value, word]) => html`<option value="${value}" ${value === priority ? raw('selected') : NOTHING}>${word}</option>`)}
  </select>`;

/** Says what stays before it takes anything away. */
export const removeDialog = (status: JobStatus): Html =>
  html`<dialog id="${REMOVE_DIALOG}" aria-labelledby="remove-title">
    <h2 id="remove-title">${fill(VERBS.removeTitle, { title: titleOf(status) })}</h2>
    <p>${VERBS.removeText}</p>
    <div class="row">
      <button data-closes="${REMOVE_DIALOG}" autofocus>${VERBS.keep}</button>
      <button class="danger" data-call="api/v1/jobs/${status.job}" data-method="DELETE" data-go="./">${icon('remove')}<span>${VERBS.removeYes}</span></button>
    </div></dialog>`;
