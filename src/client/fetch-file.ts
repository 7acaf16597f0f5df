import type { JobStatus, RenditionFile } from '../actors/index.js';
import type { Cluster } from '../cluster/ports/index.js';
import { CODES, EXIT, type JobId, UserError } from '../core/index.js';
import { download, occupied } from './download.js';
import { statusOf } from './jobs.js';
import { digestInPlace } from './local-file.js';

export interface FetchRequest {
  readonly job: JobId;
  /** Where to write, given the name the file has in the cluster. */
  readonly pathFor: (name: string) => string;
  /** Write over another file of that name. */
  readonly force: boolean;
}

export interface FetchedFile {
  readonly path: string;
  readonly bytes: number;
  /** The same bytes were there before. */
  readonly already: boolean;
}

/**
 * Brings a job's finished file here, the first where it has several: written beside its place, checked, then renamed.
 * Throws a UserError: no such job or not finished (exit 5), failed or cancelled (1), another file in its place (2).
 */
export async function fetchFile(cluster: Cluster, { job, pathFor, force }: FetchRequest): Promise<FetchedFile> {
  const reading = await statusOf(cluster, job);
  const [file] = finishedFiles(job, reading?.status ?? null);
  const path = pathFor(file.name);
  const there = await digestInPlace(path);
  if (there === file.digest) return { path, bytes: file.bytes, already: true };
  if (there !== null && !force) throw occupied(path, job);
  await download(cluster, file, path);
  return { path, bytes: file.bytes, already: false };
}

/** What a job became. Throws a UserError while that is nothing. */
export function finishedFiles(
  job: JobId,
  status: JobStatus | null,
): readonly [RenditionFile, ...(readonly RenditionFile[])] {
  const [first, ...others] = status?.files ?? [];
  if (first !== undefined) return [first, ...others];
  if (status?.state === 'failed' || status?.state === 'cancelled') {
    const why = status.failure?.what;
    throw new UserError(
      {
        code: CODES.jobFailed,
        what: `The job ${job} is ${status.state}; it has no file.`,
        why,
        fix: `e2a show ${job}`,
      },
      EXIT.failed,
    );
  }
  const state = status === null ? 'not started' : `${status.state}, ${status.percent} %`;
  throw new UserError(
    {
      code: CODES.notFinished,
      what: `The job ${job} has no file yet.`,
      why: `It is ${state}.`,
      fix: `e2a watch ${job}`,
    },
    EXIT.notFound,
  );
}
