import type { JobStatus } from '../../actors/index.js';
import type { Cluster } from '../../cluster/ports/index.js';
import type { Failure, JobId } from '../../core/index.js';
import { fewAtOnce } from '../few-at-once.js';
import { statusOf } from '../jobs.js';
import { waitingJobs } from '../not-taken.js';
import type { Batch, BatchEntry, BatchRow } from './batch.js';

/** How a book of a batch stands: like its job, or it never became one. */
export type BatchState = JobStatus['state'] | 'not-ordered' | 'refused';

export interface BatchReportRow {
  readonly file: string;
  readonly job: JobId | null;
  readonly title: string;
  readonly state: BatchState;
  /** 0 … 100 */
  readonly percent: number;
  /** Names of what came out. */
  readonly files: readonly string[];
  /** Error code, where something failed. */
  readonly code: string | null;
  /** In words: why it failed, or what is missing. */
  readonly reason: string | null;
}

export interface BatchReport extends BatchEntry {
  /** How many stand how; states that no book has are left out. */
  readonly counts: Readonly<Partial<Record<BatchState, number>>>;
  readonly rows: readonly BatchReportRow[];
}

/** Every row of a batch with what became of it; each job is read once. */
export async function reportOn(cluster: Cluster, { rows, ...entry }: Batch): Promise<BatchReport> {
  const jobs = [...new Set(rows.flatMap(({ job }) => job ?? []))];
  const waiting = new Set((await waitingJobs(cluster)).map(({ job }) => job));
  const standing = await fewAtOnce(jobs, async (job) => [job, await standingOf(cluster, job, waiting)] as const);
  const byJob = new Map(standing);
  const shown = rows.map((row) => rowOf(row, row.job === null ? undefined : byJob.get(row.job)));
  return { ...entry, counts: countsOf(shown), rows: shown };
}

type Standing = Pick<BatchReportRow, 'title' | 'state' | 'percent' | 'files' | 'code' | 'reason'>;

const NOTHING: Standing = { title: '', state: 'not-ordered', percent: 0, files: [], code: null, reason: null };

/** Only this much is kept of a job: a batch has thousands. */
async function standingOf(cluster: Cluster, job: JobId, waiting: ReadonlySet<JobId>): Promise<Standing> {
  const status = (await statusOf(cluster, job))?.status;
  if (status === undefined || status.state === 'removed')
    return { ...NOTHING, state: waiting.has(job) ? 'new' : 'removed' };
  const { title, state, percent, files, failure, missing } = status;
  const names = files.map(({ name }) => name);
  const why = failure === null ? missingWords(missing) : reasonOf(failure);
  return { title, state, percent, files: names, code: failure?.code ?? null, reason: why };
}

function rowOf({ file, job, failure }: BatchRow, standing: Standing | undefined): BatchReportRow {
  if (standing !== undefined) return { file, job, ...standing };
  if (failure === null) return { file, job, ...NOTHING };
  return { file, job, ...NOTHING, state: 'refused', code: failure.code, reason: reasonOf(failure) };
}

const reasonOf = ({ what, why }: Failure): string => [what, why].filter(Boolean).join(' ');
const missingWords = (missing: readonly string[]): string | null =>
  missing.length === 0 ? null : `missing: ${missing.join('; ')}`;

function countsOf(rows: readonly BatchReportRow[]): BatchReport['counts'] {
  const counts = new Map<BatchState, number>();
  for (const { state } of rows) counts.set(state, (counts.get(state) ?? 0) + 1);
  return Object.fromEntries(counts);
}
