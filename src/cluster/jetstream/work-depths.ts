import type { ConsumerInfo } from '@nats-io/jetstream';
import type { QueueDepth } from '../ports/index.js';
import type { Link } from './link.js';
import { subjectsOf } from './list-subjects.js';
import { patiently } from './patience.js';
import { queueOfWork, WORK_STREAM, workConsumerName, workFilter } from './subjects.js';

/** By the subjects there are: an item that no node can take yet has no consumer, and counts all the same. */
export async function workDepths(link: Link): Promise<readonly QueueDepth[]> {
  const subjects = await subjectsOf(link, WORK_STREAM, 'e2a.work.>', 'measuring the queue');
  const counts = new Map<string, number>();
  for (const subject of subjects) {
    const queue = queueOfWork(subject);
    if (queue === null) continue;
    const key = workFilter(queue.class, queue.priority);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  const consumers = await consumersByName(link);
  const depths = [...counts].map(([filter, count]) => depthOf(link, filter, count, consumers));
  return (await Promise.all(depths)).filter((depth) => depth !== null);
}

async function depthOf(
  link: Link,
  filter: string,
  count: number,
  consumers: ReadonlyMap<string, ConsumerInfo>,
): Promise<QueueDepth | null> {
  const queue = queueOfWork(filter);
  if (queue === null) return null;
  const consumer = consumers.get(workConsumerName(queue.class, queue.priority));
  // What was withdrawn while somebody held it still counts as held.
  const leased = Math.min(consumer?.num_ack_pending ?? 0, count);
  return {
    ...queue,
    waiting: count - leased,
    leased,
    redelivered: Math.min(consumer?.num_redelivered ?? 0, leased),
    oldestAt: await oldestAt(link, filter),
  };
}

async function oldestAt(link: Link, filter: string): Promise<number | null> {
  const oldest = await patiently(link, 'measuring the queue', () =>
    link.jsm.direct.getMessage(WORK_STREAM, { seq: 1, next_by_subj: filter }),
  );
  return oldest?.time.getTime() ?? null;
}

const consumersByName = (link: Link): Promise<ReadonlyMap<string, ConsumerInfo>> =>
  patiently(link, 'measuring the queue', async () => {
    const byName = new Map<string, ConsumerInfo>();
    for await (const info of link.jsm.consumers.list(WORK_STREAM)) byName.set(info.name, info);
    return byName;
  });
