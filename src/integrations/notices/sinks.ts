import { createHmac } from 'node:crypto';
import type { Settings } from '../../config/index.js';
import type { Clock } from '../../core/index.js';
import { whyUnreached } from '../outgoing/index.js';
import type { Notice } from './notice.js';

/** How a sink answered. `refused`: this notice will never be taken; `failed`: it may be later. Words without addresses. */
export type Answer = { readonly type: 'taken' } | { readonly type: 'refused' | 'failed'; readonly why: string };

/** Somebody who is told. */
export interface Sink {
  readonly name: 'ntfy' | 'webhook';
  /** For a person; no address, which may be a secret. */
  readonly about: string;
  send(notice: Notice): Promise<Answer>;
}

export type SinkSettings = Pick<
  Settings,
  'noticesNtfyUrl' | 'noticesNtfyToken' | 'noticesWebhookUrl' | 'noticesWebhookSecret'
>;

/** Of one answer. */
const ANSWER_LIMIT_MS = 10_000;
const SECOND_MS = 1_000;
/** What a sink says of a message that it will not take at any time. */
const REFUSALS = [400, 413, 422];
/** On ntfy's scale from 1 to 5. */
const USUAL = 3;
const HIGH = 4;

export function sinksOf(settings: SinkSettings, clock: Clock): readonly Sink[] {
  const { noticesNtfyUrl: ntfy, noticesWebhookUrl: webhook } = settings;
  return [
    ...(ntfy === null ? [] : [ntfySink(ntfy, settings.noticesNtfyToken)]),
    ...(webhook === null ? [] : [webhookSink(webhook, settings.noticesWebhookSecret, clock)]),
  ];
}

/** As JSON to the server's root: titles in any script arrive, which in a header they would not. */
function ntfySink(url: string, token: string | null): Sink {
  const { origin, pathname } = new URL(url);
  const [topic = '', ...above] = pathname.split('/').filter(Boolean).toReversed();
  const root = [origin, ...above.toReversed(), ''].join('/');
  const headers = token === null ? {} : { Authorization: `Bearer ${token}` };
  return {
    name: 'ntfy',
    about: new URL(url).host,
    send: (notice) => post(root, JSON.stringify(ntfyMessage(decodeURIComponent(topic), notice)), headers),
  };
}

const TAGS: Readonly<Record<string, string>> = {
  'book-completed': 'headphones',
  'book-partial': 'warning',
  'book-failed': 'rotating_light',
};

const ntfyMessage = (topic: string, { event, text, job }: Notice) => ({
  topic,
  title: job === null || job.title === '' ? 'e2a' : job.title,
  message: [text, job?.failure?.fix].filter(Boolean).join('\n'),
  tags: [TAGS[event] ?? 'books', event],
  priority: event === 'book-failed' ? HIGH : USUAL,
  ...(job === null || job.page === null ? {} : { click: job.page }),
});

function webhookSink(url: string, secret: string | null, clock: Clock): Sink {
  return {
    name: 'webhook',
    about: `${new URL(url).host}${secret === null ? ', not signed' : ', signed'}`,
    send: (notice) => {
      const body = JSON.stringify({ v: 1, ...notice });
      const timestamp = String(Math.floor(clock.now() / SECOND_MS));
      return post(url, body, {
        'X-E2A-Event': notice.event,
        'X-E2A-Delivery': notice.id,
        'X-E2A-Timestamp': timestamp,
        ...(secret === null ? {} : { 'X-E2A-Signature': signatureOf(secret, timestamp, body) }),
      });
    },
  };
}

/** Over `TIMESTAMP.BODY`: an old message sent again by somebody else has an old timestamp. */
const signatureOf = (secret: string, timestamp: string, body: string): string =>
  `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;

async function post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'User-Agent': 'e2a', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
    });
    await answer.body?.cancel();
    if (answer.ok) return { type: 'taken' };
    return { type: REFUSALS.includes(answer.status) ? 'refused' : 'failed', why: `It answered ${answer.status}.` };
  } catch (error) {
    return { type: 'failed', why: whyUnreached(error, ANSWER_LIMIT_MS) };
  }
}
