import type { Settings } from '../../config/index.js';
import type { UserError } from '../../core/index.js';
import type { Host } from '../../host/index.js';
import type { CommandContext } from '../surroundings.js';
import { startLocalBooks } from './local-books.js';
import { type LocalPlace, startLocalSpeech } from './local-speech.js';

export type { LocalPlace };

type Standing = ReturnType<Host['standing']>;

/** Who reads, speaks and makes files on this machine. */
export interface Workers extends Pick<Host, 'standing'> {
  /** Resolves when books cannot go on here, with the reason. */
  readonly failed: Promise<UserError>;
  /** What is begun may finish within `graceMs`. May be called again with less. */
  stop(graceMs: number): Promise<void>;
}

/** Starts them, does the work, stops them; also when the work fails. */
export async function withWorkers<T>(
  place: LocalPlace,
  settings: Settings,
  context: CommandContext,
  work: (workers: Workers) => Promise<T>,
): Promise<T> {
  const ending = new AbortController();
  const cast = await startLocalSpeech(place, settings, context, ending.signal);
  try {
    const books = await startLocalBooks(place, settings, context, () => cast.troubles());
    const stop = async (graceMs: number): Promise<void> => {
      await Promise.all([cast.stop(graceMs), books.stop(graceMs)]);
    };
    try {
      return await work({ failed: books.failed, stop, standing: () => together(books.standing(), cast.hosts()) });
    } finally {
      await stop(0);
    }
  } finally {
    ending.abort();
    await cast.stop(0);
  }
}

/** The book host's state, and the slots of all voices. */
function together(books: Standing, voices: readonly Host[]): Standing {
  const each = voices.map((host) => host.standing());
  const sum = (count: (one: Standing) => number): number => each.reduce((total, one) => total + count(one), 0);
  return { ...books, slots: sum(({ slots }) => slots), busy: sum(({ busy }) => busy) };
}
