import { type Cluster, NODE_REPORT_EVERY_MS, type NodeRecord, type Telemetry } from '../cluster/ports/index.js';
import { type Clock, toError } from '../core/index.js';

/** Says again and again that this host lives, until `signal` aborts; then takes the record away. */
export async function reportNode(
  cluster: Cluster,
  record: Omit<NodeRecord, 'seenAt'>,
  clock: Clock,
  telemetry: Telemetry,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await attempt(telemetry, () => cluster.nodes.report({ ...record, seenAt: clock.now() }));
    await clock.sleep(NODE_REPORT_EVERY_MS, signal);
  }
  await attempt(telemetry, () => cluster.nodes.withdraw(record.node));
}

async function attempt(telemetry: Telemetry, report: () => Promise<void>): Promise<void> {
  try {
    await report();
  } catch (error) {
    telemetry.emit({ type: 'trouble', where: 'node report', reason: toError(error).message });
  }
}
