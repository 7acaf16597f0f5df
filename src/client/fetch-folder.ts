import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { JobStatus, RenditionFile } from '../actors/index.js';
import type { Cluster } from '../cluster/ports/index.js';
import type { JobId } from '../core/index.js';
import { download, downloadAs, inWords, occupied } from './download.js';
import { finishedFiles } from './fetch-file.js';
import { currentStatus } from './jobs.js';
import { digestInPlace } from './local-file.js';
import { stagingFor } from './staging.js';

export interface FetchFolderRequest {
  readonly job: JobId;
  /** Absolute; told what is known of the job when it is finished. */
  readonly folderFor: (status: JobStatus) => string;
  /** Write over other files of these names in a folder that is there. */
  readonly force: boolean;
}

export interface FetchedFolder {
  readonly folder: string;
  /** Absolute paths, sound first. */
  readonly paths: readonly string[];
  readonly bytes: number;
  /** The same bytes were there before. */
  readonly already: boolean;
}

/**
 * Brings all files of a job into a folder of their own. A new folder is filled under a name that begins with a dot, beside
 * its place, then renamed: who watches a shelf sees it whole or not at all. Into a folder that is there each file comes by
 * a rename of its own, sound last.
 * Throws a UserError: not finished (exit 5), failed (1), another file or folder in the way (2).
 */
export async function fetchFolder(
  cluster: Cluster,
  { job, folderFor, force }: FetchFolderRequest,
): Promise<FetchedFolder> {
  const status = await currentStatus(cluster, job);
  const files = finishedFiles(job, status);
  const folder = folderFor(status);
  const paths = files.map(({ name }) => join(folder, name));
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (!(await isThere(folder)) && (await fillNew(cluster, files, folder)))
    return { folder, paths, bytes, already: false };
  const missing = await notThere(folder, files);
  const other = missing.find(({ isOther }) => isOther);
  if (other !== undefined && !force) throw occupied(join(folder, other.file.name), job);
  for (const { file } of missing.toReversed()) await download(cluster, file, join(folder, file.name));
  return { folder, paths, bytes, already: missing.length === 0 };
}

interface MissingFile {
  readonly file: RenditionFile;
  /** Another file has its name. */
  readonly isOther: boolean;
}

async function isThere(folder: string): Promise<boolean> {
  try {
    await readdir(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw inWords(folder, error);
  }
}

async function notThere(folder: string, files: readonly RenditionFile[]): Promise<readonly MissingFile[]> {
  const missing: MissingFile[] = [];
  for (const file of files) {
    const digest = await digestInPlace(join(folder, file.name));
    if (digest !== file.digest) missing.push({ file, isOther: digest !== null });
  }
  return missing;
}

/** @returns false: somebody else was faster, and the folder is there */
async function fillNew(cluster: Cluster, files: readonly RenditionFile[], folder: string): Promise<boolean> {
  try {
    await mkdir(dirname(folder), { recursive: true });
    return await fillStaged(cluster, files, await stagingFor(folder), folder);
  } catch (error) {
    throw inWords(folder, error);
  }
}

async function fillStaged(
  cluster: Cluster,
  files: readonly RenditionFile[],
  staging: string,
  folder: string,
): Promise<boolean> {
  try {
    await mkdir(staging);
    for (const file of files) await downloadAs(cluster, file, join(staging, file.name));
    return await putInPlace(staging, folder);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** What the systems say of a folder that is there and not empty. */
const OCCUPIED = ['ENOTEMPTY', 'EEXIST', 'EPERM'];

async function putInPlace(staging: string, folder: string): Promise<boolean> {
  try {
    await rename(staging, folder);
    return true;
  } catch (error) {
    if (OCCUPIED.includes((error as NodeJS.ErrnoException).code ?? '') && (await isThere(folder))) return false;
    throw error;
  }
}
