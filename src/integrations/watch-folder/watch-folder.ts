import { stat } from 'node:fs/promises';
import { type Clock, CODES, EXIT, toError, UserError } from '../../core/index.js';
import { orderBook, settingsUnder } from '../../ordering/index.js';
import { type Arrival, arrivalOf, lookedAt, sameFacts, type StillArrival } from './arrivals.js';
import { openEyes } from './eyes.js';
import { filesBelow } from './files-below.js';
import { FollowedBooks } from './followed-books.js';
import { openLedger } from './ledger.js';
import { bookOf } from './names.js';
import type { TakeOrder, WatchOptions } from './options.js';
import { factsOf, takeBook, type TakeParts } from './take-book.js';

const TICK_MS = 1_000;
/** Between looks at what became of the books. */
const FOLLOW_EVERY_MS = 3_000;
/** Between looks of our own: systems and shares forget to tell of a file now and then. */
const SWEEP_EVERY_MS = 60_000;
/** After the cluster did not answer. */
const TROUBLE_MS = 10_000;
/** Files that wait to stand still or to be ordered: the rest comes when these are done. */
const MOST_WAITING = 20_000;

/**
 * Orders the books of a folder as they come, one after the other, until `signal` aborts; what goes wrong with one is noted
 * beside it and holds up no other. Books ordered go on when the watching ends.
 * @throws UserError (exit 2): there is no such folder
 */
export function watchFolder(options: WatchOptions): Promise<void> {
  const { client, configuration, here } = options;
  const order: TakeOrder = async (file, wishes) =>
    (await orderBook(client, file, wishes, settingsUnder(configuration, wishes), here)).submission;
  return watchWith(options, order);
}

/** @param pollEveryMs between two looks of `polling` */
export async function watchWith(options: WatchOptions, order: TakeOrder, pollEveryMs?: number): Promise<void> {
  const { folder, clock, signal, log } = options;
  await demandWatchable(folder);
  const ledger = openLedger(options.client.records);
  const followed = new FollowedBooks({ ...options, ledger });
  const parts: TakeParts = { ...options, ledger, followed, order };
  const arrivals: Arrivals = { waiting: new Map(), known: new Set() };
  const eyes = openEyes(options, (path) => arrive(path, arrivals, options), pollEveryMs);
  try {
    const everyFollow = pace(FOLLOW_EVERY_MS, clock);
    const everySweep = pace(SWEEP_EVERY_MS, clock);
    for (; !signal.aborted; await clock.sleep(TICK_MS, signal)) {
      if (everySweep()) await sweep(arrivals, options);
      await patiently(() => takeDue(arrivals, parts, signal), options);
      if (everyFollow()) await patiently(() => followed.look(signal), options);
    }
  } finally {
    await eyes.close();
  }
  log.info('the folder is watched no longer');
}

interface Arrivals {
  /** By path. */
  readonly waiting: Map<string, Arrival>;
  /** Paths that somebody has told of. */
  readonly known: Set<string>;
}

function arrive(path: string, { waiting, known }: Arrivals, { folder, clock }: WatchOptions): void {
  const book = bookOf(path, folder);
  if (book === null || waiting.has(book) || waiting.size >= MOST_WAITING) return;
  waiting.set(book, arrivalOf(book, clock.now()));
  known.add(book);
}

/** Finds what nobody told of. */
async function sweep(arrivals: Arrivals, options: WatchOptions): Promise<void> {
  for await (const path of filesBelow(options.folder)) {
    if (options.signal.aborted) return;
    const isNew = bookOf(path, options.folder) === path && !arrivals.known.has(path);
    if (isNew) arrive(path, arrivals, options);
  }
}

/** True at the first call, then once in so long. */
function pace(everyMs: number, clock: Clock): () => boolean {
  let nextAt = 0;
  return () => {
    const isDue = clock.now() >= nextAt;
    if (isDue) nextAt = clock.now() + everyMs;
    return isDue;
  };
}

/** Those whose time has come, in the order they came in. */
async function takeDue({ waiting, known }: Arrivals, parts: TakeParts, signal: AbortSignal): Promise<void> {
  for (const arrival of [...waiting.values()]) {
    if (signal.aborted) return;
    if (arrival.lookAt > parts.clock.now()) continue;
    const next = await lookAt(arrival, parts);
    if (next !== 'gone' && next !== 'settled') waiting.set(arrival.path, next);
    else waiting.delete(arrival.path);
    if (next === 'gone') known.delete(arrival.path);
  }
}

async function lookAt(arrival: Arrival, parts: TakeParts): Promise<Arrival | 'gone' | 'settled'> {
  const facts = await factsOf(arrival.path);
  if (facts === null) return 'gone';
  const look = lookedAt(arrival, facts, parts.clock.now());
  if (look.type === 'wait') return look.arrival;
  const taken = await takeBook(look.arrival, parts);
  if (taken.type === 'again') return { ...look.arrival, lookAt: taken.lookAt, tries: arrival.tries + 1 };
  return (await isAsItWas(look.arrival)) ? 'settled' : arrivalOf(arrival.path, parts.clock.now());
}

/** What happened to a file while it was being ordered was told to nobody. */
async function isAsItWas({ path, facts }: StillArrival): Promise<boolean> {
  const now = await factsOf(path);
  return now === null || sameFacts(now, facts);
}

/** A cluster that is away comes back: the folder stays watched. */
async function patiently(work: () => Promise<void>, { clock, signal, log }: WatchOptions): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (signal.aborted) return;
    log.warn({ error: String(error) }, 'the watched folder has to wait');
    await clock.sleep(TROUBLE_MS, signal);
  }
}

/** @throws UserError (exit 2): there is no such folder */
export async function demandWatchable(folder: string): Promise<void> {
  const why = await stat(folder).then(
    (facts) => (facts.isDirectory() ? null : 'It is no folder.'),
    (error: unknown) => toError(error).message,
  );
  if (why === null) return;
  throw new UserError(
    {
      code: CODES.configInvalid,
      what: `The folder ${folder} cannot be watched.`,
      why,
      fix: 'make it or mount it, or name another with --watch',
    },
    EXIT.usage,
  );
}
