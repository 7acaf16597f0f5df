import { type Address, formatAddress } from '../../core/index.js';
import type { ChangedCheckpoint, Checkpoint, CheckpointStore, SaveOutcome, StoredCheckpoint } from '../ports/index.js';

interface Row {
  readonly address: Address;
  /** As text: what is loaded is a copy, and what is not JSON is found out. */
  readonly text: string;
  readonly revision: number;
}

/** Compare-and-set storage in memory. */
export class MemoryCheckpointStore implements CheckpointStore {
  private readonly rows = new Map<string, Row>();
  private revisions = 0;

  async load(address: Address): Promise<StoredCheckpoint | null> {
    const row = this.rows.get(formatAddress(address));
    return row === undefined ? null : read(row);
  }

  async save(address: Address, checkpoint: Checkpoint, revision: number | null): Promise<SaveOutcome> {
    const key = formatAddress(address);
    if ((this.rows.get(key)?.revision ?? null) !== revision) return { saved: false };
    const next = ++this.revisions;
    this.rows.set(key, { address, text: JSON.stringify(checkpoint), revision: next });
    return { saved: true, revision: next };
  }

  async list(kind: string, job?: string): Promise<readonly Address[]> {
    const addresses = [...this.rows.values()].map((row) => row.address);
    return addresses.filter((address) => address.kind === kind && (job === undefined || address.job === job));
  }

  async *changes(kind: string, revision: number): AsyncGenerator<ChangedCheckpoint> {
    const changed = [...this.rows.values()].filter((row) => row.address.kind === kind && row.revision > revision);
    for (const row of changed.toSorted((a, b) => a.revision - b.revision)) yield { address: row.address, ...read(row) };
  }

  async remove(address: Address): Promise<void> {
    this.rows.delete(formatAddress(address));
  }
}

const read = ({ text, revision }: Row): StoredCheckpoint => ({ checkpoint: JSON.parse(text) as Checkpoint, revision });
