import type { RecordBoard } from '../../client/index.js';
import { type Failure, isJsonObject, type Json, type JsonObject } from '../../core/index.js';

/** What is known of a content, whatever its files are called. */
export interface LedgerEntry {
  /** The watched folder, absolute, and the book in it that came first. */
  readonly folder: string;
  readonly file: string;
  /** Null: it was refused. */
  readonly job: string | null;
  readonly failure: Failure | null;
  readonly shelved: Shelved | null;
  /** There is nothing more to do for it. */
  readonly settled: boolean;
}

/** Where a book was put, and which files: made anew, it is put there again. */
export interface Shelved {
  readonly folder: string;
  /** Over the digests of its files. */
  readonly digest: string;
}

const PREFIX = 'watch/';
const VERSION = 1;
/** Writers of one entry are few. */
const TRIES_MAX = 10;

/** What was ever taken from watched folders of this cluster, by the sha256 (hex) of the content. */
export interface Ledger {
  find(digest: string): Promise<LedgerEntry | null>;
  /** @param change is given what is there, and is asked again when somebody wrote in between */
  change(digest: string, change: (entry: LedgerEntry | null) => LedgerEntry): Promise<LedgerEntry>;
  /** Those of a folder that are not settled. */
  open(folder: string): Promise<readonly (LedgerEntry & { readonly digest: string })[]>;
}

export function openLedger(records: RecordBoard): Ledger {
  const find = async (digest: string) => entryIn((await records.load(`${PREFIX}${digest}`))?.value);
  return {
    find,
    change: async (digest, change) => {
      for (let tries = 1; tries <= TRIES_MAX; tries++) {
        const kept = await records.load(`${PREFIX}${digest}`);
        const entry = change(entryIn(kept?.value));
        if (await records.save(`${PREFIX}${digest}`, recordOf(entry), kept?.revision ?? null)) return entry;
      }
      throw new Error(`what is known of the book ${digest} is being changed all the time`);
    },
    open: async (folder) => {
      const open: (LedgerEntry & { readonly digest: string })[] = [];
      for (const name of await records.list(PREFIX)) {
        const digest = name.slice(PREFIX.length);
        const entry = await find(digest);
        if (entry !== null && entry.folder === folder && !entry.settled) open.push({ ...entry, digest });
      }
      return open;
    },
  };
}

const recordOf = ({ failure, shelved, ...entry }: LedgerEntry): JsonObject => ({
  v: VERSION,
  ...entry,
  failure: failure === null ? null : { ...failure },
  shelved: shelved === null ? null : { ...shelved },
});

function entryIn(value: Json | undefined): LedgerEntry | null {
  if (!isJsonObject(value)) return null;
  const { folder, file, job, failure, shelved, settled } = value;
  if (typeof folder !== 'string' || typeof file !== 'string') return null;
  return {
    folder,
    file,
    job: typeof job === 'string' ? job : null,
    failure: failureIn(failure),
    shelved: shelvedIn(shelved),
    settled: settled === true,
  };
}

function failureIn(value: Json | undefined): Failure | null {
  if (!isJsonObject(value)) return null;
  const { code, what, why, fix } = value;
  if (typeof code !== 'string' || typeof what !== 'string') return null;
  return { code, what, ...(typeof why === 'string' ? { why } : {}), ...(typeof fix === 'string' ? { fix } : {}) };
}

function shelvedIn(value: Json | undefined): Shelved | null {
  if (!isJsonObject(value)) return null;
  const { folder, digest } = value;
  return typeof folder === 'string' && typeof digest === 'string' ? { folder, digest } : null;
}
