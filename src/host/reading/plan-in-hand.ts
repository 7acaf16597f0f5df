import { encodeReading, type PlannedBook, type PlanRequest, voicedPlan } from '../../planning/index.js';

/** Reads and plans a book. Throws what `planApart` throws. */
export type Planner = (request: PlanRequest, signal: AbortSignal) => Promise<PlannedBook>;

/** A book that was planned a moment ago, for no voice in particular, and what decided that plan. */
export interface PlanInHand extends Pick<PlanRequest, 'bytes' | 'fileName' | 'chapters' | 'reading'> {
  readonly planned: PlannedBook;
}

/**
 * Who has just looked at a book need not read it a second time. It answers once, and only for that very book, read in that
 * very way, by one voice; everything else, and a reading that is begun again, is for `otherwise`.
 */
export function plannerWith(inHand: PlanInHand, otherwise: Planner): Planner {
  let kept: PlanInHand | null = inHand;
  return async (request, signal) => {
    if (kept === null || !isPlanOf(request, kept)) return otherwise(request, signal);
    const { planned } = kept;
    kept = null;
    return voicedPlan(planned, request);
  };
}

const isPlanOf = (request: PlanRequest, inHand: PlanInHand): boolean =>
  (request.languageVoices ?? []).length === 0 &&
  request.fileName === inHand.fileName &&
  request.chapters === inHand.chapters &&
  encodeReading(request.reading)?.digest === encodeReading(inHand.reading)?.digest &&
  Buffer.compare(request.bytes, inHand.bytes) === 0;
