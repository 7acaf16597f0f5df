import { type Cluster, NODE_REPORT_EVERY_MS, type Telemetry } from '../cluster/ports/index.js';
import { type Clock, toError } from '../core/index.js';
import type { FleetView } from './fleet.js';
import type { LiveNode } from './live-node.js';

interface ReportHouse {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/**
 * Says again and again that this host lives and how it stands, and looks who else does, until `signal` aborts; then
 * takes the record away. What changes by order is said at once, and so is how what was begun before comes to its end.
 */
export async function reportNode(
  live: LiveNode,
  fleet: FleetView,
  { cluster, clock, telemetry }: ReportHouse,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const { state } = live;
    await attempt(telemetry, () => cluster.nodes.report({ ...live.record(), seenAt: clock.now() }));
    await attempt(telemetry, () => fleet.refresh(cluster));
    if (live.state === state) await untilDue(live, { cluster, clock, telemetry }, signal);
  }
  await attempt(telemetry, () => cluster.nodes.withdraw(live.facts.node));
}

async function untilDue(live: LiveNode, { cluster, clock }: ReportHouse, signal: AbortSignal): Promise<void> {
  const due = new AbortController();
  const said = live.state;
  const end = (): void => due.abort();
  const stops = [
    cluster.control.onChange(() => live.state !== said && end()),
    live.onEnded(() => said !== 'ready' && end()),
    onAbort(signal, end),
  ];
  await clock.sleep(NODE_REPORT_EVERY_MS, due.signal);
  for (const stop of stops) stop();
}

function onAbort(signal: AbortSignal, listener: () => void): () => void {
  signal.addEventListener('abort', listener, { once: true });
  if (signal.aborted) listener();
  return () => signal.removeEventListener('abort', listener);
}

async function attempt(telemetry: Telemetry, report: () => Promise<void>): Promise<void> {
  try {
    await report();
  } catch (error) {
    telemetry.emit({ type: 'trouble', where: 'node report', reason: toError(error).message });
  }
}
