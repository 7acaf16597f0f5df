import type { RecordBoard } from '../../client/index.js';
import { type Instant, isJsonObject, type Json, type JsonObject } from '../../core/index.js';

/** How far a reader of events is, and who reads. */
export interface Position {
  /** Everything up to here is done with. */
  readonly seq: number;
  /** Who reads until then; others keep away. */
  readonly holder: string;
  readonly until: Instant;
  /** The event after it that could not be handled. */
  readonly again: Again | null;
}

export interface Again {
  readonly seq: number;
  readonly tries: number;
  readonly at: Instant;
}

const VERSION = 1;

export async function loadPosition(
  records: RecordBoard,
  name: string,
): Promise<{ readonly position: Position | null; readonly revision: number | null }> {
  const kept = await records.load(name);
  return { position: positionIn(kept?.value), revision: kept?.revision ?? null };
}

/** @returns false: somebody else wrote in between */
export const savePosition = (
  records: RecordBoard,
  name: string,
  { again, ...position }: Position,
  revision: number | null,
): Promise<boolean> => {
  const value: JsonObject = { v: VERSION, ...position, again: again === null ? null : { ...again } };
  return records.save(name, value, revision);
};

/** Null: there is none, or somebody wrote something else there. */
function positionIn(value: Json | undefined): Position | null {
  if (!isJsonObject(value)) return null;
  const { seq, holder, until, again } = value;
  if (typeof seq !== 'number' || typeof holder !== 'string' || typeof until !== 'number') return null;
  return { seq, holder, until, again: againIn(again) };
}

function againIn(value: Json | undefined): Again | null {
  if (!isJsonObject(value)) return null;
  const { seq, tries, at } = value;
  const isWhole = typeof seq === 'number' && typeof tries === 'number' && typeof at === 'number';
  return isWhole ? { seq, tries, at } : null;
}
