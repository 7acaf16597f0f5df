import type { Checkpoint, Cluster, NodeRecord, Telemetry } from '../cluster/ports/index.js';
import {
  alarmSweeper,
  behaviorsOf,
  type ReconcilerSpec,
  type RuntimePlan,
  staleSweeper,
} from '../cluster/runtime/index.js';
import { type Clock, toError } from '../core/index.js';
import { fleetSweeper, tombstoneSweeper } from './book-sweepers.js';

/** From one look at all checkpoints to the next. */
const SWEEP_EVERY_MS = 5_000;
/** Longer than a lease: what a dead node had held has come back to the queue by then. */
const STALE_MS = 60_000;
/** The fleet is counted more often than it is told of. */
const COUNT_EVERY_MS = 2_000;

/** What the reconciler of a book host looks for: due alarms, actors that wait for lost work, a fleet that has changed, tombstones. */
export function reconcilerOf(
  cluster: Cluster,
  behaviors: RuntimePlan['behaviors'],
  clock: Clock,
  telemetry: Telemetry,
  signal: AbortSignal,
): ReconcilerSpec {
  const known = behaviorsOf(behaviors);
  const fleet = countFleet(cluster, clock, telemetry, signal);
  return {
    kinds: ['book', 'chapter'],
    everyMs: SWEEP_EVERY_MS,
    sweepers: [
      alarmSweeper(known),
      staleSweeper(known, { staleMs: STALE_MS, isWaiting: { book: waitsForWork, chapter: waitsForWork } }),
      fleetSweeper(fleet.nodes),
      tombstoneSweeper,
    ],
  };
}

const WAITING_PHASES: ReadonlySet<string> = new Set(['reading', 'assembling', 'speaking', 'joining', 'encoding']);

const waitsForWork = ({ summary }: Checkpoint): boolean =>
  typeof summary['phase'] === 'string' && WAITING_PHASES.has(summary['phase']) && summary['paused'] !== true;

/** The node records as last read, null before; read again and again until `signal` aborts. */
function countFleet(
  cluster: Cluster,
  clock: Clock,
  telemetry: Telemetry,
  signal: AbortSignal,
): { nodes(): readonly NodeRecord[] | null } {
  const last: { nodes: readonly NodeRecord[] | null } = { nodes: null };
  const keepCounting = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        last.nodes = await cluster.nodes.list();
      } catch (error) {
        telemetry.emit({ type: 'trouble', where: 'fleet count', reason: toError(error).message });
      }
      await clock.sleep(COUNT_EVERY_MS, signal);
    }
  };
  void keepCounting();
  return { nodes: () => last.nodes };
}
