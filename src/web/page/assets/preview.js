import { showFailure } from './messages.js';
import { at } from './place.js';
import { playBlob } from './player.js';
import { say } from './words.js';

/**
 * Buttons with `data-preview`: the voice, or the id of the field that holds it; `data-text`: the id of the field with
 * the sentence.
 */
export function startPreviews() {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button[data-preview]') : null;
    if (button instanceof HTMLButtonElement) void preview(button);
  });
}

/** @param {HTMLButtonElement} button */
async function preview(button) {
  if (button.getAttribute('aria-busy') === 'true') return;
  button.setAttribute('aria-busy', 'true');
  const voice = valueIn(button.dataset['preview'] ?? '');
  const sound = await soundOf(voice, valueIn(button.dataset['text'] ?? ''), Number(valueIn('speed')) || 1);
  button.removeAttribute('aria-busy');
  if (sound !== null) await playBlob(sound, voice);
}

/** @param {string} name a field's id, or what is meant itself */
function valueIn(name) {
  const field = document.getElementById(name);
  const isField =
    field instanceof HTMLInputElement || field instanceof HTMLSelectElement || field instanceof HTMLTextAreaElement;
  return isField ? field.value : name;
}

/** @param {string} voice @param {string} text @param {number} speed @returns {Promise<Blob | null>} */
async function soundOf(voice, text, speed) {
  const response = await fetch(at(`api/v1/voices/${encodeURIComponent(voice)}/preview`), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ text, speed }),
  }).catch(() => null);
  if (response?.ok === true) return response.blob();
  const body = await response?.json().catch(() => null);
  showFailure(body?.error ?? { what: say('noAnswer'), why: say('noAnswerWhy'), fix: say('noAnswerFix') });
  return null;
}
