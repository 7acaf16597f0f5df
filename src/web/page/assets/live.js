import { duration } from './duration.js';
import { addLine } from './log.js';
import { announce, put } from './messages.js';
import { isOlder, turnsOf } from './newest.js';
import { refresh } from './refresh.js';
import { openStream } from './stream.js';
import { say } from './words.js';

/** Told aloud: ends, and what needs somebody. Percents are not. */
const TOLD = new Set([
  'book-accepted',
  'chapter-joined',
  'chapter-failed',
  'book-completed',
  'book-partial',
  'book-failed',
  'book-cancelled',
]);

/** The last word of each job that is there. @type {Map<string, any>} */
const told = new Map();

/** Keeps what the page shows of jobs up to date. */
export function startLive() {
  addEventListener('e2a:refreshed', showNewest);
  openStream((message) => {
    if (message.type === 'link') showLink(message.state);
    if (message.type === 'snapshot') showAll(message.jobs);
    if (message.type === 'status') showStatus(message.status);
    if (message.type === 'happened') tell(message.event);
  });
}

/** @param {'up' | 'down'} state */
function showLink(state) {
  const link = document.getElementById('link');
  if (link === null || link.dataset['state'] === state) return;
  const wasDown = link.dataset['state'] === 'down';
  link.dataset['state'] = state;
  put(link, 'word', say(state === 'up' ? 'linkUp' : 'linkDown'));
  if (state === 'down') announce(say('linkDown'));
  if (state === 'up' && wasDown) {
    announce(say('linkMended'));
    void refresh();
  }
}

/** @param {any[]} jobs */
function showAll(jobs) {
  for (const status of jobs) showStatus(status);
  const known = new Set(jobs.map(({ job }) => job));
  for (const job of told.keys()) if (!known.has(job)) told.delete(job);
  const shown = [...document.querySelectorAll('[data-list="jobs"] > [data-job]')];
  if (shown.some((each) => !known.has(each.getAttribute('data-job')))) void refresh();
}

/** How a job stands, at once: what only grows is patched here, a change of shape is asked for. @param {any} status */
function showStatus(status) {
  const places = placesOf(status.job);
  const isGone = status.state === 'removed';
  if (isGone) told.delete(status.job);
  else if (isOlder(status.turns, told.get(status.job)?.turns ?? {})) return;
  else told.set(status.job, status);
  const behind = places.filter((place) => !isOlder(status.turns, turnsOf(place)));
  for (const place of behind) patch(place, status);
  const isMissing = places.length === 0 && document.querySelector('[data-list="jobs"]') !== null;
  if (isGone ? places.length > 0 : isMissing || behind.some((place) => differs(place, status))) void refresh();
}

/** The page that was fetched may have been read before the last word was, and have come after it. */
function showNewest() {
  for (const status of told.values()) {
    const older = placesOf(status.job).filter((place) => isOlder(turnsOf(place), status.turns));
    for (const place of older) patch(place, status);
    if (older.some((place) => differs(place, status))) void refresh();
  }
}

/** @param {string} job @returns {readonly HTMLElement[]} */
const placesOf = (job) =>
  [...document.querySelectorAll(`[data-job="${CSS.escape(job)}"]`)].filter((place) => place instanceof HTMLElement);

/** @param {HTMLElement} place @param {any} status */
function patch(place, status) {
  place.dataset['turns'] = JSON.stringify(status.turns);
  showPercent(place, status.percent);
  const rate = Number(place.dataset['rate']);
  const isSpoken = status.state === 'converting' && !status.paused;
  const guess = rate > 0 ? (status.characters - status.charactersDone) / rate : null;
  const left = isSpoken ? (status.secondsLeft ?? guess) : null;
  put(place, 'left', left === null ? '' : say('left', { time: duration(left) }));
  for (const chapter of status.chapters) {
    const row = place.querySelector(`[data-chapter="${chapter.id}"]`);
    if (row instanceof HTMLElement) showChapter(row, chapter);
  }
}

/** @param {HTMLElement} row @param {any} chapter */
function showChapter(row, { percent, nodes, attempts }) {
  showPercent(row, percent);
  put(row, 'nodes', nodes.toSorted().join(', '));
  put(row, 'again', attempts === 0 ? '' : say('times', { n: attempts }));
}

/** @param {HTMLElement} place @param {number} percent */
function showPercent(place, percent) {
  const bar = place.querySelector('progress');
  const text = place.querySelector('[data-part="percent"]');
  const shown = say('percent', { percent: percent.toFixed(1) });
  if (bar !== null && bar.value !== percent) bar.value = percent;
  if (text !== null && text.textContent !== shown) text.textContent = shown;
}

/** Whether the page would be built in another way now. @param {Element} place @param {any} status */
function differs(place, { state, paused, priority, waitingFor, chapters, files }) {
  if (place.getAttribute('data-state') !== (paused ? 'paused' : state)) return true;
  if (place.getAttribute('data-priority') !== priority) return true;
  if ((place.getAttribute('data-waiting') ?? '') !== (waitingFor ?? '')) return true;
  if (Number(place.getAttribute('data-files')) !== files.length) return true;
  const rows = place.querySelectorAll('[data-chapter]');
  if (!place.hasAttribute('data-chapters')) return place.getAttribute('data-joined') !== String(joined(chapters));
  if (rows.length !== chapters.length) return true;
  return [...rows].some((row, index) => row.getAttribute('data-progress') !== chapters[index].state);
}

/** @param {any[]} chapters */
const joined = (chapters) => chapters.filter(({ state }) => state === 'joined' || state === 'encoded').length;

/** @param {any} event */
function tell(event) {
  const log = document.querySelector(`[data-log="${CSS.escape(event.job)}"]`);
  const isHere = log !== null || document.querySelector('[data-list="jobs"]') !== null;
  if (isHere && TOLD.has(event.type)) announce(event.text);
  if (event.type === 'book-removed') void refresh();
  if (log !== null) addLine(event);
}
