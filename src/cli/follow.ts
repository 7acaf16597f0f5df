import { type Client, type FinalPhase, isFinalPhase, type JobStatus } from '../client/index.js';
import { CODES, EXIT, type ExitCode, type JobId, UserError } from '../core/index.js';
import type { JobView } from './render/job-view.js';

export interface FollowOptions {
  readonly signal: AbortSignal;
  readonly afterTurn: number | null;
}

/** Shows a job until it is final. @returns its last status; not final when `signal` ended the looking. */
export async function follow(
  client: Client,
  job: JobId,
  view: JobView,
  options: FollowOptions,
): Promise<JobStatus | null> {
  let last: JobStatus | null = null;
  try {
    for await (const update of client.watch(job, options)) {
      last = update.status;
      view.show(update);
    }
    return last;
  } finally {
    view.end();
  }
}

/** The exit code of a job that is final. @throws UserError (exit 1) when it failed or was cancelled. */
export function outcomeOf(status: JobStatus): ExitCode {
  if (status.state === 'completed') return EXIT.done;
  if (status.state === 'partial') return EXIT.partial;
  if (status.failure !== null) throw new UserError(status.failure, EXIT.failed);
  throw new UserError(
    {
      code: CODES.jobFailed,
      what: `The job ${status.job} was ${status.state}.`,
      fix:
        status.state === 'removed'
          ? 'submit the book again; clips that are still there are not spoken again'
          : `e2a retry ${status.job} goes on with it; what is spoken is kept`,
    },
    EXIT.failed,
  );
}

/** A job of which nothing more will come. */
export type FinalStatus = JobStatus & { readonly state: FinalPhase };

export const isFinal = (status: JobStatus | null): status is FinalStatus =>
  status !== null && isFinalPhase(status.state);

/** What the finished file lacks, in words. */
export const missingText = (missing: readonly string[]): string =>
  `Parts of the book are missing in the file:\n${missing.map((part) => `  ${part}\n`).join('')}`;
