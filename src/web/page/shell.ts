import { html, raw } from 'hono/html';
import { type Html, type Markup, NOTHING } from './html.js';
import { icon, type IconName } from './icons.js';
import { fill, LIVE_WORDS, SHELL } from './words.js';
import type { Viewer } from './view.js';

export interface Page {
  readonly title: string;
  /** Which entry of the navigation it is; null for none. */
  readonly entry: string | null;
  readonly body: Markup;
  /** Seconds between two looks at what no event tells; absent: events are enough. */
  readonly every?: number;
}

/** Path from the root, name, sign. */
const ENTRIES: readonly (readonly [path: string, word: string, sign: IconName])[] = [
  ['', SHELL.library, 'library'],
  ['voices', SHELL.voices, 'voices'],
  ['cluster', SHELL.cluster, 'cluster'],
  ['problems', SHELL.problems, 'problems'],
  ['settings', SHELL.settings, 'settings'],
];

/** A whole page: frame, content, and what the browser's modules copy and say. */
export const shell = (viewer: Viewer, page: Page): Html =>
  html`<!doctype html>
<html lang="en" data-root="${viewer.root}" ${viewer.role === null ? NOTHING : raw('data-live')} ${everyOf(page)}>
  ${head(viewer, page)}
  <body>
    <a class="skip" href="#content">${SHELL.skip}</a>
    ${top(viewer, page)}
    <main id="content" tabindex="-1">${page.body}</main>
    ${foot(viewer)}
    ${player}
    <div id="messages" class="messages"></div>
    <p id="said" class="unseen" role="status" aria-live="polite"></p>
    ${templates}
    <script type="application/json" id="words">${raw(dataOf(LIVE_WORDS))}</script>
  </body>
</html>`;

const everyOf = ({ every }: Page): Html | typeof NOTHING =>
  every === undefined ? NOTHING : html`data-every="${every}"`;

/** JSON that cannot end the element it stands in. */
const dataOf = (value: object): string => JSON.stringify(value).replaceAll('<', '\\u003c');

function head({ root, assets }: Viewer, { title }: Page): Html {
  const folder = `${root}${assets.folder}`;
  return html`<head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${fill(SHELL.titled, { title })}</title>
    <link rel="icon" href="${folder}icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="${folder}page.css">
    ${assets.modules.map((name) => html`<link rel="modulepreload" href="${folder}${name}">`)}
    <script type="module" src="${folder}page.js"></script>
  </head>`;
}

function top(viewer: Viewer, { entry }: Page): Html {
  const { root, badge, role, problems } = viewer;
  return html`<header class="top"><div>
    <a class="brand" href="${root}">${icon('brand')}<span>${SHELL.name}</span></a>
    ${badge === null ? NOTHING : html`<span class="badge">${badge}</span>`}
    ${
      role === null
        ? NOTHING
        : html`<nav id="pages" class="pages" aria-label="${SHELL.navigation}">
      ${ENTRIES.map(([path, word, sign]) => entryLink(root, path, word, sign, path === entry, path === 'problems' ? problems : 0))}
    </nav>
    <span id="link" class="link" data-keep data-state="new">${icon('dot')}<span data-part="word" hidden></span></span>`
    }
  </div></header>`;
}

const entryLink = (
  root: string,
  path: string,
  word: string,
  sign: IconName,
  isHere: boolean,
  count: number,
): Html => html`<a href="${root}${path}" ${isHere ? raw('aria-current="page"') : NOTHING}>
  ${icon(sign)}<span>${word}</span>${count === 0 ? NOTHING : html`<span class="count">${count}</span>`}</a>`;

const foot = ({ root, role, isOpen, version }: Viewer): Html => html`<footer class="foot row">
  <span>${SHELL.name} ${version}</span>
  ${
    role === null || isOpen
      ? NOTHING
      : html`<form method="post" action="${root}logout"><button class="bare">${SHELL.signOut}</button></form>`
  }
  <noscript>${SHELL.noScript}</noscript>
</footer>`;

const player = html`<section id="player" class="player" aria-label="${SHELL.player}" hidden>
  <p><span data-part="title" class="title"></span><span data-part="loudness" class="small soft" hidden></span></p>
  <audio id="audio" controls preload="metadata"></audio>
  <button id="close-player" class="bare round" aria-label="${SHELL.closePlayer}">${icon('close')}</button>
</section>`;

const templates = html`<template id="template-failure">
  <div class="message" data-tone="bad" role="alert">${icon('problems')}
    <div>
      <p><strong data-part="what"></strong></p>
      <p data-part="why"></p>
      <p data-part="fix"></p>
      <p data-part="code" class="small soft">${SHELL.explain}</p>
    </div>
    <button class="bare round" aria-label="${SHELL.closes}">${icon('close')}</button>
  </div>
</template>
<template id="template-undo">
  <div class="message" role="group">${icon('clock')}
    <p data-part="what"></p>
    <div class="row">
      <button data-part="undo">${icon('undo')}<span>${SHELL.undo}</span></button>
      <button data-part="now" class="bare">${SHELL.now}</button>
    </div>
  </div>
</template>
<template id="template-event">
  <li><time data-part="time" class="soft"></time><span data-part="text"></span></li>
</template>`;
