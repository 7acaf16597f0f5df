import type { Effect } from '../../core/index.js';
import type { ChapterEntry, ConvertingBook } from './state.js';

/** Segments in flight for one book, per slot of the fleet: one spoken, one that follows, one on its way. */
const IN_FLIGHT_PER_SLOT = 3;
/** While no slot is known, enough that the first node that joins has work at once. */
const LEAST_IN_FLIGHT = 6;
/** A fleet cannot make one book ask for more than this at once. */
const MOST_IN_FLIGHT = 600;

const windowFor = (slots: number | null): number =>
  Math.min(MOST_IN_FLIGHT, Math.max(LEAST_IN_FLIGHT, (slots ?? 0) * IN_FLIGHT_PER_SLOT));

/** Opens chapters in order until about three times the fleet's slots are asked for. */
export function openChapters(state: ConvertingBook): {
  readonly state: ConvertingBook;
  readonly effects: readonly Effect[];
} {
  const window = windowFor(state.slots);
  let inFlight = state.chapters.reduce(
    (sum, entry) => sum + (entry.progress === 'speaking' ? wanted(entry, window) : 0),
    0,
  );
  const effects: Effect[] = [];
  const chapters = state.chapters.map((entry) => {
    if (entry.progress !== 'waiting' || inFlight >= window) return entry;
    const opened: ChapterEntry = { ...entry, progress: 'speaking' };
    inFlight += wanted(opened, window);
    effects.push(startChapter(state, opened, window));
    return opened;
  });
  return { state: { ...state, chapters }, effects };
}

/** What an open chapter holds or will ask for at once: all it has left, up to its window. */
function wanted(entry: ChapterEntry, window: number): number {
  return Math.min(window, entry.segments - entry.spoken);
}

function startChapter(state: ConvertingBook, entry: ChapterEntry, window: number): Effect {
  return {
    type: 'tell',
    to: { kind: 'chapter', job: state.job, chapter: entry.id },
    message: {
      type: 'StartChapter',
      run: state.run,
      title: entry.title,
      plan: entry.plan,
      segments: entry.segments,
      characters: entry.characters,
      profile: state.order.settings.profile,
      window,
    },
  };
}

/** Open chapters are told when the fleet has grown or shrunk. */
export function resizeWindows(
  state: ConvertingBook,
  slots: number,
): { readonly state: ConvertingBook; readonly effects: readonly Effect[] } {
  const resized = { ...state, slots };
  const window = windowFor(slots);
  const told: Effect[] =
    window === windowFor(state.slots)
      ? []
      : state.chapters
          .filter((entry) => entry.progress === 'speaking')
          .map((entry) => ({
            type: 'tell',
            to: { kind: 'chapter', job: state.job, chapter: entry.id },
            message: { type: 'SetWindow', run: state.run, window },
          }));
  const opened = openChapters(resized);
  return { state: opened.state, effects: [...told, ...opened.effects] };
}
