import type { NodeNow, ReadyPart, StatusSource } from './status-source.js';

const MS = 1_000;

/** `GET /health`: it lives, and this is it. */
export const healthAnswer = ({ node, version, roles }: StatusSource) => ({ ok: true, node, version, roles });

/** `GET /readyz` */
export interface ReadyAnswer {
  readonly ready: boolean;
  readonly parts: readonly ReadyPart[];
}

/** What was looked at, and the node itself: one that leaves is sent nothing more. */
export async function readyAnswer(source: StatusSource): Promise<ReadyAnswer> {
  const parts = [partOf(source.standing()), ...(await source.readyParts())];
  const ready = parts.every(({ ok }) => ok);
  source.metrics.set('e2a_node_ready', {}, ready ? 1 : 0);
  return { ready, parts };
}

function partOf({ state }: NodeNow): ReadyPart {
  const unready = UNREADY.get(state);
  return { name: 'node', ok: unready === undefined, says: unready ?? `it is ${state}` };
}

/** A cordoned node, or one that rests, takes nothing new and answers all the same. */
const UNREADY: ReadonlyMap<NodeNow['state'], string> = new Map([
  ['starting', 'it is starting: its voices are being loaded'],
  ['draining', 'it finishes what it has begun and leaves, by order'],
  ['leaving', 'it was told to stop'],
]);

/** `GET /status` */
export async function statusAnswer(source: StatusSource) {
  const now = source.now();
  const { slots, busy, ...standing } = source.standing();
  const doing = source.doing().map((each) => ({
    ...each,
    since: new Date(each.since).toISOString(),
    seconds: Math.max(0, Math.round((now - each.since) / MS)),
  }));
  const memory = await source.deviceMemory();
  return {
    v: 1,
    ...healthAnswer(source),
    ...standing,
    busy: doing.length > 0,
    doing,
    slots: { total: slots, busy },
    deviceMemory: memory,
    uptimeSeconds: Math.max(0, Math.round((now - source.startedAt) / MS)),
  };
}
