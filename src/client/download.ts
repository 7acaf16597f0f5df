import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { RenditionFile } from '../actors/index.js';
import type { Cluster } from '../cluster/ports/index.js';
import { CODES, EXIT, type JobId, toError, UserError } from '../core/index.js';
import { stagingFor } from './staging.js';

/** What of a file of the object store is needed to bring it here. */
export type StoredFile = Pick<RenditionFile, 'name' | 'object' | 'digest'>;

/**
 * Brings a file here: written beside its place under a name that watchers of shelves overlook, checked, then renamed.
 * Throws a UserError: it is gone (exit 5), its place cannot be written (1).
 */
export async function download(cluster: Cluster, file: StoredFile, path: string): Promise<void> {
  const staged = await stagingFor(path).catch((error: unknown) => {
    throw inWords(path, error);
  });
  try {
    await downloadAs(cluster, file, staged);
    await rename(staged, path);
  } catch (error) {
    await rm(staged, { force: true });
    throw inWords(path, error);
  }
}

/** The same straight into a place that nobody sees yet; what is half there is the caller's to remove. */
export async function downloadAs(cluster: Cluster, file: StoredFile, path: string): Promise<void> {
  const content = await cluster.audio.get(file.object);
  if (content === null) throw gone(file);
  const digest = await writeAll(content, path);
  if (digest !== file.digest) throw new Error(`${file.object} arrived with the digest ${digest}, not ${file.digest}`);
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

/** An error of the disk says where and what to do; any other is passed on. */
export const inWords = (path: string, error: unknown): unknown =>
  isDiskError(error) ? unwritable(path, error) : error;

const DISK_ERRORS = [
  'EACCES',
  'EPERM',
  'ENOENT',
  'ENOTDIR',
  'EISDIR',
  'ENOSPC',
  'EROFS',
  'EDQUOT',
  'ENOTEMPTY',
  'EEXIST',
  'ENAMETOOLONG',
  'ELOOP',
  // What a name or a file is on a stick or a share: not allowed, too large, in use.
  'EINVAL',
  'EFBIG',
  'EBUSY',
  'EIO',
];
const isDiskError = (error: unknown): boolean => DISK_ERRORS.includes((error as NodeJS.ErrnoException).code ?? '');

export const occupied = (path: string, job: JobId): UserError =>
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

export const gone = (file: Pick<StoredFile, 'name' | 'object'>): UserError =>
  new UserError(
    {
      code: CODES.notFinished,
      what: `${file.name} is not in the object store any more.`,
      why: `Somebody took the object ${file.object} away.`,
      fix: 'submit the book again with --force; clips that are still there are not spoken again',
    },
    EXIT.notFound,
  );
