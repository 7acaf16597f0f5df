import { html } from 'hono/html';
import type { NodeRecord } from '../../client/index.js';
import type { ShownVoice } from '../../ordering/index.js';
import { shownLanguage } from '../../ordering/index.js';
import { PREVIEW_CHARACTERS } from '../speech/index.js';
import { speakers } from './estimates.js';
import { type Html, NOTHING } from './html.js';
import { icon } from './icons.js';
import { goodState, quietState } from './states.js';
import { maySteer, type Viewer } from './view.js';
import { counted, fill, VOICES } from './words.js';

/** Who can read, and how each sounds; those that speak somewhere first. */
export function voicesPage(viewer: Viewer, voices: readonly ShownVoice[], nodes: readonly NodeRecord[]): Html {
  const shown = voices.toSorted((a, b) => rank(a, nodes) - rank(b, nodes) || a.name.localeCompare(b.name));
  return html`<div class="head"><div><h1>${VOICES.title}</h1><p>${VOICES.lead}</p></div></div>
  <div class="tools even" data-keep>
    <div class="field"><label for="find">${VOICES.find}</label>
      <input id="find" type="search" data-filter="voices" placeholder="${VOICES.findHint}" autocomplete="off"></div>
    ${maySteer(viewer) ? sentence : NOTHING}
  </div>
  ${voices.length === 0 ? html`<p class="soft">${VOICES.none}</p>` : table(viewer, shown, nodes)}
  <p id="no-match" class="soft" data-keep hidden>${VOICES.noMatch}</p>`;
}

const sentence = html`<div class="field"><label for="sentence">${VOICES.text}</label>
  <input id="sentence" value="${VOICES.sample}" maxlength="${PREVIEW_CHARACTERS}"></div>`;

const rank = (voice: ShownVoice, nodes: readonly NodeRecord[]): number =>
  speakersOf(voice, nodes) > 0 ? 0 : voice.installed ? 1 : 2;

const speakersOf = ({ name }: ShownVoice, nodes: readonly NodeRecord[]): number =>
  speakers(nodes, (profile) => profile['voice'] === name).length;

const table = (viewer: Viewer, voices: readonly ShownVoice[], nodes: readonly NodeRecord[]): Html =>
  html`<section class="sheet"><table class="cards"><caption class="unseen">${VOICES.table}</caption>
    <thead><tr><th scope="col">${VOICES.name}</th><th scope="col">${VOICES.language}</th>
      <th scope="col">${VOICES.engine}</th><th scope="col">${VOICES.licence}</th>
      <th scope="col">${VOICES.state}</th><th scope="col" class="tight"><span class="unseen">${VOICES.hear}</span></th></tr></thead>
    <tbody id="voices">${voices.map((voice) => row(viewer, voice, nodes))}</tbody></table></section>`;

function row(viewer: Viewer, voice: ShownVoice, nodes: readonly NodeRecord[]): Html {
  const { name, engine, language, licence } = voice;
  const words = shownLanguage(language);
  return html`<tr data-key="${name}" data-find="${name} ${words} ${language} ${engine}">
    <th scope="row">${name}</th><td data-label="${VOICES.language}">${words}</td><td data-label="${VOICES.engine}">${engine}</td><td class="soft" data-label="${VOICES.licence}">${licence}</td>
    <td data-label="${VOICES.state}">${stateOf(voice, nodes)}</td>
    <td>${maySteer(viewer) && voice.installed ? hear(name) : NOTHING}</td></tr>`;
}

function stateOf(voice: ShownVoice, nodes: readonly NodeRecord[]): Html {
  const speaking = speakersOf(voice, nodes);
  if (speaking > 0) return goodState(counted(VOICES.onNodes, speaking));
  if (voice.installed) return goodState(VOICES.installed);
  return html`${quietState(VOICES.notInstalled)}<code class="wide small">${fill(VOICES.pull, { name: voice.name })}</code>`;
}

const hear = (name: string): Html =>
  html`<button class="round" data-preview="${name}" data-text="sentence" aria-label="${fill(VOICES.hearVoice, { name })}">${icon('play')}</button>`;
