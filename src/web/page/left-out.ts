import { html } from 'hono/html';
import type { ReadingReport } from '../../client/index.js';
import { numberOf } from '../../ordering/index.js';
import type { Html } from './html.js';
import { NEW_BOOK } from './words.js';

/** What of a book nobody speaks, and why. */
export const leftOutTable = (
  parts: ReadonlyArray<Pick<ReadingReport['leftOut'][number], 'what' | 'why' | 'characters'>>,
): Html =>
  html`<table><caption class="unseen">${NEW_BOOK.notReadTable}</caption>
    <thead><tr><th scope="col">${NEW_BOOK.what}</th><th scope="col">${NEW_BOOK.why}</th>
      <th scope="col" class="number">${NEW_BOOK.characters}</th></tr></thead>
    <tbody>${parts.map(
      ({ what, why, characters }) => html`<tr><th scope="row">${what}</th><td>${why.replaceAll('-', ' ')}</td>
      <td class="number">${numberOf(characters)}</td></tr>`,
    )}</tbody></table>`;
