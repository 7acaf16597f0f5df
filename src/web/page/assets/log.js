import { copyOf, put } from './messages.js';
import { at } from './place.js';

/** Lines that a log holds; the first ones go. */
const MOST_LINES = 500;
/** Longer nobody waits for what is past; what happens now comes by the tab's own stream. */
const HISTORY_MS = 10_000;

/** What happened to a book: from now on by itself, from before when somebody opens it. */
export function startLog() {
  const box = document.getElementById('log');
  const list = document.querySelector('[data-log]');
  if (!(box instanceof HTMLDetailsElement) || !(list instanceof HTMLElement)) return;
  box.addEventListener('toggle', () => void readHistory(list.dataset['log'] ?? ''), { once: true });
}

/** @param {any} event */
export function addLine(event) {
  const list = document.querySelector(`[data-log="${CSS.escape(event.job)}"]`);
  const line = copyOf('event');
  if (list === null || line === null || list.querySelector(`[data-seq="${event.seq}"]`) !== null) return;
  line.dataset['seq'] = String(event.seq);
  put(line, 'time', new Date(event.at).toLocaleTimeString([], { timeStyle: 'short' }));
  put(line, 'text', event.text);
  const later = [...list.children].find((one) => Number(one.getAttribute('data-seq')) > event.seq);
  list.insertBefore(line, later ?? null);
  while (list.children.length > MOST_LINES) list.firstElementChild?.remove();
  const none = document.getElementById('no-events');
  if (none !== null) none.hidden = true;
}

/** The job's own stream from its first event on; left as soon as it has told what is past. @param {string} job */
async function readHistory(job) {
  const enough = new AbortController();
  const signal = AbortSignal.any([enough.signal, AbortSignal.timeout(HISTORY_MS)]);
  try {
    const response = await fetch(at(`api/v1/jobs/${job}/events?after=0`), { signal });
    if (!response.ok || response.body === null) return;
    for await (const block of blocksOf(response.body)) {
      const [event, data] = [field(block, 'event'), field(block, 'data')];
      if (event === 'happened') addLine(JSON.parse(data));
      else if (event !== '') return;
    }
  } catch {
    // What is past stays unknown; the connection's own sign tells when it is away.
  } finally {
    enough.abort();
  }
}

/** @param {ReadableStream<Uint8Array<ArrayBuffer>>} body @returns {AsyncGenerator<string>} */
async function* blocksOf(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    yield* blocks;
  }
}

/** @param {string} block @param {string} name */
const field = (block, name) =>
  block
    .split('\n')
    .find((line) => line.startsWith(`${name}: `))
    ?.slice(name.length + 2) ?? '';
