import type { ClipFacts, ClipStore, StoredClip } from '../ports/index.js';

/** Clips in memory; the first one put stays. */
export class MemoryClipStore implements ClipStore {
  private readonly clips = new Map<string, StoredClip>();

  async put(key: string, bytes: Uint8Array, facts: ClipFacts): Promise<ClipFacts> {
    if (!this.clips.has(key)) this.clips.set(key, { ...facts, bytes: bytes.slice() });
    return (await this.facts(key)) ?? facts;
  }

  async get(key: string): Promise<StoredClip | null> {
    return this.clips.get(key) ?? null;
  }

  async facts(key: string): Promise<ClipFacts | null> {
    const clip = this.clips.get(key);
    if (clip === undefined) return null;
    const { bytes: _bytes, ...facts } = clip;
    return facts;
  }
}
