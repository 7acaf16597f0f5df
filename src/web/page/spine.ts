import { html } from 'hono/html';
import type { JobStatus } from '../../client/index.js';
import { type Html, NOTHING } from './html.js';
import type { Viewer } from './view.js';

/** Colours that page.css knows. */
const HUES = 8;
const LETTERS = 2;

/** Its cover, and behind that, in case there is none: a book's back, always in the same colour, with the first letters of its title. */
export function spine({ root }: Viewer, { job, cover }: JobStatus, title: string): Html {
  const hue = [...title].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % HUES;
  const picture = html`<img src="${root}api/v1/jobs/${job}/cover" alt="" loading="lazy" decoding="async">`;
  return html`<span class="spine" data-hue="${hue}" aria-hidden="true">${initials(title)}${cover ? picture : NOTHING}</span>`;
}

/** Of the first words that are no small ones. */
function initials(title: string): string {
  const words = title.split(/[\s\-–—:_]+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const large = words.filter((word) => /^[\p{Lu}\p{Lo}\p{N}]/u.test(word));
  const chosen = (large.length > 0 ? large : words).slice(0, LETTERS);
  return chosen.map((word) => [...word][0]?.toUpperCase() ?? '').join('');
}
