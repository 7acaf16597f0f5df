import type { ChapterStatus, JobStatus } from '../actors/index.js';
import type { Cluster } from '../cluster/ports/index.js';
import type { Clock, Failure, JobId } from '../core/index.js';
import { type HeardReport, readHeardReport } from '../planning/index.js';
import { hasSound } from './book-command.js';
import { type CommandOptions, commandBook } from './command-book.js';
import { currentStatus } from './jobs.js';

export interface VerifyRequest extends CommandOptions {
  /** Numbers as `plan` shows them; absent: all that have their sound. */
  readonly chapters?: readonly number[] | undefined;
  /** Told now and then how many are still being heard, and whether a node is there that could. */
  readonly onWait?: ((pending: number, listeners: number) => void) | undefined;
}

/** A chapter that was heard; `report` is null when its object is gone. */
export interface HeardChapter {
  readonly n: number;
  readonly title: string;
  readonly words: number;
  readonly errors: number;
  readonly report: HeardReport | null;
}

/** A chapter that no recogniser could hear. */
export interface UnheardChapter {
  readonly title: string;
  readonly failure: Failure;
}

export interface VerifyEnd {
  readonly status: JobStatus;
  /** In the order of the book. */
  readonly heard: readonly HeardChapter[];
  /** Titles of those that are still to be heard. */
  readonly pending: readonly string[];
  readonly failed: readonly UnheardChapter[];
  /** No Book has taken the order yet; it waits in the mailbox. */
  readonly unanswered: boolean;
  /** Why the Book did not ask anybody; null when it did, or need not. */
  readonly refused: string | null;
}

const VERIFY_ROLE = 'verify';
const LOOK_AGAIN_MS = 1_000;

/** Asks for a second opinion and looks on until every chapter asked for is heard or given up, or the time is over. */
export async function verifyBook(
  cluster: Cluster,
  clock: Clock,
  job: JobId,
  request: VerifyRequest,
): Promise<VerifyEnd> {
  const { chapters, limitMs, signal } = request;
  const until = clock.now() + limitMs;
  const wanted = ({ n }: ChapterStatus): boolean => chapters === undefined || chapters.includes(n);
  const before = (await currentStatus(cluster, job)).chapters.filter(wanted).filter(hasSound);
  const isHeard = before.length > 0 && before.every(({ heard }) => heard?.progress === 'heard');
  const command = { type: 'VerifyBook', ...(chapters === undefined ? {} : { chapters }) } as const;
  const asked = isHeard ? null : await commandBook(cluster, clock, job, command, { limitMs, signal });
  const refused = asked?.outcome === 'refused' ? asked.why : null;
  const unanswered = asked?.outcome === 'unanswered';
  for (;;) {
    const status = await currentStatus(cluster, job);
    const mine = status.chapters.filter(wanted).filter(hasSound);
    const pending = mine.filter(({ heard }) => (unanswered ? heard === null : heard?.progress === 'asked'));
    if (refused !== null || unanswered || pending.length === 0 || clock.now() >= until || signal.aborted) {
      const failed = mine.flatMap(({ title, heard }) =>
        heard?.progress === 'failed' ? [{ title, failure: heard.failure }] : [],
      );
      return {
        status,
        refused,
        unanswered,
        failed,
        pending: pending.map(titleOf),
        heard: await heardOf(cluster, mine),
      };
    }
    request.onWait?.(pending.length, await listenersOf(cluster));
    await clock.sleep(LOOK_AGAIN_MS, signal);
  }
}

const titleOf = ({ title }: ChapterStatus): string => title;

async function listenersOf(cluster: Cluster): Promise<number> {
  return (await cluster.nodes.list()).filter(({ roles }) => roles.includes(VERIFY_ROLE)).length;
}

async function heardOf(cluster: Cluster, chapters: readonly ChapterStatus[]): Promise<readonly HeardChapter[]> {
  const found = chapters.map(async ({ n, title, heard }): Promise<readonly HeardChapter[]> => {
    if (heard?.progress !== 'heard') return [];
    const { words, errors, object } = heard;
    return [{ n, title, words, errors, report: await reportIn(cluster, object) }];
  });
  return (await Promise.all(found)).flat();
}

async function reportIn(cluster: Cluster, object: string): Promise<HeardReport | null> {
  const content = await cluster.audio.get(object);
  if (content === null) return null;
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  return readHeardReport(Buffer.concat(parts).toString('utf8'));
}
