import { isFinalPhase } from '../actors/index.js';
import type { Cleaned, Cluster } from '../cluster/ports/index.js';
import { type Clock, type JobId, type ThrowAway, toThrowAway } from '../core/index.js';
import type { ChapterPlan } from '../planning/index.js';
import { commandBook, type CommandOptions } from './command-book.js';
import { bookCheckpoint, bookStateOf, type JobEntry, jobs } from './jobs.js';

/** What can be thrown away: sound of segments, finished files, whole jobs that are over. */
export const CLEANABLE = ['clips', 'renditions', 'jobs'] as const;
export type Cleanable = (typeof CLEANABLE)[number];

export interface CleanRequest extends ThrowAway {
  readonly what: readonly Cleanable[];
  /** Only says what would go. */
  readonly dryRun: boolean;
}

/** What went, or would go. */
export interface CleanReport extends Cleaned {
  readonly what: Cleanable;
  /** The jobs that went, or those whose files did. */
  readonly jobs: readonly JobId[];
  /** Jobs that were asked to go and have not answered yet. */
  readonly unanswered: readonly JobId[];
}

/**
 * By age and size; a job's age is the time since it changed last. Nothing that a running job needs goes.
 * `keepBytes` holds for clips and for renditions, each by itself; jobs go by age alone.
 */
export async function clean(
  cluster: Cluster,
  clock: Clock,
  { what, dryRun, ...rule }: CleanRequest,
  options: CommandOptions,
): Promise<readonly CleanReport[]> {
  const entries = await jobs(cluster);
  const reports: CleanReport[] = [];
  // Jobs first: their files need not be counted twice.
  if (what.includes('jobs')) reports.push(await cleanJobs(cluster, clock, entries, rule, dryRun, options));
  const gone = new Set(reports.flatMap((report) => report.jobs));
  const left = entries.filter(({ status }) => !gone.has(status.job));
  if (what.includes('renditions')) reports.push(await cleanRenditions(cluster, left, rule, dryRun));
  if (what.includes('clips')) reports.push(await cleanClips(cluster, left, rule, dryRun));
  return reports;
}

const isOver = ({ status }: JobEntry): boolean => isFinalPhase(status.state);

async function cleanJobs(
  cluster: Cluster,
  clock: Clock,
  entries: readonly JobEntry[],
  { olderThan }: ThrowAway,
  dryRun: boolean,
  options: CommandOptions,
): Promise<CleanReport> {
  const old = entries.filter((entry) => isOver(entry) && olderThan !== undefined && entry.updatedAt < olderThan);
  const gone: JobId[] = [];
  const unanswered: JobId[] = [];
  let bytes = 0;
  for (const { status } of old) {
    const { job } = status;
    const size = sum(await cluster.audio.list(`${job}/`));
    const end = dryRun ? null : await commandBook(cluster, clock, job, { type: 'RemoveBook' }, options);
    if (end?.outcome === 'unanswered') {
      unanswered.push(job);
      continue;
    }
    gone.push(job);
    bytes += size;
  }
  return { what: 'jobs', removed: gone.length, bytes, jobs: gone, unanswered };
}

/** The finished files alone: the job stays, and what `get` says of it is how to make the file anew. */
async function cleanRenditions(
  cluster: Cluster,
  entries: readonly JobEntry[],
  rule: ThrowAway,
  dryRun: boolean,
): Promise<CleanReport> {
  const stored = new Map((await cluster.audio.list('')).map((info) => [info.name, info.bytes]));
  const files = entries.filter(isOver).flatMap(({ status, updatedAt }) =>
    status.files.flatMap(({ object }) => {
      const bytes = stored.get(object);
      return bytes === undefined ? [] : [{ job: status.job, object, bytes, at: updatedAt }];
    }),
  );
  const goes = toThrowAway(files, rule, () => false);
  if (!dryRun) for (const { object } of goes) await cluster.audio.remove(object);
  const touched = [...new Set(goes.map(({ job }) => job))];
  return { what: 'renditions', removed: goes.length, bytes: sum(goes), jobs: touched, unanswered: [] };
}

async function cleanClips(
  cluster: Cluster,
  entries: readonly JobEntry[],
  rule: ThrowAway,
  dryRun: boolean,
): Promise<CleanReport> {
  const running = entries.filter((entry) => !isOver(entry)).map(({ status }) => status.job);
  const spare = new Set((await Promise.all(running.map((job) => clipKeysOf(cluster, job)))).flat());
  const cleaned = await cluster.clips.clean({ ...rule, spare, dryRun });
  return { what: 'clips', ...cleaned, jobs: [], unanswered: [] };
}

/** The clips a running job has or will have. */
async function clipKeysOf(cluster: Cluster, job: JobId): Promise<readonly string[]> {
  const checkpoint = await bookCheckpoint(cluster, job);
  const book = checkpoint && bookStateOf(checkpoint);
  const plans = book !== null && 'chapters' in book ? book.chapters.map(({ plan }) => plan) : [];
  const keys: string[] = [];
  for (const name of plans) keys.push(...(await keysInPlan(cluster, name)));
  return keys;
}

async function keysInPlan(cluster: Cluster, name: string): Promise<readonly string[]> {
  const content = await cluster.books.get(name);
  if (content === null) return [];
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  // Plans are written by this product only, and named by their digest.
  const plan = JSON.parse(Buffer.concat(parts).toString('utf8')) as ChapterPlan;
  return plan.segments.map(({ key }) => key);
}

const sum = (things: readonly { readonly bytes: number }[]): number =>
  things.reduce((total, { bytes }) => total + bytes, 0);
