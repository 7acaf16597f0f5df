import { at, sharedName } from './place.js';

/**
 * What happens in the cluster, once for all tabs: one of them reads the stream and tells the others. It holds a lock;
 * when it goes, the next one takes over from the last event it heard. Without locks (plain http to another machine)
 * each tab reads by itself.
 *
 * @typedef {{ type: 'snapshot', seq: number, jobs: any[] }
 *   | { type: 'happened', seq: number, event: any }
 *   | { type: 'status', status: any }
 *   | { type: 'link', state: 'up' | 'down' }
 *   | { type: 'hello' }} Message
 */

/** Browsers come back by themselves; where they gave up (a proxy's error page) we do it. */
const OPEN_AGAIN_MS = 2_000;

/** @param {(message: Message) => void} onMessage @returns {{ close(): void }} */
export function openStream(onMessage) {
  const tab = new Tab(onMessage);
  if (!('locks' in navigator)) tab.lead();
  else {
    tab.greet();
    void navigator.locks.request(sharedName('stream'), { signal: tab.closed }, () => tab.lead()).catch(() => undefined);
  }
  return { close: () => tab.close() };
}

class Tab {
  #lastSeq = 0;
  /** How each job stands, for tabs that come later. @type {Map<string, any>} */
  #jobs = new Map();
  #link = /** @type {'up' | 'down'} */ ('down');
  /** @type {EventSource | null} */
  #source = null;
  #channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(sharedName('stream')) : null;
  #closing = new AbortController();

  /** @param {(message: Message) => void} onMessage */
  constructor(onMessage) {
    this.onMessage = onMessage;
    this.#channel?.addEventListener('message', ({ data }) => this.#hear(data));
    addEventListener('pagehide', () => this.close());
  }

  get closed() {
    return this.#closing.signal;
  }

  close() {
    this.#closing.abort();
    this.#source?.close();
    this.#channel?.close();
  }

  /** Whoever reads the stream answers with how things stand. */
  greet() {
    this.#channel?.postMessage({ type: 'hello' });
  }

  /** Reads the stream until the tab closes. @returns {Promise<void>} */
  lead() {
    this.#open();
    return new Promise((resolve) => this.closed.addEventListener('abort', () => resolve(), { once: true }));
  }

  #open() {
    if (this.closed.aborted) return;
    const after = this.#lastSeq > 0 ? `?after=${this.#lastSeq}` : '';
    const source = new EventSource(at(`api/v1/events${after}`));
    this.#source = source;
    source.addEventListener('open', () => this.#tell({ type: 'link', state: 'up' }));
    source.addEventListener('error', () => {
      this.#tell({ type: 'link', state: 'down' });
      if (source.readyState === EventSource.CLOSED) setTimeout(() => this.#open(), OPEN_AGAIN_MS);
    });
    source.addEventListener('snapshot', ({ data, lastEventId }) =>
      this.#tell({ type: 'snapshot', seq: Number(lastEventId), jobs: JSON.parse(data).jobs }),
    );
    source.addEventListener('happened', ({ data, lastEventId }) =>
      this.#tell({ type: 'happened', seq: Number(lastEventId), event: JSON.parse(data) }),
    );
    source.addEventListener('status', ({ data }) => this.#tell({ type: 'status', status: JSON.parse(data) }));
  }

  /** @param {Message} message of our own stream */
  #tell(message) {
    this.#take(message);
    this.#channel?.postMessage(message);
  }

  /** @param {Message} message of another tab */
  #hear(message) {
    if (message.type !== 'hello') return this.#take(message);
    if (this.#source === null) return;
    const jobs = [...this.#jobs.values()];
    this.#channel?.postMessage({ type: 'snapshot', seq: this.#lastSeq, jobs });
    this.#channel?.postMessage({ type: 'link', state: this.#link });
  }

  /** @param {Message} message */
  #take(message) {
    if (message.type === 'happened' && message.seq <= this.#lastSeq) return;
    if (message.type === 'happened' || message.type === 'snapshot') this.#lastSeq = message.seq;
    if (message.type === 'snapshot') this.#jobs = new Map(message.jobs.map((status) => [status.job, status]));
    if (message.type === 'status') this.#jobs.set(message.status.job, message.status);
    if (message.type === 'link') this.#link = message.state;
    this.onMessage(message);
  }
}
