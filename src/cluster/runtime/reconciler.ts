import type { Cluster } from '../ports/index.js';
import { CheckpointCopy } from './checkpoint-copy.js';
import { type LoopCare, tryTo, waitAfter } from './port-errors.js';
import type { Sweep, SweptActor, Sweeper } from './sweepers.js';

export interface ReconcilerSpec {
  /** Actor kinds whose checkpoints are looked through. */
  readonly kinds: readonly string[];
  readonly sweepers: readonly Sweeper[];
  /** From the end of one sweep to the next, in milliseconds. */
  readonly everyMs: number;
}

export interface ReconcilerHouse extends LoopCare {
  readonly cluster: Pick<Cluster, 'mail' | 'work' | 'checkpoints' | 'leases'>;
  /** Who holds the lease. */
  readonly node: string;
}

const RECONCILER_LEASE = 'reconciler';
/** A host that missed three sweeps has lost its lease. */
const LEASE_SWEEPS = 3;

/** Sweeps again and again while this host has the lease, until `signal` aborts. Rejects on a fatal error only. */
export async function runReconciler(spec: ReconcilerSpec, house: ReconcilerHouse, signal: AbortSignal): Promise<void> {
  const copies = spec.kinds.map((kind) => new CheckpointCopy(kind, house.cluster.checkpoints));
  let failures = 0;
  while (!signal.aborted) {
    try {
      if (await holdsLease(spec, house)) await sweepOnce(copies, spec, house, signal);
      failures = 0;
    } catch (error) {
      failures++;
      await waitAfter(error, failures, 'reconciler', house, signal);
    }
    await house.clock.sleep(spec.everyMs, signal);
  }
  await tryTo(() => house.cluster.leases.release(RECONCILER_LEASE, house.node), 'reconciler', house);
}

const holdsLease = ({ everyMs }: ReconcilerSpec, { cluster, node, clock }: ReconcilerHouse): Promise<boolean> =>
  cluster.leases.acquire(RECONCILER_LEASE, node, LEASE_SWEEPS * everyMs, clock.now());

/** One round; what a sweeper asks for is posted at once. */
async function sweepOnce(
  copies: readonly CheckpointCopy[],
  spec: ReconcilerSpec,
  house: ReconcilerHouse,
  signal: AbortSignal,
): Promise<void> {
  const { cluster, clock } = house;
  const sweep: Sweep = {
    at: clock.now(),
    present: async (job) => [...(await cluster.work.present(job))],
  };
  for (const copy of copies) {
    await copy.refresh(signal);
    for await (const actor of copy.actors()) {
      if (signal.aborted) return;
      await visit(actor, sweep, spec, house);
    }
  }
}

async function visit(actor: SweptActor, sweep: Sweep, spec: ReconcilerSpec, house: ReconcilerHouse): Promise<void> {
  for (const sweeper of spec.sweepers) {
    for (const envelope of await sweeper(actor, sweep)) await house.cluster.mail.post(envelope);
  }
}
