import { html } from 'hono/html';
import { type Html, NOTHING } from './html.js';
import { icon } from './icons.js';
import { LOGIN, LOST } from './words.js';
import type { Viewer } from './view.js';

export interface LoginView {
  /** Where to go then, relative to the root. */
  readonly next: string;
  /** The token before was none of ours. */
  readonly isWrong: boolean;
}

export const loginPage = ({ root }: Viewer, { next, isWrong }: LoginView): Html =>
  html`<section class="sheet narrow stack"><h1>${LOGIN.title}</h1><p class="soft">${LOGIN.lead}</p>
  <form method="post" action="${root}login" class="stack">
    ${isWrong ? html`<p id="wrong" class="note" data-tone="bad" role="alert">${icon('problems')} ${LOGIN.wrong}</p>` : NOTHING}
    <div class="field"><label for="token">${LOGIN.token}</label>
      <input id="token" name="token" type="password" required autofocus autocomplete="current-password" ${isWrong ? html`aria-invalid="true" aria-describedby="wrong"` : NOTHING}></div>
    <input type="hidden" name="next" value="${next}">
    <button class="main">${LOGIN.enter}</button>
  </form></section>`;

/** A failure, as a page. */
export const failurePage = (
  { root }: Viewer,
  { what, why, fix, code }: { code: string; what: string; why?: string | undefined; fix?: string | undefined },
): Html =>
  html`<section class="sheet narrow stack"><h1>${LOST.failed}</h1>
  <div class="note stack" data-tone="bad"><p><strong>${what}</strong></p>${why === undefined ? NOTHING : html`<p>${why}</p>`}
  ${fix === undefined ? NOTHING : html`<p>${fix}</p>`}<p class="small soft">${code}</p></div>
  <p><a class="button" href="${root}">${LOST.back}</a></p></section>`;
