import type { Instant } from '../../core/index.js';

export interface ObjectInfo {
  readonly name: string;
  readonly bytes: number;
  /** sha256, hex. */
  readonly digest: string;
  readonly description: string;
}

/** Files that travel between nodes: books and plans in one bucket, audio in another. */
export interface ObjectStore {
  /** Whole when it resolves, invisible before; an object of that name is replaced. */
  put(name: string, content: AsyncIterable<Uint8Array> | Uint8Array, description: string): Promise<ObjectInfo>;
  /**
   * Chunks in order; null when there is no such object.
   * @param from first byte that is wanted. Absent or 0: the whole, and its digest is checked at the end (throws on a
   * mismatch); else what comes before is not read, and no digest checked.
   */
  get(name: string, from?: number): Promise<AsyncIterable<Uint8Array> | null>;
  info(name: string): Promise<ObjectInfo | null>;
  list(prefix: string): Promise<readonly ObjectInfo[]>;
  remove(name: string): Promise<void>;
  /** Removes pieces of puts that broke off: no object has them, and nothing was added since. @returns how many puts it were */
  sweep(untouchedSince: Instant): Promise<number>;
}
