import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { TerminalError, UserError } from '../../../core/index.js';
import { runProgram } from '../../../programs/index.js';
import { copyStream } from './copy-stream.js';
import { downloadPackage, type Starters } from './package-download.js';
import { type CopyRequest, type NamedSource, SourceError } from './source.js';

const NPMS: Starters = [['npm'], ['npm.cmd']];
/** `--ignore-scripts`: a package is fetched, nothing of it is run. */
const NPM_ARGUMENTS = ['pack', '--ignore-scripts', '--silent', '--fetch-retries=1', '--fetch-timeout=60000'] as const;
/** Unpacking one file of some megabytes. */
const UNPACK_LIMIT_MS = 120_000;

/** A package of the Node registry: npm downloads it, `tar` takes files out of the archive. */
export const tarballSource = (
  { package: name, version }: { readonly package: string; readonly version: string },
  placeOf: NamedSource['placeOf'],
  npms: Starters = NPMS,
): NamedSource => ({
  what: `the Node package ${name} ${version} (as an archive of files; its code is not run)`,
  placeOf,
  open: async (signal) => {
    const { folder, archive, remove } = await downloadPackage({
      what: `${name} ${version}`,
      client: 'npm',
      starters: npms,
      args: (to) => [...NPM_ARGUMENTS, '--pack-destination', to, `${name}@${version}`],
      suffix: '.tgz',
      signal,
    });
    return { copy: (request) => copyUnpacked(archive, folder, request), close: remove };
  },
});

async function copyUnpacked(archive: string, folder: string, request: CopyRequest): Promise<void> {
  const args = ['-xzf', archive, '-C', folder, request.place];
  try {
    await runProgram({ program: 'tar', args, deadlineMs: UNPACK_LIMIT_MS, signal: request.signal });
  } catch (error) {
    request.signal.throwIfAborted();
    if (error instanceof UserError) throw new SourceError('tar not found', { cause: error });
    if (!(error instanceof TerminalError)) throw error;
    throw new SourceError(`the package holds no ${request.place}`, { cause: error });
  }
  await copyStream(createReadStream(join(folder, request.place)), request, 0);
}
