import type { Effect, JobId, Message, WorkItem } from '../../core/index.js';
import { isUsualRendition } from '../../audio/rendition.js';
import type { Order } from '../order.js';
import {
  type AssemblingBook,
  type ChapterEntry,
  chaptersOf,
  type EncodedEntry,
  type Heard,
  hasSound,
  isEncoded,
  type JoinedEntry,
  type OrderedBook,
  type ReadingBook,
} from './state.js';

/** The two pieces of long work that belong to a whole book. */
export function readBook(state: ReadingBook): Effect {
  const { book, settings } = state.order;
  return bookWork(state, 'read', {
    type: 'read',
    attempt: state.attempt,
    object: book.object,
    fileName: book.fileName,
    settings,
  });
}

/** A book that is not as usual is asked for in other words: a host that does not know them must not make half of it. */
export function assembleBook(state: AssemblingBook): Effect {
  const { settings } = state.order;
  const task = {
    attempt: state.attempt,
    facts: state.summary.facts,
    cover: state.summary.cover,
    narrator: settings.voice,
  };
  if (isUsualRendition(settings.rendition)) {
    const chapters = state.chapters.filter(isEncoded);
    return bookWork(state, 'assemble', {
      ...task,
      type: 'assemble',
      chapters: chapters.map(({ title, packets, samples }) => ({ title, packets, samples })),
    });
  }
  return bookWork(state, 'assemble', {
    ...task,
    type: 'render',
    digest: state.order.digest,
    orderedAt: state.order.orderedAt ?? 0,
    rendition: settings.rendition,
    voices: voicesOf(settings),
    gainDb: state.gainDb,
    chapters: state.chapters.filter(hasSound).map(chapterToRender),
  });
}

function chapterToRender(entry: JoinedEntry | EncodedEntry) {
  const { id, title, audio, samples } = entry;
  return { id, title, audio, samples, ...(isEncoded(entry) ? { packets: entry.packets } : {}) };
}

/** Who speaks the book, the licences with them: what is made of it says so. */
function voicesOf({ engine, voice, licence, languageVoices }: Order['settings']) {
  const others = languageVoices.map((other) => ({
    language: other.language,
    engine: other.engine,
    voice: other.voice,
    licence: other.licence,
  }));
  return [{ language: null, engine, voice, licence }, ...others];
}

function bookWork(state: ReadingBook | AssemblingBook, item: string, task: Message): Effect {
  const work: WorkItem = {
    class: task.type === 'read' ? 'read' : 'media',
    priority: state.order.priority,
    job: state.job,
    chapter: 'book',
    item,
    attempt: state.attempt,
    replyTo: { kind: 'book', job: state.job },
    task,
  };
  return { type: 'enqueueWork', item: work };
}

/** A chapter whose sound a recogniser is to hear. */
export type AskedEntry = (JoinedEntry | EncodedEntry) & { readonly heard: Extract<Heard, { progress: 'asked' }> };

export const isAsked = (entry: ChapterEntry): entry is AskedEntry =>
  hasSound(entry) && entry.heard?.progress === 'asked';

export function hearChapter({ job, order }: OrderedBook, entry: AskedEntry): Effect {
  const { id, plan, audio, samples, silent, heard } = entry;
  const item: WorkItem = {
    class: 'verify',
    priority: order.priority,
    job,
    chapter: id,
    item: 'verify',
    attempt: heard.attempt,
    replyTo: { kind: 'book', job },
    task: { type: 'verify', plan, audio, samples, silent: [...silent] },
  };
  return { type: 'enqueueWork', item };
}

/** Everything that recognisers were asked for, as it was: for after all work of the job was withdrawn. */
export const hearAgain = (state: OrderedBook): readonly Effect[] =>
  chaptersOf(state)
    .filter(isAsked)
    .map((entry) => hearChapter(state, entry));

/** `<chapter>/<item>/<attempt>` as the reconciler lists what is queued. */
export const bookWorkToken = (item: 'read' | 'assemble', attempt: number): string => `book/${item}/${attempt}`;

/** What workers look at before they begin. */
export const writeControl = (job: JobId, state: 'run' | 'pause' | 'cancel'): Effect => ({
  type: 'perform',
  action: 'writeControl',
  args: { job, state },
});

/** Answered with FleetChanged at once: the first chapters are opened for the fleet that is there. */
export const countFleet = ({ job, order }: OrderedBook): Effect => ({
  type: 'perform',
  action: 'countFleet',
  args: { job, profile: order.settings.profile },
});
