import type { ChapterId, Effect, JobId, Message, Transition } from '../../core/index.js';
import { become } from '../transition.js';
import type { ChapterEntry, ConvertingBook } from './state.js';

/** Segments in flight for one book, per slot of the fleet: one spoken, one that follows, one on its way. */
const IN_FLIGHT_PER_SLOT = 3;
/** While no slot is known, enough that the first node that joins has work at once. */
const LEAST_IN_FLIGHT = 6;
/** A fleet cannot make one book ask for more than this at once. */
const MOST_IN_FLIGHT = 600;

const windowFor = (slots: number | null): number =>
  Math.min(MOST_IN_FLIGHT, Math.max(LEAST_IN_FLIGHT, (slots ?? 0) * IN_FLIGHT_PER_SLOT));

export const tellChapter = (job: JobId, chapter: ChapterId, message: Message): Effect => ({
  type: 'tell',
  to: { kind: 'chapter', job, chapter },
  message,
});

/**
 * Opens chapters in order until about three times the fleet's slots are asked for; once all is asked for, the
 * chapters are told to hurry. Nothing while the book is paused.
 */
export function openChapters(state: ConvertingBook): Transition<ConvertingBook> {
  if (state.paused) return become(state);
  const window = windowFor(state.slots);
  let inFlight = state.chapters.reduce((sum, entry) => sum + (isSpeaking(entry) ? wanted(entry, window) : 0), 0);
  const effects: Effect[] = [];
  const chapters = state.chapters.map((entry, index) => {
    if (entry.progress !== 'waiting' || inFlight >= window) return entry;
    const opened: ChapterEntry = { ...entry, progress: 'speaking' };
    inFlight += wanted(opened, window);
    effects.push(startChapter(state, opened, state.chapters.slice(index + 1), window));
    return opened;
  });
  const next = hurry({ ...state, chapters });
  return become(next.state, [...effects, ...next.effects]);
}

/** Open chapters are told when the fleet has grown or shrunk; more are opened where it has grown. */
export function resizeWindows(state: ConvertingBook, slots: number, nodes: number): Transition<ConvertingBook> {
  const window = windowFor(slots);
  const isNews = window !== windowFor(state.slots) || nodes !== state.nodes;
  const open = isNews ? state.chapters.filter(isSpeaking) : [];
  const told = open.map(({ id }) => tellChapter(state.job, id, { type: 'SetWindow', run: state.run, window, nodes }));
  const opened = openChapters({ ...state, slots, nodes });
  return become(opened.state, [...told, ...opened.effects]);
}

/** What an open chapter holds or will ask for at once: all it has left, up to its window. */
function wanted(entry: ChapterEntry, window: number): number {
  return Math.min(window, entry.segments - entry.spoken);
}

const isSpeaking = (entry: ChapterEntry): boolean => entry.progress === 'speaking';

const isUnfinished = (entry: ChapterEntry): boolean => entry.progress === 'waiting' || isSpeaking(entry);

function startChapter(
  state: ConvertingBook,
  { id, title, plan, segments, characters, otherVoices }: ChapterEntry,
  later: readonly ChapterEntry[],
  window: number,
): Effect {
  return tellChapter(state.job, id, {
    type: 'StartChapter',
    run: state.run,
    title,
    plan,
    segments,
    characters,
    profile: state.order.settings.profile,
    window,
    nodes: state.nodes,
    priority: state.order.priority,
    after: later.filter(isUnfinished).reduce((sum, entry) => sum + entry.characters, 0),
    ...(otherVoices === undefined ? {} : { otherVoices: [...otherVoices] }),
  });
}

/** As soon as every chapter has asked for all its segments, those still spoken are told: the end of the book is near. */
function hurry(state: ConvertingBook): Transition<ConvertingBook> {
  const open = state.chapters.filter(isUnfinished);
  const isAsked = open.every((entry) => isSpeaking(entry) && entry.requested >= entry.segments);
  if (state.hurried || open.length === 0 || !isAsked) return become(state);
  const told = open.map(({ id }) => tellChapter(state.job, id, { type: 'Hurry', run: state.run }));
  return become({ ...state, hurried: true }, told);
}
