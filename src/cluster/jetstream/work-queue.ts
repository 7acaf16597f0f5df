import type { Msg } from '@nats-io/transport-node';
import type { WorkClass } from '../../core/index.js';
import { PRIORITIES } from '../../core/index.js';
import type { WorkLease, WorkQueue } from '../ports/index.js';
import { isAlreadyQueued } from './classify.js';
import { decodeWorkItem, encodeWorkItem } from './codec.js';
import { unlessThere } from './ensure-streams.js';
import type { Link } from './link.js';
import { subjectsOf } from './list-subjects.js';
import { patiently } from './patience.js';
import { pullFirst } from './raw-pull.js';
import { acknowledge, deliveryCountOf, giveBack, stillWorking, terminate } from './settle.js';
import { WORK_STREAM, workConsumerName, workKeyOf, workOfJob, workSubject } from './subjects.js';
import type { LeaseTimes } from './topology.js';
import { traceHeaders } from './trace-headers.js';
import { workDepths } from './work-depths.js';
import { beatEveryMs, workConsumer } from './topology.js';

const [MOST_URGENT] = PRIORITIES;

/** Told of an item that cannot be read, with its subject. */
export type RefuseWork = (subject: string, reason: string) => Promise<void>;

/** The work queue on the stream E2A_WORK: one durable consumer per class and priority. */
export function jetStreamWorkQueue(link: Link, leases: LeaseTimes, refuse: RefuseWork): WorkQueue {
  const offer = (workClass: WorkClass): Promise<void> => offerClass(link, workClass, leases);
  return {
    beatEveryMs: beatEveryMs(leases),
    offer,
    enqueue: async (item, publishId) => {
      const subject = workSubject(item);
      const payload = encodeWorkItem(item);
      const options = { msgID: publishId, headers: traceHeaders(item.traceparent) };
      return await patiently(link, 'queueing work', async () => {
        try {
          const stored = await link.js.publish(subject, payload, options);
          return stored.duplicate ? 'already' : 'queued';
        } catch (error) {
          if (isAlreadyQueued(error)) return 'already';
          throw error;
        }
      });
    },
    pull: async (workClass, waitMs, signal) => {
      const until = performance.now() + waitMs;
      for (;;) {
        const message = await pullFirst(link, {
          stream: WORK_STREAM,
          consumers: PRIORITIES.map((priority) => workConsumerName(workClass, priority)),
          waitMs: Math.max(0, until - performance.now()),
          signal,
          onUnavailable: () => offer(workClass).catch(() => undefined),
        });
        if (message === null) return null;
        const lease = await leaseOf(link, message, refuse);
        if (lease !== null) return lease;
      }
    },
    pullUrgent: async (workClass) => {
      const message = await pullFirst(link, {
        stream: WORK_STREAM,
        consumers: [workConsumerName(workClass, MOST_URGENT)],
        waitMs: 0,
        signal: link.closing,
        onUnavailable: () => Promise.resolve(),
      });
      return message && leaseOf(link, message, refuse);
    },
    withdraw: async (job, chapter) => {
      const filter = workOfJob(job, chapter);
      await patiently(link, 'withdrawing work', () => link.jsm.streams.purge(WORK_STREAM, { filter }));
    },
    present: async (job) => {
      const subjects = await subjectsOf(link, WORK_STREAM, workOfJob(job));
      return new Set(subjects.flatMap((subject) => workKeyOf(subject) ?? []));
    },
    depths: () => workDepths(link),
  };
}

async function offerClass(link: Link, workClass: WorkClass, leases: LeaseTimes): Promise<void> {
  const consumers = PRIORITIES.map((priority) => workConsumer(workClass, priority, leases));
  await patiently(link, `offering ${workClass}`, async () => {
    await Promise.all(consumers.map((consumer) => unlessThere(link.jsm.consumers.add(WORK_STREAM, consumer))));
  });
}

async function leaseOf(link: Link, message: Msg, refuse: RefuseWork): Promise<WorkLease | null> {
  const decoded = decodeWorkItem(message.data);
  if (!decoded.ok) {
    await refuse(message.subject, decoded.error);
    await terminate(link, message, decoded.error);
    return null;
  }
  return {
    item: decoded.value,
    deliveryCount: deliveryCountOf(message),
    beat: () => stillWorking(link, message),
    ack: () => acknowledge(link, message),
    nak: (delayMs) => giveBack(link, message, delayMs),
  };
}
