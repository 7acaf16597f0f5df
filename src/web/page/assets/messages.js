import { fill, say } from './words.js';

/** For an undo, in seconds: long enough to read the sentence and reach the button by keyboard. */
const UNDO_S = 10;

const box = document.getElementById('messages');
const voice = document.getElementById('said');

/** Tells who listens rather than looks; nothing is shown. @param {string} text */
export function announce(text) {
  if (voice !== null) voice.textContent = text;
}

/** Stays until somebody closes it. @param {import('./api.js').Failure} failure */
export function showFailure({ code = '', what, why = '', fix = '' }) {
  const message = copyOf('failure');
  if (message === null) return;
  put(message, 'what', what);
  put(message, 'why', why);
  put(message, 'fix', fix);
  const explain = message.querySelector('[data-part="code"]');
  if (explain instanceof HTMLElement) {
    explain.hidden = code === '';
    explain.textContent = fill(explain.textContent ?? '', { code });
  }
  message.querySelector('button')?.addEventListener('click', () => message.remove());
  box?.append(message);
}

/**
 * Does something in ten seconds, unless it is undone; at once when the page is left, because it was asked for.
 * @param {string} text what will be done @param {() => void} action
 * @param {HTMLElement | null} from what was pressed: gets the focus back
 * @param {() => void} [undone]
 */
export function offerUndo(text, action, from, undone = () => undefined) {
  const message = copyOf('undo');
  if (message === null) return action();
  let seconds = UNDO_S;
  const show = () => put(message, 'what', say('undoIn', { text, seconds }));
  /** @param {boolean} isWanted */
  const end = (isWanted) => {
    clearInterval(ticking);
    removeEventListener('pagehide', leave);
    const hadFocus = message.contains(document.activeElement);
    message.remove();
    if (hadFocus) from?.focus();
    if (isWanted) return action();
    announce(say('undone'));
    undone();
  };
  const leave = () => end(true);
  const ticking = setInterval(() => {
    seconds -= 1;
    if (seconds <= 0) end(true);
    else show();
  }, 1_000);
  addEventListener('pagehide', leave);
  message.querySelector('[data-part="undo"]')?.addEventListener('click', () => end(false));
  message.querySelector('[data-part="now"]')?.addEventListener('click', () => end(true));
  show();
  announce(text);
  box?.append(message);
  message.querySelector('button')?.focus();
}

/** @param {string} name @returns {HTMLElement | null} */
export function copyOf(name) {
  const template = document.getElementById(`template-${name}`);
  const copy = template instanceof HTMLTemplateElement ? template.content.firstElementChild?.cloneNode(true) : null;
  return copy instanceof HTMLElement ? copy : null;
}

/** @param {HTMLElement} within @param {string} part @param {string} text */
export function put(within, part, text) {
  const place = within.querySelector(`[data-part="${part}"]`);
  if (!(place instanceof HTMLElement)) return;
  place.textContent = text;
  place.hidden = text === '';
}
