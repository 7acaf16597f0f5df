import type { SpeechNotes } from '../../actors/index.js';
import type { ClipNotes } from '../../cluster/ports/index.js';
import type { PlannedSegment } from '../../planning/index.js';
import { plainText } from '../../speech/index.js';

/** Named in a message; a chapter that has more of them is heard as a whole, or spoken by another voice. */
const MOST_NAMED = 10;
const MOST_CHARACTERS = 80;
const MOST_SYMBOLS = 20;

/** A segment, and what its clip tells. */
export interface NotedSegment {
  readonly segment: PlannedSegment;
  readonly notes: ClipNotes | undefined;
}

/** What a chapter's clips tell, together; null: all was said well at once. */
export function speechNotes(all: readonly NotedSegment[]): SpeechNotes | null {
  const noted = all.flatMap(({ segment, notes }) => (notes === undefined ? [] : [{ segment, notes }]));
  if (noted.length === 0) return null;
  const skipped = new Map<string, number>();
  for (const [symbol, times] of noted.flatMap(({ notes }) => Object.entries(notes.skipped))) {
    if (skipped.has(symbol) || skipped.size < MOST_SYMBOLS) skipped.set(symbol, (skipped.get(symbol) ?? 0) + times);
  }
  const odd = noted.flatMap(({ segment, notes }) =>
    notes.odd.map((index) => plainText(segment.utterances[index]?.spoken ?? '').slice(0, MOST_CHARACTERS)),
  );
  return {
    retried: noted.reduce((sum, { notes }) => sum + notes.retried.length, 0),
    split: noted.reduce((sum, { notes }) => sum + notes.split.length, 0),
    odd: odd.slice(0, MOST_NAMED),
    skipped: Object.fromEntries(skipped),
  };
}
