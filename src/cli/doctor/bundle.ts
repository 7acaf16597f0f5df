import { existsSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ZipFile } from 'yazl';
import type { LoadedSettings } from '../../config/index.js';
import { platformFolders } from '../../config/index.js';
import { CODES, EXIT, toError, UserError } from '../../core/index.js';
import { scrubberOf } from '../../telemetry/index.js';
import { settingRows } from '../commands/config.js';
import { secretsIn } from '../log.js';
import { withOpenCluster } from '../open-cluster.js';
import type { CommandContext } from '../surroundings.js';
import type { Finding } from './probe.js';

/** A stack and its heading; more says nothing more. */
const MOST_REPORT_BYTES = 256 * 1024;
/** Two bundles of the same findings are the same file. */
const NO_DATE = { mtime: new Date(0), mode: 0o644 };

/**
 * An archive for whoever helps: what doctor found, the settings and where each came from, versions, the last crash, and how the
 * cluster differs from its plan. Secrets are taken out of all of it; no word of a book is in it.
 * @returns the path of the file
 * @throws UserError (exit 2) when the file is there already or cannot be written
 */
export async function writeBundle(
  file: string,
  findings: readonly Finding[],
  loaded: LoadedSettings,
  context: CommandContext,
): Promise<string> {
  const path = resolve(context.cwd, file);
  if (existsSync(path)) throw unwritable(path, 'There is such a file already.');
  const scrub = scrubberOf(secretsIn(loaded.settings));
  const parts: Readonly<Record<string, string>> = {
    'doctor.json': json(findings),
    'settings.json': json(settingRows(loaded)),
    'versions.json': json(versionsOf(context)),
    'cluster.json': json(await clusterFacts(loaded, findings, context)),
    'last-error.log': await lastCrash(context),
  };
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(scrub(text)), name, NO_DATE);
  zip.end();
  await writeWhole(path, await bytesOf(zip.outputStream), context.runName);
  return path;
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const versionsOf = ({ version, nodeVersion, platform, cores }: CommandContext) => ({
  e2a: version,
  node: nodeVersion,
  platform,
  cores,
});

/** Only where doctor itself has found a cluster. */
async function clusterFacts(
  { settings }: LoadedSettings,
  findings: readonly Finding[],
  context: CommandContext,
): Promise<unknown> {
  if (findings.find(({ name }) => name === 'cluster')?.state !== 'ok') return null;
  const look = withOpenCluster(context, settings, async ({ server, topology }) => ({ server, topology }));
  return look.catch((error: unknown) => ({ error: toError(error).message }));
}

async function lastCrash(context: CommandContext): Promise<string> {
  const path = join(platformFolders(context).cache, 'last-error.log');
  const text = await readFile(path, 'utf8').catch(() => 'There is none.\n');
  return text.slice(0, MOST_REPORT_BYTES);
}

async function bytesOf(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Never half a file. */
async function writeWhole(path: string, bytes: Buffer, runName: string): Promise<void> {
  const staged = `${path}.${runName}.part`;
  try {
    await writeFile(staged, bytes, { mode: 0o600 });
    await rename(staged, path);
  } catch (error) {
    await rm(staged, { force: true });
    throw unwritable(path, toError(error).message, error);
  }
}

const unwritable = (path: string, why: string, cause?: unknown): UserError =>
  new UserError(
    {
      code: CODES.outputUnwritable,
      what: `The bundle cannot be written to ${path}.`,
      why,
      fix: 'name another file: e2a doctor --bundle ~/e2a-bundle.zip',
    },
    EXIT.usage,
    { cause },
  );
