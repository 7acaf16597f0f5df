import type { Json } from '../../core/index.js';
import { checkRecordName, encodeRecordValue, type KeptRecord, type RecordBoard } from '../ports/index.js';

/** Records in memory. */
export class MemoryRecordBoard implements RecordBoard {
  /** As text: what is loaded is a copy, and what is not JSON is found out. */
  private readonly rows = new Map<string, { readonly text: string; readonly revision: number }>();
  private revisions = 0;

  async load(name: string): Promise<KeptRecord | null> {
    checkRecordName(name);
    const row = this.rows.get(name);
    return row === undefined ? null : { value: JSON.parse(row.text) as Json, revision: row.revision };
  }

  async save(name: string, value: Json, revision: number | null): Promise<boolean> {
    checkRecordName(name);
    const text = new TextDecoder().decode(encodeRecordValue(name, value));
    if ((this.rows.get(name)?.revision ?? null) !== revision) return false;
    this.rows.set(name, { text, revision: ++this.revisions });
    return true;
  }

  async list(prefix: string): Promise<readonly string[]> {
    return [...this.rows.keys()].filter((name) => name.startsWith(prefix)).toSorted();
  }

  async remove(name: string): Promise<void> {
    checkRecordName(name);
    this.rows.delete(name);
  }
}
