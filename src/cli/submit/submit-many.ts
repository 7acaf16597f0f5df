import { resolve } from 'node:path';
import { loadSettings, type Settings } from '../../config/index.js';
import { EXIT, type ExitCode, type JobId, type Json, UserError } from '../../core/index.js';
import {
  charactersPerSecond,
  count,
  decidingWishes,
  type LocalOrderWishes,
  orderBook,
  type OrderedBook,
  readBookFile,
  wishedSettings,
} from '../../ordering/index.js';
import { type ClusterFlags, clusterFlags, settingsFor } from '../command.js';
import { withOpenCluster } from '../open-cluster.js';
import { ndjson } from '../render/ndjson.js';
import { eachBook, tellRefused, worstOf } from '../shelf/each-book.js';
import type { CommandContext } from '../surroundings.js';
import { keptBatch } from './batch-of.js';
import { waitForJob, type WaitOptions } from '../wait-for-job.js';
import { type Client, createClient } from '../../client/index.js';

export interface ManyFlags extends ClusterFlags, LocalOrderWishes {
  readonly timeout?: number;
  readonly json?: boolean;
  /** Keeps the books together under this name. */
  readonly batch?: string;
}

/** A book, and what is wanted for it alone. */
export interface NamedBook extends Pick<LocalOrderWishes, 'voice' | 'chapters' | 'priority'> {
  readonly file: string;
}

/** Jobs in the order of their books, each once, with what is needed to look on. */
type Jobs = Map<JobId, Pick<WaitOptions, 'afterTurn' | 'charactersPerSecond'>>;

/** One line for each book: its job, or why it was not taken. @returns 0 when all were taken */
export async function submitMany(
  books: readonly NamedBook[],
  flags: ManyFlags,
  context: CommandContext,
  isWaiting: boolean,
): Promise<ExitCode> {
  const settings = settingsFor(context, {
    ...clusterFlags(flags),
    ...wishedSettings(flags),
  });
  const json = flags.json === true;
  return withOpenCluster(context, settings, async (cluster) => {
    const client = createClient(cluster, context.clock);
    const jobs: Jobs = new Map();
    const names = books.map(({ file }) => file);
    const list = { name: flags.batch, books: names, wishes: batchWishes(books, flags, context.cwd) };
    const batch = await keptBatch(client, list, json, context);
    const order = async (book: string, { file: _file, ...own }: NamedBook): Promise<JobId> => {
      const file = await readBookFile(book, context.cwd);
      const wishes = { ...flags, ...own };
      const hers = own.voice === undefined ? settings : withVoice(own.voice, flags, context);
      const { submission, planned, notes } = await orderBook(client, file, wishes, hers, context);
      const already = submission.already || jobs.has(submission.job);
      tell(book, { submission: { ...submission, already }, notes }, json, context);
      if (!jobs.has(submission.job))
        jobs.set(submission.job, {
          afterTurn: submission.already ? null : submission.afterTurn,
          charactersPerSecond: charactersPerSecond(planned),
        });
      return submission.job;
    };
    const codes = await eachBook(names, json, context, (book, place) =>
      batch.keep(place, () => order(book, books[place - 1] ?? { file: book })),
    );
    if (!json) context.words.write(summaryOf(codes, jobs.size));
    batch.tell();
    if (!isWaiting) return worstOf(codes);
    const ends = await waitForAll(client, jobs, flags, context);
    return 'left' in ends ? ends.left : worstOf([...codes, ...ends.codes]);
  });
}

/** What makes a batch another one: which files they are, and what is wanted for each and for all. */
const batchWishes = (books: readonly NamedBook[], flags: ManyFlags, cwd: string): Json => [
  decidingWishes(flags),
  flags.plan ?? null,
  ...books.map(({ file, ...own }) => [resolve(cwd, file), decidingWishes(own)]),
];

/** What was to be said of the settings has been said once. */
const withVoice = (voice: string, flags: ManyFlags, context: CommandContext): Settings =>
  loadSettings({ ...clusterFlags(flags), ...wishedSettings({ ...flags, voice }) }, context).settings;

function tell(
  book: string,
  { submission, notes }: Pick<OrderedBook, 'submission' | 'notes'>,
  json: boolean,
  { out, words }: CommandContext,
): void {
  const { job, already } = submission;
  if (json) {
    out.write(ndjson({ type: 'submitted', book, job, already, ...(notes.length === 0 ? {} : { notes }) }));
    return;
  }
  for (const note of notes) words.write(`${words.paint('yellow', 'note:')} ${book}: ${note}\n`);
  out.write(`${job}  ${book}${already ? '  (there already)' : ''}\n`);
}

function summaryOf(codes: readonly ExitCode[], jobs: number): string {
  const refused = codes.filter((code) => code !== EXIT.done).length;
  if (refused === codes.length) return 'None of the books could be taken, see above.\n';
  const bad = refused === 0 ? '' : ` ${count(refused, 'book')} could not be taken, see above.`;
  return `${count(jobs, 'job')} for ${count(codes.length - refused, 'book')}.${bad} Look: e2a jobs\n`;
}

/** Looks on at one after another; what has ended meanwhile is told at once. `left`: nobody looks on any longer. */
async function waitForAll(
  client: Client,
  jobs: Jobs,
  { timeout, json }: ManyFlags,
  context: CommandContext,
): Promise<{ readonly codes: readonly ExitCode[] } | { readonly left: ExitCode }> {
  const until = timeout === undefined ? null : context.clock.now() + timeout * 1000;
  const codes: ExitCode[] = [];
  for (const [job, known] of jobs) {
    const timeoutSeconds = until === null ? undefined : Math.max(0, until - context.clock.now()) / 1000;
    try {
      const options = { ...known, json: json === true, timeoutSeconds, report: true };
      const code = await waitForJob(client, job, options, context);
      if (code === EXIT.stillRunning || context.interruption.reason() !== null) return { left: code };
      codes.push(code);
    } catch (error) {
      if (!(error instanceof UserError) || error.exitCode !== EXIT.failed) throw error;
      codes.push(error.exitCode);
      tellRefused(job, error.failure, json === true, context);
    }
  }
  return { codes };
}
