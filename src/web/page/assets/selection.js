import { send } from './api.js';
import { offerUndo, showFailure } from './messages.js';
import { refresh } from './refresh.js';
import { say } from './words.js';

/** Books that are ticked, and what is asked of all of them. */
export function startSelection() {
  const bar = document.getElementById('selection');
  const list = document.getElementById('books');
  if (bar === null || list === null) return;
  const show = () => {
    const n = picked().length;
    bar.hidden = n === 0;
    const count = bar.querySelector('[data-part="count"]');
    if (count !== null) count.textContent = say('selectedCount', { n });
  };
  list.addEventListener('change', show);
  addEventListener('e2a:refreshed', show);
  bar.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null;
    if (button?.dataset['each'] !== undefined) press(button, button.dataset['each']);
  });
  show();
}

/** @returns {HTMLInputElement[]} */
const picked = () =>
  [...document.querySelectorAll('#books .pick:checked')].filter((box) => box instanceof HTMLInputElement);

/** @param {HTMLButtonElement} button @param {string} verb */
function press(button, verb) {
  const boxes = picked();
  const go = () => void askAll(boxes, verb, button.dataset['body']);
  if (verb !== 'cancel') return go();
  const [first] = boxes;
  const text =
    boxes.length === 1
      ? say('cancelling', { title: first?.dataset['title'] ?? '' })
      : say('cancellingMany', { n: boxes.length });
  offerUndo(text, go, button);
}

/** @param {HTMLInputElement[]} boxes @param {string} verb @param {string | undefined} body JSON */
async function askAll(boxes, verb, body) {
  const asked = body === undefined ? undefined : JSON.parse(body);
  const answers = await Promise.all(
    boxes.map((box) => send('POST', `api/v1/jobs/${box.value}/${verb}`, asked, { keepalive: true })),
  );
  for (const answer of answers) if (!answer.ok) showFailure(answer.failure);
  for (const box of boxes) box.checked = false;
  await refresh();
}
