import { send } from './api.js';
import { announce, offerUndo, showFailure } from './messages.js';
import { at } from './place.js';
import { refresh } from './refresh.js';
import { fill, say } from './words.js';

/**
 * Buttons that say in their attributes what they ask for, so that one listener serves every page:
 * `data-call` (path), `data-method`, `data-body` (JSON), `data-undo` (what will be done: it waits ten seconds),
 * `data-go` (where to be afterwards; `{job}` is what the answer calls so), `data-said` (a word of what came of it), `data-opens` and `data-closes` (a dialog's id).
 */
export function startActions() {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null;
    if (button === null) return;
    const { opens, closes, call } = button.dataset;
    if (opens !== undefined) dialog(opens)?.showModal();
    if (closes !== undefined) dialog(closes)?.close();
    if (call !== undefined) press(button);
  });
  document.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLSelectElement && target.dataset['call'] !== undefined) void choose(target);
  });
}

/** @param {string} id */
function dialog(id) {
  const found = document.getElementById(id);
  return found instanceof HTMLDialogElement ? found : null;
}

/** @param {HTMLButtonElement} button */
function press(button) {
  if (button.getAttribute('aria-busy') === 'true') return;
  const undo = button.dataset['undo'];
  if (undo === undefined) return void ask(button);
  button.setAttribute('aria-busy', 'true');
  offerUndo(
    undo,
    () => void ask(button),
    button,
    () => button.removeAttribute('aria-busy'),
  );
}

/** @param {HTMLButtonElement} button */
async function ask(button) {
  const { call = '', method = 'POST', body, go, said } = button.dataset;
  button.setAttribute('aria-busy', 'true');
  const answer = await send(method, call, body === undefined ? undefined : JSON.parse(body), { keepalive: true });
  button.removeAttribute('aria-busy');
  if (!answer.ok) return showFailure(answer.failure);
  if (go !== undefined) return location.assign(at(fill(go, answer.data ?? {})));
  if (said !== undefined) confirm(button, say(said));
  await refresh();
}

/** What came of it, on the button itself. @param {HTMLButtonElement} button @param {string} word */
function confirm(button, word) {
  const text = button.querySelector('span');
  if (text !== null) text.textContent = word;
  announce(word);
}

/** @param {HTMLSelectElement} select `data-as`: what its value is called */
async function choose(select) {
  const { call = '', as: key = 'value' } = select.dataset;
  const answer = await send('POST', call, { [key]: select.value });
  if (!answer.ok) showFailure(answer.failure);
  await refresh();
}
