import { type Failure, isJsonObject, type JsonObject, parseJson } from '../../core/index.js';
import { writeWhole } from '../../ordering/index.js';
import type { FileFacts } from './arrivals.js';
import { noteOf } from './names.js';
import type { WatchLog } from './options.js';
import { smallFile } from './small-file.js';

/** What lies beside a book, for people and scripts. */
export interface Note {
  readonly job: string | null;
  /** Of its job; `refused`: it never became one. */
  readonly state: string;
  /** Names of what it became. */
  readonly files: readonly string[];
  readonly missing: readonly string[];
  /** Where it was put, absolute. */
  readonly folder: string | null;
  readonly failure: Failure | null;
}

/** Which content a note tells of. */
export interface Noted extends FileFacts {
  /** sha256, hex; null: the book could not be opened. */
  readonly digest: string | null;
}

const VERSION = 1;
/** Of a book of a thousand files; a larger one is none of ours. */
const MOST_BYTES = 1024 ** 2;

/** Put there by a rename. A folder that cannot be written gets no notes, and its books are made all the same. */
export async function writeNote(book: string, noted: Noted, note: Note, log: WatchLog): Promise<void> {
  const { digest, bytes, modifiedAt } = noted;
  const value: JsonObject = {
    v: VERSION,
    ...note,
    failure: note.failure === null ? null : { ...note.failure },
    book: { sha256: digest, bytes, modifiedAt },
  };
  await writeWhole(noteOf(book), `${JSON.stringify(value, null, 2)}\n`).catch((error: unknown) =>
    log.warn({ error: String(error) }, 'the note beside a book cannot be written'),
  );
}

/** Null: there is none, or it is none of ours. */
export async function readNoted(book: string): Promise<(Noted & { readonly isRefused: boolean }) | null> {
  const text = await smallFile(noteOf(book), MOST_BYTES).catch(() => null);
  const read = text === null ? null : parseJson(text);
  if (read?.ok !== true || !isJsonObject(read.value) || !isJsonObject(read.value['book'])) return null;
  const { sha256, bytes, modifiedAt } = read.value['book'];
  if (typeof bytes !== 'number' || typeof modifiedAt !== 'number') return null;
  const digest = typeof sha256 === 'string' ? sha256 : null;
  return { digest, bytes, modifiedAt, isRefused: read.value['state'] === 'refused' };
}
