import { isFinalPhase } from '../actors/index.js';
import {
  type Checkpoint,
  type Cluster,
  NODE_STALE_MS,
  type NodeRecord,
  type Telemetry,
} from '../cluster/ports/index.js';
import {
  alarmSweeper,
  behaviorsOf,
  fleetSweeper,
  type ReconcilerSpec,
  type RuntimePlan,
  staleSweeper,
} from '../cluster/runtime/index.js';
import { type Clock, type Instant, isJsonObject, toError } from '../core/index.js';

/** From one look at all checkpoints to the next. */
const SWEEP_EVERY_MS = 5_000;
/** Longer than a lease: what a dead node had held has come back to the queue by then. */
const STALE_MS = 60_000;
/** The fleet is counted more often than it is told of. */
const COUNT_EVERY_MS = 2_000;

/** What the reconciler of a book host looks for: due alarms, actors that wait for lost work, a fleet that has changed. */
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
      fleetSweeper(known, {
        kind: 'book',
        isOpen: isOpenBook,
        slots: (checkpoint) => slotsFor(checkpoint, fleet.nodes(), clock.now()),
      }),
    ],
  };
}

const WAITING_PHASES: ReadonlySet<string> = new Set(['reading', 'assembling', 'speaking', 'joining', 'encoding']);

const waitsForWork = (checkpoint: Checkpoint): boolean => WAITING_PHASES.has(phaseOf(checkpoint));

function isOpenBook(checkpoint: Checkpoint): boolean {
  const phase = phaseOf(checkpoint);
  return (
    phase === 'reading' ||
    phase === 'converting' ||
    (phase !== 'new' && !isFinalPhase(phase as Parameters<typeof isFinalPhase>[0]))
  );
}

function phaseOf(checkpoint: Checkpoint): string {
  const { phase } = checkpoint.summary;
  return typeof phase === 'string' ? phase : '';
}

/** Slots of living hosts that speak the profile of this book. */
function slotsFor(checkpoint: Checkpoint, nodes: readonly NodeRecord[], at: Instant): number {
  const profile = profileOf(checkpoint);
  return nodes
    .filter((node) => at - node.seenAt < NODE_STALE_MS && node.profiles.some(({ id }) => id === profile))
    .reduce((sum, node) => sum + node.slots, 0);
}

function profileOf(checkpoint: Checkpoint): string | null {
  const { state } = checkpoint;
  const order = isJsonObject(state) ? state['order'] : undefined;
  const settings = isJsonObject(order) ? order['settings'] : undefined;
  const profile = isJsonObject(settings) ? settings['profile'] : undefined;
  return typeof profile === 'string' ? profile : null;
}

/** The node records as last read; read again and again until `signal` aborts. */
function countFleet(
  cluster: Cluster,
  clock: Clock,
  telemetry: Telemetry,
  signal: AbortSignal,
): { nodes(): readonly NodeRecord[] } {
  const last: { nodes: readonly NodeRecord[] } = { nodes: [] };
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
