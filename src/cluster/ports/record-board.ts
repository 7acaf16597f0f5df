import { assert, type Json } from '../../core/index.js';

export interface KeptRecord {
  readonly value: Json;
  readonly revision: number;
}

/**
 * Small JSON records by name that screens and integrations keep in the cluster: batches, cursors, ledgers. The cluster
 * itself decides nothing by them.
 */
export interface RecordBoard {
  /** What cannot be read, because somebody wrote it by hand, is `null` with its revision. */
  load(name: string): Promise<KeptRecord | null>;
  /** @param revision the one that was read; null: there was none. @returns false when somebody wrote in between */
  save(name: string, value: Json, revision: number | null): Promise<boolean>;
  /** Names that begin so, sorted. */
  list(prefix: string): Promise<readonly string[]>;
  /** Harmless when nothing is there. */
  remove(name: string): Promise<void>;
}

/** Bytes of one record as JSON: whoever has more keeps several. Half of what a server takes as one message by default. */
export const RECORD_MAX_BYTES = 512 * 1024;

/** Words of `a-z 0-9 - _ / =`, with dots between them. */
const NAME = /^[a-z0-9\-_/=]+(\.[a-z0-9\-_/=]+)*$/;
/** Characters: names stand in subjects, which are short. */
const NAME_MAX = 200;

export function checkRecordName(name: string): void {
  assert(name.length <= NAME_MAX && NAME.test(name), `no name for a record: ${JSON.stringify(name)}`);
}

/** The record as it is stored. */
export function encodeRecordValue(name: string, value: Json): Uint8Array {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  assert(
    bytes.length <= RECORD_MAX_BYTES,
    `the record ${name} has ${bytes.length} bytes, more than ${RECORD_MAX_BYTES}`,
  );
  return bytes;
}
