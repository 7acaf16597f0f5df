import type { Msg, Subscription } from '@nats-io/transport-node';
import { createInbox } from '@nats-io/transport-node';
import type { Link } from './link.js';
import { pause, REQUEST_TIMEOUT_MS } from './link.js';
import { onAbort } from './on-abort.js';
import { handBack } from './settle.js';

/**
 * Pulls of one message, spoken in the wire protocol.
 *
 * The client library knows no `no_wait`, and its `consume()` takes more than one item while a worker is busy (measured),
 * so pulls live here and nowhere else. Each puller has an inbox of its own: a delivered message keeps its own subject,
 * which the library's request multiplexer would not recognise.
 */
export interface PullRequest {
  readonly stream: string;
  /** Durable consumers, most urgent first. */
  readonly consumers: readonly string[];
  readonly waitMs: number;
  readonly signal: AbortSignal;
  /** Called when the server knows no such consumer, or is away; may mend it. */
  readonly onUnavailable: () => Promise<void>;
}

type Answer =
  | { readonly type: 'message'; readonly message: Msg }
  | { readonly type: 'none' }
  | { readonly type: 'unavailable' };

const NONE: Answer = { type: 'none' };
const UNAVAILABLE: Answer = { type: 'unavailable' };

/** An open pull is renewed this often, so that one lost without a trace costs no more than this. */
const MAX_OPEN_MS = 5_000;
/** The server ends a pull by itself; we stop believing in it a little later. */
const GRACE_MS = 500;
/** Before asking again a server that said it cannot serve. */
const UNAVAILABLE_PAUSE_MS = 200;
const STATUS_HEARTBEAT = 100;
const STATUS_NO_MESSAGES = 404;
const STATUS_EXPIRED = 408;
const NS_PER_MS = 1_000_000;

/**
 * The next message, most urgent consumer first: asks each without waiting, then keeps one pull open on each.
 * What arrives beside the first is handed back at once.
 * @returns null when nothing came within `waitMs`, or `signal` aborted
 */
export async function pullFirst(link: Link, request: PullRequest): Promise<Msg | null> {
  const until = performance.now() + request.waitMs;
  for (;;) {
    if (request.signal.aborted || link.closing.aborted) return null;
    const answer = await round(link, request, until);
    if (answer.type === 'message') return keepUnlessAborted(link, request, answer.message);
    if (performance.now() >= until) return null;
    if (answer.type === 'unavailable') await mend(link, request, until);
  }
}

/** A message that comes together with the abort would be forgotten by its caller until the lease ends. */
function keepUnlessAborted(link: Link, request: PullRequest, message: Msg): Msg | null {
  if (!request.signal.aborted) return message;
  handBack(link, message);
  return null;
}

async function mend(link: Link, request: PullRequest, until: number): Promise<void> {
  await request.onUnavailable();
  const leftMs = Math.max(0, until - performance.now());
  await pause(Math.min(UNAVAILABLE_PAUSE_MS, leftMs), request.signal, link.closing);
}

async function round(link: Link, request: PullRequest, until: number): Promise<Answer> {
  const inbox = new PullInbox(link, request.stream);
  try {
    const leftMs = Math.max(0, until - performance.now());
    if (request.consumers.length > 1 || leftMs === 0) {
      const ready = await askInOrder(inbox, request);
      if (ready.type !== 'none' || leftMs === 0) return ready;
    }
    return await inbox.open(request.consumers, Math.max(1, Math.min(leftMs, MAX_OPEN_MS)), request.signal);
  } finally {
    inbox.close();
  }
}

async function askInOrder(inbox: PullInbox, request: PullRequest): Promise<Answer> {
  for (const consumer of request.consumers) {
    const answer = await inbox.ask(consumer, request.signal);
    if (answer.type !== 'none') return answer;
  }
  return NONE;
}

/** Pulls in flight: which consumers have not answered yet, and what ends the wait for them. */
interface Wait {
  readonly open: Set<string>;
  readonly end: (answer: Answer) => void;
}

/** The reply address of a few pulls. What comes to it when nobody waits any more goes back to the queue. */
class PullInbox {
  private readonly base: string;
  private readonly subscription: Subscription;
  private wait: Wait | null = null;

  constructor(
    private readonly link: Link,
    private readonly stream: string,
  ) {
    this.base = createInbox(link.inboxPrefix);
    this.subscription = link.nc.subscribe(`${this.base}.*`, {
      callback: (error, message) => this.take(error, message),
    });
  }

  /** Without waiting. */
  ask(consumer: string, signal: AbortSignal): Promise<Answer> {
    return this.pull([consumer], '{"batch":1,"no_wait":true}', REQUEST_TIMEOUT_MS, UNAVAILABLE, signal);
  }

  /** One open pull on each; the first message wins. */
  open(consumers: readonly string[], waitMs: number, signal: AbortSignal): Promise<Answer> {
    const body = JSON.stringify({ batch: 1, expires: Math.ceil(waitMs) * NS_PER_MS });
    return this.pull(consumers, body, waitMs + GRACE_MS, NONE, signal);
  }

  /**
   * Ends the interest in open pulls and hears out what is already on its way: after the server has confirmed, it
   * delivers nothing more to us, so nothing is lost in the middle.
   */
  close(): void {
    if (this.subscription.isClosed() || this.link.nc.isClosed()) return;
    this.subscription.drain().catch(() => undefined);
  }

  private pull(
    consumers: readonly string[],
    body: string,
    limitMs: number,
    atLimit: Answer,
    signal: AbortSignal,
  ): Promise<Answer> {
    if (signal.aborted) return Promise.resolve(NONE);
    return new Promise((resolve) => {
      const end = (answer: Answer): void => {
        if (this.wait !== wait) return;
        this.wait = null;
        clearTimeout(timer);
        stopListening();
        stopSignal();
        resolve(answer);
      };
      const wait: Wait = { open: new Set(consumers), end };
      this.wait = wait;
      const timer = setTimeout(() => end(atLimit), limitMs);
      const stopListening = this.link.onBreak(() => end(UNAVAILABLE));
      const stopSignal = onAbort(signal, () => end(NONE));
      for (const consumer of consumers) this.send(consumer, body);
    });
  }

  private send(consumer: string, body: string): void {
    const subject = `$JS.API.CONSUMER.MSG.NEXT.${this.stream}.${consumer}`;
    this.link.nc.publish(subject, body, { reply: `${this.base}.${consumer}` });
  }

  private take(error: Error | null, message: Msg): void {
    const status = error ? 0 : (message.headers?.code ?? 0);
    if (error) this.wait?.end(UNAVAILABLE);
    else if (status === 0) this.deliver(message);
    else if (status !== STATUS_HEARTBEAT) this.ended(message.subject.slice(this.base.length + 1), status);
  }

  private deliver(message: Msg): void {
    if (this.wait) this.wait.end({ type: 'message', message });
    else handBack(this.link, message);
  }

  /** The server closed one pull: nothing there, time over, or it cannot serve. */
  private ended(consumer: string, status: number): void {
    if (status !== STATUS_NO_MESSAGES && status !== STATUS_EXPIRED) {
      this.wait?.end(UNAVAILABLE);
      return;
    }
    this.wait?.open.delete(consumer);
    if (this.wait?.open.size === 0) this.wait.end(NONE);
  }
}
