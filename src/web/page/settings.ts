import { html } from 'hono/html';
import type { NoticeDelivery, ShownSetting, ShownSettings } from '../options.js';
import { type Html, NOTHING } from './html.js';
import { icon } from './icons.js';
import { goodState, quietState } from './states.js';
import { mayRule, type Viewer } from './view.js';
import { fill, ROLE_NAMES, SETTINGS } from './words.js';

/** What is configured and where it comes from; of secrets only whether there is one. */
export function settingsPage(
  viewer: Viewer,
  { settings, watched, notices }: ShownSettings,
  deliveries: readonly NoticeDelivery[],
): Html {
  const secrets = settings.filter(({ isSecret }) => isSecret);
  const plain = settings.filter(({ isSecret }) => !isSecret);
  return html`<div class="head"><div><h1>${SETTINGS.title}</h1><p>${SETTINGS.lead}</p></div></div>
  <div class="halves">
    ${noticeSection(viewer, notices, deliveries)}
    ${watchSection(watched)}
    ${secrets.length === 0 ? NOTHING : secretSection(secrets)}
    ${about(viewer)}
  </div>
  ${plain.length === 0 ? NOTHING : settingSection(plain)}`;
}

const settingSection = (settings: readonly ShownSetting[]): Html =>
  html`<section class="sheet"><table><caption class="unseen">${SETTINGS.table}</caption>
    <thead><tr><th scope="col">${SETTINGS.setting}</th><th scope="col">${SETTINGS.value}</th>
      <th scope="col" class="wide">${SETTINGS.origin}</th></tr></thead>
    <tbody>${settings.map(
      ({
        name,
        value,
        origin,
      }) => html`<tr><th scope="row"><code>${name}</code></th><td class="value">${value === '' ? '–' : value}</td>
      <td class="wide soft">${origin}</td></tr>`,
    )}</tbody></table></section>`;

const secretSection = (secrets: readonly ShownSetting[]): Html =>
  html`<section class="sheet"><h2>${SETTINGS.secrets}</h2>
    <dl class="facts">${secrets.map(
      ({ name, value }) =>
        html`<dt><code>${name}</code></dt><dd>${value === '' ? quietState(SETTINGS.notSet) : goodState(SETTINGS.isSet)}</dd>`,
    )}</dl></section>`;

const watchSection = (folders: readonly string[]): Html =>
  html`<section class="sheet"><h2>${SETTINGS.watch}</h2>
    ${folders.length === 0 ? html`<p class="soft">${SETTINGS.noWatch}</p>` : html`<ul class="files">${folders.map((folder) => html`<li><code>${folder}</code></li>`)}</ul>`}</section>`;

function noticeSection(viewer: Viewer, notices: ShownSettings['notices'], deliveries: readonly NoticeDelivery[]): Html {
  if (notices.length === 0)
    return html`<section class="sheet"><h2>${SETTINGS.notices}</h2><p class="soft">${SETTINGS.noNotices}</p></section>`;
  return html`<section class="sheet"><h2>${SETTINGS.notices}</h2>
    <ul class="files">${notices.map(
      ({
        name,
        about: more,
      }) => html`<li data-key="${name}"><span>${name} <span class="small soft">${more}</span></span>
      ${
        mayRule(viewer)
          ? html`<button data-call="api/v1/notices/${encodeURIComponent(name)}/test" data-said="tested"
        aria-label="${fill(SETTINGS.testOf, { name })}">${icon('bell')}<span>${SETTINGS.test}</span></button>`
          : NOTHING
      }</li>`,
    )}</ul>${deliveries.length === 0 ? NOTHING : deliveryList(viewer, deliveries)}</section>`;
}

const deliveryList = ({ root }: Viewer, deliveries: readonly NoticeDelivery[]): Html =>
  html`<details><summary>${fill(SETTINGS.deliveries, { n: String(deliveries.length) })}</summary>
    <ul class="files">${deliveries.map(
      ({ sink, event, job, title, state, at, why }) => html`<li><span>
      ${state === 'delivered' ? goodState(SETTINGS.delivery[state]) : quietState(SETTINGS.delivery[state])}
      ${job === '' ? event : html`<a href="${root}jobs/${encodeURIComponent(job)}">${title === '' ? job : title}</a>`}
      <span class="small soft">${sink} · ${event} · <time>${new Date(at).toISOString()}</time>${why === null ? '' : ` · ${why}`}</span></span></li>`,
    )}</ul></details>`;

const about = ({ root, version, role }: Viewer): Html => html`<section class="sheet"><h2>${SETTINGS.about}</h2>
  <dl class="facts"><dt>${SETTINGS.version}</dt><dd>${version}</dd>
    <dt>${SETTINGS.api}</dt><dd><a href="${root}api/docs">${SETTINGS.apiLink}</a></dd>
    <dt>${SETTINGS.you}</dt><dd>${role === null ? NOTHING : ROLE_NAMES[role]}</dd></dl></section>`;
