import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import type { Settings } from '../../config/index.js';
import { CODES, EXIT, type ExitCode, type JobId, safeFileName, UserError } from '../../core/index.js';
import { byteCount, count, shelfFacts } from '../../ordering/index.js';
import {
  action,
  type ClusterFlags,
  clusterFlags,
  JOB_ARGUMENT,
  settingsFor,
  withCluster,
  withJson,
} from '../command.js';
import { isFolder, libraryPlace } from '../convert/output-path.js';
import { withOpenCluster } from '../open-cluster.js';
import { ndjson } from '../render/ndjson.js';
import { type LibraryFlags, libraryFlags, withLibrary } from '../rendition/flags.js';
import { demandOnePlace } from '../rendition/one-place.js';
import type { CommandContext } from '../surroundings.js';
import { type Client, createClient, type JobStatus } from '../../client/index.js';

interface GetFlags extends ClusterFlags, LibraryFlags {
  readonly output?: string;
  readonly format?: string;
  readonly chapter?: number;
  readonly force?: boolean;
  readonly json?: boolean;
}

export function getCommand(context: CommandContext): Command {
  const command = new Command('get')
    .description('bring what a job became to this machine')
    .argument('<job>', JOB_ARGUMENT)
    .option(
      '-o, --output <path>',
      'a file, or a folder that exists; of several files the folder; default: the current folder',
    )
    .option('--chapter <n>', 'only this one, as FLAC and as soon as it is joined', chapterNumber)
    .option('--format <name>', 'refuse when it was made as another');
  withLibrary(command).option('--force', 'write over an existing file');
  return withJson(withCluster(command)).action(
    action(context, (job: string, flags: GetFlags) => getFiles(job, flags, context)),
  );
}

function chapterNumber(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It has to be a number as e2a plan shows it.');
}

async function getFiles(name: string, flags: GetFlags, context: CommandContext): Promise<ExitCode> {
  const settings = settingsFor(context, { ...clusterFlags(flags), ...libraryFlags(flags) });
  demandOnePlace(flags, settings.outputLibrary);
  const place = resolve(context.cwd, flags.output ?? '.');
  const intoFolder = await isFolder(place);
  return withOpenCluster(context, settings, async (cluster) => {
    const client = createClient(cluster, context.clock);
    const job = await client.find(name);
    const pathFor = (file: string): string => (intoFolder ? join(place, file) : place);
    const wanted = { job, pathFor, force: flags.force === true };
    if (flags.chapter !== undefined) return getChapter(client, { ...wanted, chapter: flags.chapter }, flags, context);
    const status = await client.current(job);
    demandFormat(status, flags.format);
    const folder = await folderOf(status, { flags, settings, place, intoFolder }, context);
    if (folder !== null) return getFolder(client, job, folder, flags, context);
    const { path, bytes, already } = await client.fetch(wanted);
    if (flags.json === true) context.out.write(ndjson({ job, file: path, bytes, already }));
    else {
      context.words.write(already ? 'It is there already.\n' : `${byteCount(bytes)} fetched.\n`);
      context.out.write(`${path}\n`);
    }
    return EXIT.done;
  });
}

interface Wished {
  readonly flags: GetFlags;
  readonly settings: Settings;
  readonly place: string;
  readonly intoFolder: boolean;
}

/** The folder of its own that the job's files go to; null: it is one file and goes where files go. */
async function folderOf(
  { files, facts, title, voices }: JobStatus,
  { flags, settings, place, intoFolder }: Wished,
  { cwd }: CommandContext,
): Promise<string | null> {
  const { outputLibrary: folder, outputLayout: layout } = settings;
  if (folder !== null && flags.output === undefined && facts !== null) {
    const narrator = voices[0]?.voice ?? '';
    return (await libraryPlace({ folder, layout }, shelfFacts(facts, narrator), cwd)).path;
  }
  if (files.length < 2) return null;
  return intoFolder ? join(place, safeFileName(facts?.title ?? title)) : place;
}

async function getFolder(
  client: Client,
  job: JobId,
  place: string,
  { force, json }: GetFlags,
  { out, words }: CommandContext,
): Promise<ExitCode> {
  const got = await client.fetchFolder({ job, folderFor: () => place, force: force === true });
  const { folder, paths, bytes, already } = got;
  if (json === true) out.write(ndjson({ job, folder, files: paths, bytes, already }));
  else {
    words.write(already ? 'It is there already.\n' : `${count(paths.length, 'file')}, ${byteCount(bytes)} fetched.\n`);
    out.write(`${folder}\n`);
  }
  return EXIT.done;
}

async function getChapter(
  client: Client,
  request: Parameters<Client['fetchChapter']>[0],
  { json }: GetFlags,
  { out, words }: CommandContext,
): Promise<ExitCode> {
  const { path, bytes, already, gainDb } = await client.fetchChapter(request);
  const { job, chapter } = request;
  if (json === true) {
    out.write(ndjson({ job, chapter, file: path, bytes, already, level: 'provisional', gainDb }));
    return EXIT.done;
  }
  words.write(already ? 'It is there already.\n' : `${byteCount(bytes)} fetched.\n`);
  words.write(
    `Its level is provisional: as loud as the voice is. The finished book gets one gain, ${signed(gainDb)} dB by the chapters joined so far.\n`,
  );
  out.write(`${path}\n`);
  return EXIT.done;
}

const signed = (db: number): string => `${db >= 0 ? '+' : ''}${db.toFixed(1)}`;

function demandFormat({ job, rendition }: JobStatus, format: string | undefined): void {
  if (format === undefined || rendition === null || rendition.format === format) return;
  throw new UserError(
    {
      code: CODES.noSuchThing,
      what: `${job} is made as ${rendition.format}, not as ${format}.`,
      why: 'A job makes what it was ordered to make.',
      fix: `e2a submit BOOK --format ${format}; nothing is spoken again`,
    },
    EXIT.notFound,
  );
}
