import { type Address, formatAddress } from '../../core/index.js';
import type { CheckpointStore } from '../ports/index.js';
import type { SweptActor } from './sweepers.js';

/** Some 3 kB each; beyond these, checkpoints are loaded whenever they are looked at. */
const KEPT_MAX = 10_000;
/** From one reading of everything to the next: whatever made the copy wrong (a store restored from a backup) is over then. */
const REFRESHES_PER_READING = 60;

/** The checkpoints of one kind as last read; only what has changed since is read again. */
export class CheckpointCopy {
  /** The address alone where no copy is kept. */
  private readonly known = new Map<string, SweptActor | Address>();
  private kept = 0;
  private revision = 0;
  private refreshes = 0;

  constructor(
    private readonly kind: string,
    private readonly store: Pick<CheckpointStore, 'list' | 'changes' | 'load'>,
  ) {}

  /** Goes on where it was broken off by an error or by `signal`. */
  async refresh(signal: AbortSignal): Promise<void> {
    if (this.refreshes++ % REFRESHES_PER_READING === 0) this.revision = 0;
    const present = new Set((await this.store.list(this.kind)).map(formatAddress));
    for (const key of this.known.keys()) if (!present.has(key)) this.forget(key);
    for await (const { address, checkpoint, revision } of this.store.changes(this.kind, this.revision)) {
      this.forget(formatAddress(address));
      if (checkpoint !== null) this.keep({ address, checkpoint });
      this.revision = revision;
      if (signal.aborted) return;
    }
  }

  async *actors(): AsyncGenerator<SweptActor> {
    for (const one of [...this.known.values()]) {
      const actor = 'checkpoint' in one ? one : await this.load(one);
      if (actor !== null) yield actor;
    }
  }

  private async load(address: Address): Promise<SweptActor | null> {
    const stored = await this.store.load(address);
    return stored && { address, checkpoint: stored.checkpoint };
  }

  private keep(actor: SweptActor): void {
    const room = this.kept < KEPT_MAX;
    if (room) this.kept++;
    this.known.set(formatAddress(actor.address), room ? actor : actor.address);
  }

  private forget(key: string): void {
    const one = this.known.get(key);
    if (one !== undefined && 'checkpoint' in one) this.kept--;
    this.known.delete(key);
  }
}
