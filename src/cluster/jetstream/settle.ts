import type { Msg } from '@nats-io/transport-node';
import { classify } from './classify.js';
import type { Link } from './link.js';
import { REQUEST_TIMEOUT_MS } from './link.js';
import { patiently } from './patience.js';

const ACK = '+ACK';
const NAK = '-NAK';
const TERM = '+TERM';
const WORKING = '+WPI';
const NS_PER_MS = 1_000_000;
/** The server reads a reason as the rest of one line. */
const REASON_MAX = 200;

/** Tokens of `$JS.ACK.<stream>.<consumer>.<deliveries>.…`; servers that name domain and account have two more in front. */
const SHORT_FORM_TOKENS = 9;
const DELIVERIES_AT = 4;
const DOMAIN_TOKENS = 2;

/** How often this message has been delivered, this time included; 1 when the server does not say. */
export function deliveryCountOf(message: Msg): number {
  const tokens = (message.reply ?? '').split('.');
  const at = tokens.length === SHORT_FORM_TOKENS ? DELIVERIES_AT : DELIVERIES_AT + DOMAIN_TOKENS;
  const count = Number(tokens[at]);
  return Number.isInteger(count) && count > 0 ? count : 1;
}

/** Resolves when the server has stored that the message is done. */
export const acknowledge = (link: Link, message: Msg): Promise<void> => confirmed(link, message, ACK);

/** Resolves when the server has taken the message back. @param delayMs 0: to be delivered again at once */
export const giveBack = (link: Link, message: Msg, delayMs: number): Promise<void> =>
  confirmed(link, message, delayMs > 0 ? `${NAK} ${JSON.stringify({ delay: Math.round(delayMs) * NS_PER_MS })}` : NAK);

/** Never to be delivered again. */
export const terminate = (link: Link, message: Msg, reason: string): Promise<void> =>
  confirmed(link, message, `${TERM} ${reason.replace(/\s+/g, ' ').slice(0, REASON_MAX)}`);

/** Renews the lease; nobody answers, the next one comes soon. */
export function stillWorking(link: Link, message: Msg): void {
  if (!link.nc.isClosed() && message.reply) link.nc.publish(message.reply, WORKING);
}

/** Back to the queue at once, without waiting for the server to say so. */
export function handBack(link: Link, message: Msg): void {
  if (!link.nc.isClosed() && message.reply) link.nc.publish(message.reply, NAK);
}

/** The server answers every kind of settlement when asked by request; repeating one is harmless. */
async function confirmed(link: Link, message: Msg, body: string): Promise<void> {
  const reply = message.reply;
  if (!reply) return;
  await patiently(link, 'settling a message', async () => {
    try {
      await link.nc.request(reply, body, { timeout: REQUEST_TIMEOUT_MS });
    } catch (error) {
      if (classify(error) !== 'gone') throw error;
    }
  });
}
