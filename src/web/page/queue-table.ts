import { html } from 'hono/html';
import type { NodeRecord, QueueDepth } from '../../client/index.js';
import type { Instant } from '../../core/index.js';
import { duration, numberOf } from '../../ordering/index.js';
import type { Html } from './html.js';
import { CLUSTER, fill, PRIORITY_NAMES } from './words.js';

const SPEECH = 'speech-';

/** What waits, what is in work, and since when. */
export const queueTable = (queue: readonly QueueDepth[], nodes: readonly NodeRecord[], now: Instant): Html =>
  html`<table class="cards"><caption class="unseen">${CLUSTER.queueTable}</caption>
    <thead><tr><th scope="col">${CLUSTER.queue}</th><th scope="col">${CLUSTER.priority}</th>
      <th scope="col" class="number">${CLUSTER.waiting}</th><th scope="col" class="number">${CLUSTER.leased}</th>
      <th scope="col" class="number">${CLUSTER.redelivered}</th><th scope="col" class="number">${CLUSTER.oldest}</th></tr></thead>
    <tbody>${inOrder(queue).map((depth) => row(depth, nodes, now))}</tbody></table>`;

const row = (depth: QueueDepth, nodes: readonly NodeRecord[], now: Instant): Html =>
  html`<tr data-key="${depth.class}-${depth.priority}"><th scope="row">${workName(depth.class, nodes)}</th>
    <td data-label="${CLUSTER.priority}">${PRIORITY_NAMES[depth.priority] ?? depth.priority}</td>
    <td class="number" data-label="${CLUSTER.waiting}">${numberOf(depth.waiting)}</td><td class="number" data-label="${CLUSTER.leased}">${numberOf(depth.leased)}</td>
    <td class="number" data-label="${CLUSTER.redelivered}">${numberOf(depth.redelivered)}</td>
    <td class="number" data-label="${CLUSTER.oldest}">${depth.oldestAt === null ? '–' : duration((now - depth.oldestAt) / 1000)}</td></tr>`;

const inOrder = (queue: readonly QueueDepth[]): readonly QueueDepth[] =>
  queue.toSorted((a, b) => `${a.class} ${a.priority}`.localeCompare(`${b.class} ${b.priority}`));

/** People know voices; a profile that no living node speaks has only its id. */
function workName(workClass: string, nodes: readonly NodeRecord[]): string {
  if (!workClass.startsWith(SPEECH)) return workClass === 'media' ? CLUSTER.media : workClass;
  const id = workClass.slice(SPEECH.length);
  const profile = nodes.flatMap(({ profiles }) => profiles).find((one) => one['id'] === id);
  if (profile === undefined) return fill(CLUSTER.speechUnknown, { id });
  return fill(CLUSTER.speech, { voice: String(profile['voice']), engine: String(profile['engine']) });
}
