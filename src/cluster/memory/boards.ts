import type { Clock, Instant, JobId } from '../../core/index.js';
import {
  type ControlBoard,
  type ControlState,
  type LeaseBoard,
  NODE_STALE_MS,
  type NodeBoard,
  type NodeOrder,
  type NodeRecord,
} from '../ports/index.js';

export class MemoryControlBoard implements ControlBoard {
  private readonly states = new Map<JobId, ControlState>();
  private readonly orders = new Map<string, NodeOrder>();
  private readonly listeners = new Set<() => void>();

  async set(job: JobId, state: ControlState): Promise<void> {
    this.states.set(job, state);
    this.tell();
  }

  current(job: JobId): ControlState {
    return this.states.get(job) ?? 'run';
  }

  async forget(job: JobId): Promise<void> {
    this.states.delete(job);
    this.tell();
  }

  async setNodeOrder(node: string, order: NodeOrder): Promise<void> {
    this.orders.set(node, order);
    this.tell();
  }

  nodeOrder(node: string): NodeOrder {
    return this.orders.get(node) ?? 'work';
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener();
  }
}

export class MemoryNodeBoard implements NodeBoard {
  private readonly records = new Map<string, NodeRecord>();

  constructor(private readonly clock: Clock) {}

  async report(record: NodeRecord): Promise<void> {
    this.records.set(record.node, record);
  }

  async withdraw(node: string): Promise<void> {
    this.records.delete(node);
  }

  async list(): Promise<readonly NodeRecord[]> {
    const limit = this.clock.now() - NODE_STALE_MS;
    return [...this.records.values()].filter((record) => record.seenAt >= limit);
  }
}

export class MemoryLeaseBoard implements LeaseBoard {
  private readonly leases = new Map<string, { readonly holder: string; readonly until: Instant }>();

  async acquire(name: string, holder: string, ttlMs: number, at: Instant): Promise<boolean> {
    const lease = this.leases.get(name);
    if (lease !== undefined && lease.holder !== holder && lease.until > at) return false;
    this.leases.set(name, { holder, until: at + ttlMs });
    return true;
  }

  async release(name: string, holder: string): Promise<void> {
    if (this.leases.get(name)?.holder === holder) this.leases.delete(name);
  }
}
