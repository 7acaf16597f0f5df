import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { JobStatus, RenditionFile } from '../actors/index.js';
import type { Cluster } from '../cluster/ports/index.js';
import { CODES, EXIT, type JobId, toError, UserError } from '../core/index.js';
import { statusOf } from './jobs.js';
import { digestOfFile } from './local-file.js';

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
 * Brings a job's finished file here: written beside its place, checked, then renamed.
 * Throws a UserError: no such job or not finished (exit 5), failed or cancelled (1), another file in its place (2).
 */
export async function fetchFile(cluster: Cluster, { job, pathFor, force }: FetchRequest): Promise<FetchedFile> {
  const reading = await statusOf(cluster, job);
  const file = finishedFile(job, reading?.status ?? null);
  const path = pathFor(file.name);
  const there = await digestOfFile(path);
  if (there === file.digest) return { path, bytes: file.bytes, already: true };
  if (there !== null && !force) throw occupied(path, job);
  await download(cluster, file, path);
  return { path, bytes: file.bytes, already: false };
}

function finishedFile(job: JobId, status: JobStatus | null): RenditionFile {
  const file = status?.files[0];
  if (file !== undefined) return file;
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

async function download(cluster: Cluster, file: RenditionFile, path: string): Promise<void> {
  const content = await cluster.audio.get(file.object);
  if (content === null) throw gone(file);
  const staged = `${path}.part`;
  try {
    const digest = await writeAll(content, staged);
    if (digest !== file.digest) throw new Error(`${file.object} arrived with the digest ${digest}, not ${file.digest}`);
    await rename(staged, path);
  } catch (error) {
    await rm(staged, { force: true });
    throw isDiskError(error) ? unwritable(path, error) : error;
  }
}

/** @returns sha256 hex of what was written. */
async function writeAll(content: AsyncIterable<Uint8Array>, path: string): Promise<string> {
  const hash = createHash('sha256');
  const out = await open(path, 'w');
  try {
    for await (const chunk of content) {
      hash.update(chunk);
      await out.writeFile(chunk);
    }
    await out.sync();
  } finally {
    await out.close();
  }
  return hash.digest('hex');
}

const isDiskError = (error: unknown): boolean =>
  ['EACCES', 'EPERM', 'ENOENT', 'ENOTDIR', 'EISDIR', 'ENOSPC', 'EROFS', 'EDQUOT'].includes(
    (error as NodeJS.ErrnoException).code ?? '',
  );

const occupied = (path: string, job: JobId): UserError =>
  new UserError(
    {
      code: CODES.outputExists,
      what: `${path} is there already.`,
      why: `It is not the file of the job ${job}.`,
      fix: 'name another file with --output, or write over it with --force',
    },
    EXIT.usage,
  );

const unwritable = (path: string, cause: unknown): UserError =>
  new UserError(
    {
      code: CODES.outputUnwritable,
      what: `${path} cannot be written.`,
      why: toError(cause).message,
      fix: 'name another place with --output; what is spoken is kept',
    },
    EXIT.failed,
    { cause },
  );

const gone = (file: RenditionFile): UserError =>
  new UserError(
    {
      code: CODES.notFinished,
      what: `${file.name} is not in the object store any more.`,
      why: `Somebody took the object ${file.object} away.`,
      fix: 'submit the book again with --force; clips that are still there are not spoken again',
    },
    EXIT.notFound,
  );
