import { html } from 'hono/html';
import { icon } from './icons.js';
import { LIBRARY } from './words.js';

/** Where files that are dropped or chosen are shown on their way in. */
export const uploadPanel = html`<div id="drop" class="drop" data-keep hidden>
  ${icon('upload')}<p class="title">${LIBRARY.dropHere}</p><p class="small">${LIBRARY.dropKinds}</p>
</div>
<section id="uploads" class="sheet" aria-label="${LIBRARY.uploads}" data-keep hidden>
  <ul id="upload-list" class="uploads"></ul>
  <button id="start-all" class="main" title="${LIBRARY.startAllHint}" hidden>${icon('play')}<span>${LIBRARY.startAll}</span></button>
</section>
<template id="template-upload" data-keep>
  <li><span data-part="name"></span>
    <progress max="1" value="0"></progress>
    <span class="row"><span data-part="state" class="small soft" hidden></span><a hidden>${LIBRARY.uploadOpen}</a></span></li>
</template>`;
