import { html, raw } from 'hono/html';
import type { NodeRecord, QueueDepth } from '../../client/index.js';
import { byteCount, duration, numberOf, USUAL_CHARACTERS_PER_SECOND } from '../../ordering/index.js';
import { type Html, NOTHING } from './html.js';
import { icon } from './icons.js';
import { queueTable } from './queue-table.js';
import { nodeState, warnState } from './states.js';
import { mayRule, type Viewer } from './view.js';
import { CLUSTER, counted, fill } from './words.js';

export interface ClusterView {
  readonly nodes: readonly NodeRecord[];
  /** Those that went without being told to. */
  readonly gone: readonly NodeRecord[];
  readonly queue: readonly QueueDepth[];
}

/** Machines and what waits for them. */
export function clusterPage(viewer: Viewer, { nodes, gone, queue }: ClusterView): Html {
  const byName = nodes.toSorted((a, b) => a.node.localeCompare(b.node));
  return html`<div class="head"><div><h1>${CLUSTER.title}</h1><p>${nodes.length === 0 ? CLUSTER.lead : totals(nodes)}</p></div></div>
  ${nodes.length === 0 ? empty : NOTHING}
  ${nodes.length + gone.length === 0 ? NOTHING : nodeSection(viewer, byName, gone)}
  <section class="sheet" aria-labelledby="queues"><h2 id="queues">${CLUSTER.queues}</h2>
    ${queue.length === 0 ? html`<p class="soft">${CLUSTER.queueEmpty}</p>` : queueTable(queue, nodes, viewer.now)}</section>
  ${mayRule(viewer) ? byName.map(drainDialog) : NOTHING}`;
}

function totals(nodes: readonly NodeRecord[]): string {
  const slots = counted(
    CLUSTER.slotCount,
    sum(nodes, (node) => node.slots),
  );
  const all = fill(CLUSTER.total, { slots, busy: sum(nodes, ({ busy }) => busy) });
  const speed = sum(nodes, speedOf);
  return speed > 0 ? `${all}, ${timesWords(speed)}` : all;
}

const sum = (nodes: readonly NodeRecord[], of: (node: NodeRecord) => number): number =>
  nodes.reduce((all, node) => all + of(node), 0);

/** Characters a second of all its slots; 0 while nobody knows: it is measured as it speaks. */
const speedOf = ({ charactersPerSecond, slots }: NodeRecord): number => (charactersPerSecond ?? 0) * slots;

const timesWords = (characters: number): string =>
  fill(CLUSTER.speedTimes, { x: numberOf(Number((characters / USUAL_CHARACTERS_PER_SECOND).toFixed(1))) });

const empty = html`<section class="sheet empty">${icon('cluster')}<h2>${CLUSTER.none}</h2><p>${CLUSTER.noneText}</p></section>`;

const nodeSection = (viewer: Viewer, nodes: readonly NodeRecord[], gone: readonly NodeRecord[]): Html =>
  html`<section class="sheet" aria-labelledby="nodes"><h2 id="nodes">${CLUSTER.nodes}</h2>
    <table class="cards"><caption class="unseen">${CLUSTER.nodeTable}</caption>
    <thead><tr><th scope="col">${CLUSTER.node}</th><th scope="col">${CLUSTER.device}</th>
      <th scope="col" class="number" title="${CLUSTER.speedHint}">${CLUSTER.speed}</th>
      <th scope="col">${CLUSTER.slots}</th><th scope="col">${CLUSTER.state}</th>
      <th scope="col">${CLUSTER.version}</th><th scope="col" class="tight"><span class="unseen">${CLUSTER.orders}</span></th></tr></thead>
    <tbody>${nodes.map((node) => nodeRow(viewer, node))}${gone.map((node) => goneRow(viewer, node))}</tbody></table></section>`;

function nodeRow(viewer: Viewer, node: NodeRecord): Html {
  const { node: name, host, roles, device, slots, busy, state, version, startedAt } = node;
  return html`<tr data-key="${name}"><th scope="row">${name}
      <span class="under small soft">${[host, roles.join(', '), duration((viewer.now - startedAt) / 1000)].join(' · ')}</span>
      ${speaks(node)}${troubles(node)}</th>
    <td data-label="${CLUSTER.device}">${slots === 0 ? '–' : html`<span>${device}${memory(node)}</span>`}</td>
    <td class="number" data-label="${CLUSTER.speed}">${speedOf(node) > 0 ? timesWords(speedOf(node)) : '–'}</td>
    <td data-label="${CLUSTER.slots}">${
      slots === 0
        ? '–'
        : html`<span class="busy">${fill(CLUSTER.slotsOf, { busy, all: slots })}
      <progress max="${slots}" value="${busy}" aria-label="${fill(CLUSTER.slotsLabel, { node: name })}"></progress></span>`
    }</td>
    <td data-label="${CLUSTER.state}">${nodeState(state)}</td><td class="soft" data-label="${CLUSTER.version}">${version}</td>
    <td class="last">${mayRule(viewer) ? orders(node) : NOTHING}</td></tr>`;
}

/** What it was, and since when nobody hears of it. */
const goneRow = ({ now }: Viewer, { node, host, roles, device, slots, version, seenAt }: NodeRecord): Html =>
  html`<tr data-key="${node}" class="soft"><th scope="row">${node}
      <span class="under small soft">${[host, roles.join(', ')].join(' · ')}</span>
      <span class="under small">${fill(CLUSTER.lastHeard, { time: duration((now - seenAt) / 1000) })}</span></th>
    <td data-label="${CLUSTER.device}">${slots === 0 ? '–' : device}</td><td class="number" data-label="${CLUSTER.speed}">–</td>
    <td data-label="${CLUSTER.slots}">–</td><td data-label="${CLUSTER.state}">${nodeState('gone')}</td>
    <td class="soft" data-label="${CLUSTER.version}">${version}</td><td class="last"></td></tr>`;

function memory({ device, deviceMemory }: NodeRecord): Html | typeof NOTHING {
  if (deviceMemory === undefined) return NOTHING;
  const { usedBytes, totalBytes } = deviceMemory;
  return html`<span class="under small soft"><span class="busy">${fill(CLUSTER.memory, { used: byteCount(usedBytes), total: byteCount(totalBytes) })}
    <progress max="${totalBytes}" value="${usedBytes}" aria-label="${fill(CLUSTER.memoryOf, { device })}"></progress></span></span>`;
}

function speaks({ profiles }: NodeRecord): Html | typeof NOTHING {
  const voices = profiles.map((profile) => String(profile['voice'])).join(', ');
  return voices === '' ? NOTHING : html`<span class="under small soft">${fill(CLUSTER.speaks, { voices })}</span>`;
}

/** Never to the CPU in silence. */
const troubles = (node: NodeRecord): readonly Html[] => [
  ...(hasLostDevice(node)
    ? [
        html`<span class="under">${warnState(CLUSTER.mismatch, 'chip')} <span class="small">${CLUSTER.mismatchText}</span></span>`,
      ]
    : []),
  ...(node.cannotSpeak ?? []).map(
    ({ voice, why }) => html`<span class="under">${warnState(voice)} <span class="small">${why}</span></span>`,
  ),
];

/** A node that was to use a GPU and says it does not. */
const hasLostDevice = ({ deviceMismatch, slots }: NodeRecord): boolean => deviceMismatch === true && slots > 0;

function orders({ node, state }: NodeRecord): Html {
  const path = `api/v1/nodes/${encodeURIComponent(node)}`;
  return html`<span class="acts">${
    state !== 'cordoned' && state !== 'draining'
      ? html`<button data-key="cordon" class="bare round" data-call="${path}/cordon" aria-label="${CLUSTER.cordon}: ${node}" title="${CLUSTER.cordon}">${icon('pause')}</button>`
      : html`<button data-key="uncordon" class="bare round" data-call="${path}/uncordon" aria-label="${CLUSTER.uncordon}: ${node}" title="${CLUSTER.uncordon}">${icon('play')}</button>`
  }<button data-key="drain" class="bare round" data-opens="drain-${node}" aria-label="${CLUSTER.drain}: ${node}" title="${CLUSTER.drain}"
    ${state === 'draining' ? raw('disabled') : NOTHING}>${icon('out')}</button></span>`;
}

const drainDialog = ({
  node,
}: NodeRecord): Html => html`<dialog id="drain-${node}" aria-label="${CLUSTER.drain}: ${node}">
  <h2>${fill(CLUSTER.drainTitle, { node })}</h2><p>${CLUSTER.drainText}</p>
  <div class="row"><button data-closes="drain-${node}" autofocus>${CLUSTER.stay}</button>
    <button class="danger" data-closes="drain-${node}" data-call="api/v1/nodes/${encodeURIComponent(node)}/drain">${CLUSTER.drainYes}</button></div></dialog>`;
