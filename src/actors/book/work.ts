import type { Effect, JobId, Message, WorkItem } from '../../core/index.js';
import { type AssemblingBook, isEncoded, type OrderedBook, type ReadingBook } from './state.js';

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

export function assembleBook(state: AssemblingBook): Effect {
  return bookWork(state, 'assemble', {
    type: 'assemble',
    attempt: state.attempt,
    facts: state.summary.facts,
    cover: state.summary.cover,
    narrator: state.order.settings.voice,
    chapters: state.chapters.filter(isEncoded).map(({ title, packets, samples }) => ({ title, packets, samples })),
  });
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
