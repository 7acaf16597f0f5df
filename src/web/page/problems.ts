import { html } from 'hono/html';
import type { KeptLetter } from '../../client/index.js';
import { duration } from '../../ordering/index.js';
import type { LetterGroup } from '../api/index.js';
import { type Html, NOTHING } from './html.js';
import { icon } from './icons.js';
import { mayRule, type Viewer } from './view.js';
import { counted, fill, PROBLEMS } from './words.js';

/** Letters shown of a cause; all of them are one call away: e2a dlq. */
const LETTERS_SHOWN = 20;

/** What nobody could do, by cause: why, on which text, what mends it. */
export const problemsPage = (viewer: Viewer, groups: readonly LetterGroup[]): Html =>
  html`<div class="head"><div><h1>${PROBLEMS.title}</h1>${groups.length === 0 ? NOTHING : html`<p>${PROBLEMS.lead}</p>`}</div></div>
  ${groups.length === 0 ? none : groups.map((group, index) => cause(viewer, group, index))}
  ${mayRule(viewer) ? groups.flatMap(({ letters }) => letters.slice(0, LETTERS_SHOWN).map(skipDialog)) : NOTHING}`;

const none = html`<section class="sheet empty">${icon('check')}<h2>${PROBLEMS.none}</h2><p>${PROBLEMS.noneText}</p></section>`;

function cause(viewer: Viewer, group: LetterGroup, index: number): Html {
  const { cause: what, code, count, lastAt, letters } = group;
  const newest = letters[0];
  return html`<section class="sheet problem stack" data-key="${what}" aria-labelledby="cause-${index}">
    <div class="row"><h2 id="cause-${index}">${icon('problems')} ${what}</h2></div>
    <p class="small soft">${counted(PROBLEMS.times, count)} · ${fill(PROBLEMS.when, { time: since(viewer, lastAt) })}${code === null ? NOTHING : html` · ${code}`}</p>
    ${newest === undefined ? NOTHING : details(newest)}
    <ul class="files" aria-label="${PROBLEMS.lettersOf}">${letters.slice(0, LETTERS_SHOWN).map((letter) => letterRow(viewer, letter))}</ul>
  </section>`;
}

const since = ({ now }: Viewer, at: number): string => duration((now - at) / 1000);

function details({ reason, detail }: KeptLetter): Html {
  const fix = textOf(detail['fix']) ?? PROBLEMS.usualFix;
  const sample = textOf(detail['text']) ?? textOf(detail['sample']);
  return html`<dl class="facts"><dt>${PROBLEMS.why}</dt><dd>${reason}</dd>
    ${sample === null ? NOTHING : html`<dt>${PROBLEMS.sample}</dt><dd><q>${sample}</q></dd>`}
    <dt>${PROBLEMS.fix}</dt><dd>${fix}</dd></dl>`;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

function letterRow(viewer: Viewer, letter: KeptLetter): Html {
  const { id, job, at } = letter;
  const place = placeOf(letter);
  return html`<li data-key="${id}"><span><a href="${viewer.root}jobs/${job}">${job}</a> ${place}
      <span class="small soft">${fill(PROBLEMS.when, { time: since(viewer, at) })}</span></span>
    ${mayRule(viewer) ? answers(letter, place) : NOTHING}</li>`;
}

const CHAPTER = /^ch-0*(\d+)$/;

/** `chapter 12, piece 3`; what belongs to no chapter is the book's. */
function placeOf({ chapter, item }: KeptLetter): string {
  const n = CHAPTER.exec(chapter)?.[1];
  const piece = /^\d+$/.test(item) ? fill(PROBLEMS.piece, { n: Number(item) }) : item;
  return n === undefined ? fill(PROBLEMS.ofBook, { piece }) : fill(PROBLEMS.place, { chapter: n, piece });
}

const answers = ({ id, job }: KeptLetter, place: string): Html => html`<span class="row">
  <button data-key="retry" data-call="api/v1/dlq/${id}/retry" aria-label="${fill(PROBLEMS.retryOf, { place: `${job} ${place}` })}">${icon('again')}<span>${PROBLEMS.retry}</span></button>
  <button data-key="skip" class="bare" data-opens="skip-${id}" aria-label="${PROBLEMS.skip}: ${job} ${place}">${PROBLEMS.skip}</button></span>`;

const skipDialog = ({ id }: KeptLetter): Html => html`<dialog id="skip-${id}" aria-label="${PROBLEMS.skipTitle}">
  <h2>${PROBLEMS.skipTitle}</h2><p>${PROBLEMS.skipText}</p>
  <div class="row"><button data-closes="skip-${id}" autofocus>${PROBLEMS.stay}</button>
    <button class="danger" data-closes="skip-${id}" data-call="api/v1/dlq/${id}/skip">${PROBLEMS.skipYes}</button></div></dialog>`;
