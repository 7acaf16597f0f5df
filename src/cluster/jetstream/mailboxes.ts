import type { MailDelivery, Mailboxes } from '../ports/index.js';
import { encodeEnvelope } from './codec.js';
import type { Link } from './link.js';
import { patiently } from './patience.js';
import { pullFirst } from './raw-pull.js';
import { acknowledge, deliveryCountOf, giveBack, terminate } from './settle.js';
import { traceHeaders } from './trace-headers.js';
import { waitingMail } from './waiting-mail.js';
import { MAIL_STREAM, mailConsumerName, mailSubject } from './subjects.js';

/** Mailboxes on the stream E2A_MAIL: one durable consumer per kind and partition keeps the order. */
export function jetStreamMailboxes(link: Link, partitions: number): Mailboxes {
  return {
    partitions,
    post: async (envelope) => {
      const subject = mailSubject(envelope.to, partitions);
      const payload = encodeEnvelope(envelope);
      const options = { msgID: envelope.id, headers: traceHeaders(envelope.traceparent) };
      await patiently(link, 'posting mail', () => link.js.publish(subject, payload, options));
    },
    take: async (kind, partition, waitMs, signal) => {
      const message = await pullFirst(link, {
        stream: MAIL_STREAM,
        consumers: [mailConsumerName(kind, partition)],
        waitMs,
        signal,
        onUnavailable: async () => undefined,
      });
      if (message === null) return null;
      return {
        payload: message.data,
        deliveryCount: deliveryCountOf(message),
        ack: () => acknowledge(link, message),
        nak: (delayMs) => giveBack(link, message, delayMs),
        terminate: (reason) => terminate(link, message, reason),
      } satisfies MailDelivery;
    },
    waiting: (kind, job) => waitingMail(link, kind, job),
  };
}
