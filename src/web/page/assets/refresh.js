import { morph } from './morph.js';

/** Between two looks at the page anew, however much happens. */
const LEAST_GAP_MS = 400;

/** @type {{ running: Promise<void> | null, again: boolean }} */
const state = { running: null, again: false };

/** The page as the server would show it now, put into this one; many calls are one. @returns {Promise<void>} */
export function refresh() {
  if (state.running !== null) {
    state.again = true;
    return state.running;
  }
  state.running = look().finally(() => {
    state.running = null;
  });
  return state.running;
}

async function look() {
  do {
    state.again = false;
    await lookOnce();
    await new Promise((resolve) => setTimeout(resolve, LEAST_GAP_MS));
  } while (state.again);
}

async function lookOnce() {
  const response = await fetch(location.href, { headers: { Accept: 'text/html' } }).catch(() => null);
  // Away or signed out: the state of the connection is told by the stream.
  if (response === null || !response.ok || response.redirected) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const id of ['pages', 'content']) {
    const [old, wanted] = [document.getElementById(id), fresh.getElementById(id)];
    if (old !== null && wanted !== null) morph(old, wanted);
  }
  dispatchEvent(new Event('e2a:refreshed'));
}
