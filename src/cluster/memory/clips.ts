import { type Clock, type Instant, toThrowAway } from '../../core/index.js';
import type { Cleaned, ClipCleaning, ClipFacts, ClipStore, StoredClip } from '../ports/index.js';

/** Clips in memory; the first one put stays. */
export class MemoryClipStore implements ClipStore {
  private readonly clips = new Map<string, { readonly clip: StoredClip; readonly at: Instant }>();

  constructor(private readonly clock: Clock) {}

  async put(key: string, bytes: Uint8Array, facts: ClipFacts): Promise<ClipFacts> {
    if (!this.clips.has(key)) this.clips.set(key, { clip: { ...facts, bytes: bytes.slice() }, at: this.clock.now() });
    return (await this.facts(key)) ?? facts;
  }

  async get(key: string): Promise<StoredClip | null> {
    return this.clips.get(key)?.clip ?? null;
  }

  async facts(key: string): Promise<ClipFacts | null> {
    const kept = this.clips.get(key);
    if (kept === undefined) return null;
    const { bytes: _bytes, ...facts } = kept.clip;
    return facts;
  }

  async stored(keys: ReadonlySet<string>): Promise<ReadonlySet<string>> {
    return new Set([...keys].filter((key) => this.clips.has(key)));
  }

  async clean({ spare, dryRun, ...rule }: ClipCleaning): Promise<Cleaned> {
    const all = [...this.clips].map(([key, { clip, at }]) => ({ key, at, bytes: clip.bytes.length }));
    const goes = toThrowAway(all, rule, ({ key }) => spare?.has(key) === true);
    if (dryRun !== true) for (const { key } of goes) this.clips.delete(key);
    return { removed: goes.length, bytes: goes.reduce((sum, { bytes }) => sum + bytes, 0) };
  }
}
