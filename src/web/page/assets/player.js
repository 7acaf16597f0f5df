import { showFailure } from './messages.js';
import { sharedName } from './place.js';
import { say } from './words.js';

/** The server tells here how loud a chapter is to be heard that is not levelled yet, in decibels. */
const GAIN_HEADER = 'X-E2A-Gain-Db';
const DECIBELS_PER_DECADE = 20;

const box = document.getElementById('player');
const audio = document.getElementById('audio');
const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(sharedName('player')) : null;

/** @type {{ gain: GainNode | null, context: AudioContext | null, object: string | null }} */
const sound = { gain: null, context: null, object: null };

/** Links and buttons with `data-listen` play here; one sound at a time, over all tabs. */
export function startPlayer() {
  if (!(audio instanceof HTMLAudioElement) || box === null) return;
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[data-listen]') : null;
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void playChapter(link.href, link.dataset['listen'] ?? '');
  });
  audio.addEventListener('play', () => channel?.postMessage('play'));
  audio.addEventListener('error', () => {
    if (audio.hasAttribute('src')) showFailure({ what: say('noSound'), fix: say('noSoundFix') });
  });
  channel?.addEventListener('message', () => audio.pause());
  document.getElementById('close-player')?.addEventListener('click', close);
}

/** Bytes that were made for this listening. @param {Blob} blob @param {string} title */
export async function playBlob(blob, title) {
  const object = URL.createObjectURL(blob);
  await play(object, title, null);
  sound.object = object;
}

/** @param {string} url @param {string} title */
async function playChapter(url, title) {
  const answer = await fetch(url, { method: 'HEAD' }).catch(() => null);
  const decibels = answer?.headers.get(GAIN_HEADER) ?? null;
  await play(url, title, decibels === null ? null : Number(decibels));
}

/** @param {string} url @param {string} title @param {number | null} decibels null: as it is */
async function play(url, title, decibels) {
  if (!(audio instanceof HTMLAudioElement) || box === null) return;
  forget();
  box.hidden = false;
  const isLevelled = decibels !== null && level(audio, decibels);
  if (decibels === null) level(audio, 0);
  show('title', title);
  show('loudness', decibels === null ? '' : say(isLevelled ? 'provisional' : 'plainLoudness'));
  audio.src = url;
  // A browser that wants one more press has its own button in the player.
  await audio.play().catch(() => undefined);
}

/**
 * Louder or softer, where the browser can; false where it cannot.
 * @param {HTMLAudioElement} element @param {number} decibels
 */
function level(element, decibels) {
  if (sound.gain === null && decibels === 0) return true;
  try {
    sound.context ??= new AudioContext();
    if (sound.gain === null) {
      sound.gain = sound.context.createGain();
      sound.context.createMediaElementSource(element).connect(sound.gain).connect(sound.context.destination);
    }
    void sound.context.resume();
    sound.gain.gain.value = 10 ** (decibels / DECIBELS_PER_DECADE);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} part @param {string} text */
function show(part, text) {
  const place = box?.querySelector(`[data-part="${part}"]`);
  if (!(place instanceof HTMLElement)) return;
  place.textContent = text;
  place.hidden = text === '';
}

function close() {
  if (!(audio instanceof HTMLAudioElement) || box === null) return;
  audio.pause();
  audio.removeAttribute('src');
  audio.load();
  forget();
  box.hidden = true;
  document.getElementById('content')?.focus();
}

function forget() {
  if (sound.object !== null) URL.revokeObjectURL(sound.object);
  sound.object = null;
}
