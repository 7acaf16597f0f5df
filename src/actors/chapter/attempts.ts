import type { WorkFailed } from '../order.js';
import { countSegments, hasSegment } from './segment-set.js';
import type { SegmentTrouble, SpeakingChapter, SpeechFailure } from './state.js';

/** Failed attempts after which a segment is given up, … */
const ENOUGH_FAILURES = 3;
/** … provided that this many nodes failed, where there are as many: one node may be broken in a way it does not notice. */
const ENOUGH_NODES = 2;
/** Given up all the same: the other node never gets to it. */
const MOST_FAILURES = 6;
/** Characters of what went wrong that are kept per failure: the checkpoint stays small. */
const WHAT_MAX = 200;

/** What is in flight for a segment that was asked for. Segments without trouble have no entry. */
export const attemptsOf = (state: SpeakingChapter, segment: number): SegmentTrouble =>
  state.trouble[segment] ?? { attempt: state.firstAttempt, second: null, seconds: 0, failures: [] };

export const isInFlight = (trouble: SegmentTrouble, attempt: number): boolean =>
  trouble.attempt === attempt || trouble.second === attempt;

/** Nothing is in flight: somebody must ask again. */
export const isIdle = (trouble: SegmentTrouble): boolean => trouble.attempt === null && trouble.second === null;

/** The attempt is over; the other one, if there is one, goes on. */
export function afterFailure(before: SegmentTrouble, { attempt, node, failure }: WorkFailed): SegmentTrouble {
  return {
    ...before,
    attempt: before.attempt === attempt ? null : before.attempt,
    second: before.second === attempt ? null : before.second,
    failures: [...before.failures, { node, what: failure.what.slice(0, WHAT_MAX) }],
  };
}

export const isHopeless = (failures: readonly SpeechFailure[], nodes: number): boolean =>
  failures.length >= MOST_FAILURES ||
  (failures.length >= ENOUGH_FAILURES && nodesOf(failures).length >= Math.min(ENOUGH_NODES, nodes));

/** Names of the nodes that failed, each once. */
export const nodesOf = (failures: readonly SpeechFailure[]): readonly string[] => [
  ...new Set(failures.map(({ node }) => node)),
];

/** Asked for, and neither spoken nor silent. */
export const isOpen = (state: SpeakingChapter, segment: number): boolean =>
  segment >= 1 && segment <= state.requested && !hasSegment(state.spoken, segment) && !state.silent.includes(segment);

export function openSegments(state: SpeakingChapter): readonly number[] {
  const open: number[] = [];
  for (let segment = 1; segment <= state.requested; segment++) if (isOpen(state, segment)) open.push(segment);
  return open;
}

export const settledCount = (state: SpeakingChapter): number => countSegments(state.spoken) + state.silent.length;

export function withoutTrouble(state: SpeakingChapter, segment: number): SpeakingChapter['trouble'] {
  if (!(segment in state.trouble)) return state.trouble;
  return Object.fromEntries(Object.entries(state.trouble).filter(([key]) => key !== String(segment)));
}
