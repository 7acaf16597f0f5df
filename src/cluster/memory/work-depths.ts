import type { WorkItem } from '../../core/index.js';
import type { QueueDepth } from '../ports/index.js';
import type { Entry } from './leased-queue.js';

/** How much lies there of each class and priority. */
export function depthsOf(entries: readonly Entry<WorkItem>[]): readonly QueueDepth[] {
  const depths = new Map<string, QueueDepth>();
  for (const { value, deliveryCount, queuedAt } of entries) {
    const { class: workClass, priority } = value;
    const key = `${workClass} ${priority}`;
    const so = depths.get(key) ?? { waiting: 0, leased: 0, redelivered: 0, oldestAt: queuedAt };
    depths.set(key, {
      class: workClass,
      priority,
      waiting: so.waiting + (deliveryCount === 0 ? 1 : 0),
      leased: so.leased + (deliveryCount > 0 ? 1 : 0),
      redelivered: so.redelivered + (deliveryCount > 1 ? 1 : 0),
      oldestAt: Math.min(so.oldestAt ?? queuedAt, queuedAt),
    });
  }
  return [...depths.values()];
}
