import type { Cluster, KeptLetter } from '../cluster/ports/index.js';
import { type Clock, isJobId, toError } from '../core/index.js';
import { commandBook, type CommandEnd, type CommandOptions } from './command-book.js';
import { statusOf } from './jobs.js';
import { noSuch } from './names.js';

/** @throws UserError (exit 5) when there is no such letter */
export async function findLetter(cluster: Cluster, id: string): Promise<KeptLetter> {
  const letter = await cluster.deadLetters.get(id);
  if (letter !== null) return letter;
  throw noSuch(`There is no dead letter "${id}".`, undefined, 'e2a dlq ls');
}

export type LetterEnd =
  | { readonly type: 'refused'; readonly why: string }
  | {
      readonly type: 'asked';
      readonly end: CommandEnd;
      /** Ids of the letters about the same chapter, now taken away. */
      readonly removed: readonly string[];
      /** Why they could not be taken away: the login may not. */
      readonly left: string | null;
    };

/** Has the chapter, or the book, of a letter done again; its letters go when the Book has taken that up. */
export async function retryLetter(
  cluster: Cluster,
  clock: Clock,
  id: string,
  options: CommandOptions,
): Promise<LetterEnd> {
  const letter = await findLetter(cluster, id);
  if (letter.origin === 'mail') return { type: 'refused', why: 'It is a message that nobody understood, not work.' };
  const reading = isJobId(letter.job) ? await statusOf(cluster, letter.job) : null;
  if (reading === null) return { type: 'refused', why: `The job ${letter.job} is not there any more.` };
  const chapter = reading.status.chapters.find((one) => one.id === letter.chapter);
  const chapters = chapter === undefined ? {} : { chapters: [chapter.n] };
  const end = await commandBook(
    cluster,
    clock,
    letter.job,
    { type: 'RetryBook', what: 'failed', ...chapters },
    options,
  );
  if (end.outcome !== 'done') return { type: 'asked', end, removed: [], left: null };
  return { type: 'asked', end, ...(await removeSame(cluster, letter)) };
}

async function removeSame(
  cluster: Cluster,
  { job, chapter, origin }: KeptLetter,
): Promise<{ readonly removed: readonly string[]; readonly left: string | null }> {
  const same = (await cluster.deadLetters.list()).filter(
    (one) => one.job === job && one.chapter === chapter && one.origin === origin,
  );
  try {
    const ids = same.map(({ id }) => id);
    for (const id of ids) await cluster.deadLetters.remove(id);
    return { removed: ids, left: null };
  } catch (error) {
    return { removed: [], left: toError(error).message };
  }
}
