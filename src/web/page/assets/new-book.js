import { send } from './api.js';
import { duration } from './duration.js';
import { announce, showFailure } from './messages.js';
import { at } from './place.js';
import { say, sayCount } from './words.js';

const form = document.getElementById('order');

/** The estimate follows what is ticked; Start sends it. */
export function startNewBook() {
  if (!(form instanceof HTMLFormElement)) return;
  form.addEventListener('input', () => showEstimate(form));
  form.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button[data-tick]') : null;
    if (button instanceof HTMLElement) tick(form, button.dataset['tick'] ?? '');
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void order(form);
  });
  // A browser that comes back has kept what was ticked.
  showEstimate(form);
}

/** @param {HTMLFormElement} of @returns {HTMLInputElement[]} */
const boxes = (of) => [...of.querySelectorAll('.speak')].filter((box) => box instanceof HTMLInputElement);

/** @param {HTMLFormElement} of @param {string} which */
function tick(of, which) {
  for (const box of boxes(of))
    box.checked = which === 'all' || (which === 'main' && ['chapter', 'part'].includes(box.dataset['kind'] ?? ''));
  announce(showEstimate(of));
}

/** @param {HTMLFormElement} of @returns {string} the sentence that stands there now */
function showEstimate(of) {
  const chosen = boxes(of).filter((box) => box.checked);
  const data = new FormData(of);
  const sum = (/** @type {string} */ key) => chosen.reduce((all, box) => all + Number(box.dataset[key]), 0);
  const speed = Number(data.get('speed')) || 1;
  const first = `${sayCount('chapters', chosen.length)} · ${sayCount('words', sum('words'))}`;
  show('chosen', first);
  show('hours', duration(sum('seconds') / speed));
  const voice = of.querySelector('#voice');
  const option = voice instanceof HTMLSelectElement ? voice.selectedOptions[0] : undefined;
  showFinish(of, sum('characters'), Number(option?.dataset['rate']), Number(option?.dataset['nodes']));
  show('licence', option?.dataset['licence'] ?? '');
  return first;
}

/** @param {HTMLFormElement} of @param {number} characters @param {number} rate of all nodes that speak the voice, per second @param {number} nodes */
function showFinish(of, characters, rate, nodes) {
  const seconds = rate > 0 ? characters / rate : null;
  const noNode = document.getElementById('no-node');
  if (noNode !== null) noNode.hidden = nodes > 0;
  const on = sayCount('nodes', nodes);
  show('ready', seconds === null ? say('unmeasured') : say('readyAt', { time: duration(seconds), nodes: on }));
  const at = seconds === null ? null : new Date(Date.now() + seconds * 1_000);
  show('finish', at === null ? '' : at.toLocaleString([], { weekday: 'short', hour: '2-digit', minute: '2-digit' }));
  for (const place of of.querySelectorAll('[data-when="known"]'))
    if (place instanceof HTMLElement) place.hidden = at === null;
}

/** @param {string} part @param {string} text */
function show(part, text) {
  const place = form?.querySelector(`[data-part="${part}"]`);
  if (!(place instanceof HTMLElement)) return;
  if (place.textContent !== text) place.textContent = text;
}

/** @param {HTMLFormElement} of */
async function order(of) {
  const chosen = boxes(of).filter((box) => box.checked);
  if (chosen.length === 0) return showFailure({ what: say('nothing') });
  const start = of.querySelector('[type="submit"]');
  if (start?.getAttribute('aria-busy') === 'true') return;
  start?.setAttribute('aria-busy', 'true');
  const answer = await send('POST', 'api/v1/jobs', wishesOf(of, chosen));
  start?.removeAttribute('aria-busy');
  if (!answer.ok) return showFailure(answer.failure);
  location.assign(at(`jobs/${answer.data.job}`));
}

/** The numbers of chapters are those of a reading with front matter. @param {HTMLFormElement} of @param {HTMLInputElement[]} chosen */
function wishesOf(of, chosen) {
  const data = new FormData(of);
  const extras = data.getAll('extras').map(String);
  const speed = Number(data.get('speed'));
  return {
    book: String(data.get('book')),
    voice: String(data.get('voice')),
    priority: String(data.get('priority')),
    format: String(data.get('format')),
    split: String(data.get('split')),
    ...readingOf(boxes(of), chosen),
    ...(extras.length === 0 ? {} : { extras }),
    ...(speed === 1 ? {} : { speed }),
  };
}

/** All of a book without front matter is what everybody gets who wishes nothing. @param {HTMLInputElement[]} all @param {HTMLInputElement[]} chosen */
function readingOf(all, chosen) {
  const hasFront = all.some((box) => box.dataset['kind'] === 'front');
  if (!hasFront && chosen.length === all.length) return {};
  return { ...(hasFront ? { include: ['front'] } : {}), chapters: chosen.map((box) => box.value).join(',') };
}
