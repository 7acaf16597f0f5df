import type { JsonObject } from '../../core/index.js';
import { type BookState, chaptersOf, isOrdered } from './state.js';

/** The first words of the stored JSON: what `nats kv get e2a_jobs JOB` shows an operator. */
export function bookSummary(state: BookState): JsonObject {
  if (!isOrdered(state)) return { title: '', phase: state.phase };
  const chapters = chaptersOf(state);
  return {
    title: state.order.title,
    phase: state.phase,
    chaptersDone: chapters.filter((entry) => entry.progress === 'joined' || entry.progress === 'encoded').length,
    chapters: chapters.length,
    segmentsDone: chapters.reduce((sum, entry) => sum + entry.spoken, 0),
    segments: chapters.reduce((sum, entry) => sum + entry.segments, 0),
    priority: state.order.priority,
    ...(state.paused ? { paused: true } : {}),
  };
}
