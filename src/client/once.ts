import type { KeptRecord, RecordBoard } from '../cluster/ports/index.js';
import type { Instant, Json } from '../core/index.js';
import { isOnceOver, onceNames, type OnceRecord, onceStanding } from './once-record.js';

/** What is asked for, and under which key. */
export interface OnceRequest {
  /** A beginning of record names, with a slash at its end: the same key in another room is another one. */
  readonly room: string;
  /** Whatever the caller chose; kept as a digest. */
  readonly key: string;
  /** Of all that the key stands for. */
  readonly digest: string;
}

/** How that ended: done now, or what was answered before, or why nothing was done. */
export type OnceEnd<T> =
  | { readonly type: 'done'; readonly made: T }
  | { readonly type: 'known'; readonly answer: Json }
  /** The key stands for something else. */
  | { readonly type: 'taken' }
  /** Somebody does it now. */
  | { readonly type: 'under-way' };

/**
 * Does something once for a key, whoever asks for it and wherever; for a day what was answered is known. When it fails
 * the key is free again. @param answerOf what is kept of it: no null
 */
export async function doOnce<T>(
  records: RecordBoard,
  now: Instant,
  request: OnceRequest,
  work: () => Promise<T>,
  answerOf: (made: T) => Json,
): Promise<OnceEnd<T>> {
  const names = onceNames(request.room, request.key, now);
  const [name] = names;
  const found = await firstOf(records, names);
  const standing = onceStanding(found?.kept.value ?? null, request.digest, now);
  if (standing.type !== 'free') return standing;
  const begun: OnceRecord = { at: now, digest: request.digest, answer: null };
  const revision = found?.name === name ? found.kept.revision : null;
  if (!(await records.save(name, { ...begun }, revision))) return { type: 'under-way' };
  try {
    const made = await work();
    const mine = await records.load(name);
    await records.save(name, { ...begun, answer: answerOf(made) }, mine?.revision ?? null);
    return { type: 'done', made };
  } catch (error) {
    await records.remove(name);
    throw error;
  }
}

/** Keys of the day before yesterday go. */
export async function forgetOnce(records: RecordBoard, room: string, now: Instant): Promise<void> {
  for (const name of await records.list(room)) if (isOnceOver(room, name, now)) await records.remove(name);
}

async function firstOf(
  records: RecordBoard,
  names: readonly string[],
): Promise<{ readonly name: string; readonly kept: KeptRecord } | null> {
  for (const name of names) {
    const kept = await records.load(name);
    if (kept !== null) return { name, kept };
  }
  return null;
}
