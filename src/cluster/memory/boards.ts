import type { Clock, Instant, JobId } from '../../core/index.js';
import {
  type ControlBoard,
  type ControlState,
  type DeadLetter,
  type DeadLetters,
  type LeaseBoard,
  NODE_STALE_MS,
  type NodeBoard,
  type NodeRecord,
} from '../ports/index.js';
import { PublishIds } from './publish-ids.js';

export class MemoryControlBoard implements ControlBoard {
  private readonly states = new Map<JobId, ControlState>();

  async set(job: JobId, state: ControlState): Promise<void> {
    this.states.set(job, state);
  }

  current(job: JobId): ControlState {
    return this.states.get(job) ?? 'run';
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

export class MemoryDeadLetters implements DeadLetters {
  private readonly letters: DeadLetter[] = [];
  private readonly ids: PublishIds;

  constructor(
    private readonly clock: Clock,
    duplicateWindowMs: number,
  ) {
    this.ids = new PublishIds(duplicateWindowMs);
  }

  async record(letter: DeadLetter, publishId: string): Promise<void> {
    if (this.ids.isNew(publishId, this.clock.now())) this.letters.push(letter);
  }

  async list(): Promise<readonly DeadLetter[]> {
    return [...this.letters];
  }
}
