import { type Cluster, isSpeaking, NODE_STALE_MS, type NodeRecord } from '../cluster/ports/index.js';
import type { Instant } from '../core/index.js';
import type { SlotGroup } from './schedule.js';

/** The hosts of the cluster as last read, so that a slot can decide without asking anybody. */
export class FleetView {
  private records: readonly NodeRecord[] = [];
  private readAt: Instant = Number.NEGATIVE_INFINITY;

  constructor(private readonly now: () => Instant) {}

  async refresh(cluster: Pick<Cluster, 'nodes'>): Promise<void> {
    this.records = await cluster.nodes.list();
    this.readAt = this.now();
  }

  /** The other hosts that speak a profile and take work; none when that has not been known for a while. */
  othersSpeaking(profile: string, self: string): readonly NodeRecord[] {
    if (this.now() - this.readAt >= NODE_STALE_MS) return [];
    return this.records.filter((record) => record.node !== self && isSpeaking(record, profile));
  }

  /** Whether another host reads books and has a program for it; also while that is not known. */
  mayReadElsewhere(program: string, self: string): boolean {
    if (this.now() - this.readAt >= NODE_STALE_MS) return true;
    return this.records.some(
      ({ node, roles, state, readsWith }) =>
        node !== self && state !== 'draining' && roles.includes('book') && readsWith.includes(program),
    );
  }
}

export const slotGroups = (nodes: readonly NodeRecord[]): readonly SlotGroup[] =>
  nodes.map(({ slots, charactersPerSecond }) => ({ slots, charactersPerSecond }));
