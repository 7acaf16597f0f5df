import { Command } from 'commander';
import { type Client, createClient, type NodeRecord, type Submission } from '../../client/index.js';
import type { Settings } from '../../config/index.js';
import { EXIT, type ExitCode, type Priority, UserError } from '../../core/index.js';
import type { PlannedBook } from '../../planning/index.js';
import { type BookFile, readBookFile } from '../book-file.js';
import {
  action,
  type ClusterFlags,
  clusterFlags,
  settingsFor,
  withCluster,
  withJson,
  withTimeout,
} from '../command.js';
import { charactersPerSecond, planLocally } from '../local-plan.js';
import { withOpenCluster } from '../open-cluster.js';
import { nobodySpeaks, offeredProfile, type SpokenBy } from '../profile-choice.js';
import { ndjson } from '../render/ndjson.js';
import type { CommandContext } from '../surroundings.js';
import { chooseVoice, type VoiceChoice } from '../voice-choice.js';
import { waitForJob } from '../wait-for-job.js';
import { priorityOption } from './move.js';
import { loadSpeech } from '../wiring.js';

interface SubmitFlags extends ClusterFlags {
  readonly voice?: string;
  readonly engine?: string;
  readonly chapters?: string;
  readonly wait?: boolean;
  readonly timeout?: number;
  readonly force?: boolean;
  readonly priority?: Priority;
  readonly json?: boolean;
}

export function submitCommand(context: CommandContext): Command {
  const command = new Command('submit')
    .description('give a book to the cluster; answers with the job at once')
    .argument('<book>', 'an .epub file')
    .option('--voice <name>', 'see e2a voices')
    .option('--engine <name>', 'piper, or tone for tests')
    .option('--chapters <list>', 'only these, as e2a plan numbers them: 1-3,7')
    .addOption(priorityOption())
    .option('--wait', 'look on until it is done')
    .option('--force', 'start anew where "already done" would be the answer');
  return withJson(withTimeout(withCluster(command))).action(
    action(context, (book: string, flags: SubmitFlags) => submit(book, flags, context)),
  );
}

async function submit(name: string, flags: SubmitFlags, context: CommandContext): Promise<ExitCode> {
  const settings = settingsFor(context, { ...clusterFlags(flags), voice: flags.voice, engine: flags.engine });
  const book = await readBookFile(name, context.cwd);
  return withOpenCluster(context, settings, async (cluster) => {
    const client = createClient(cluster, context.clock);
    const planned = await planLocally(book, flags.chapters ?? null);
    const submission = await order(client, book, planned, flags, settings);
    tell(submission, flags, context);
    if (!isWaiting(flags)) return EXIT.done;
    return waitForJob(
      client,
      submission.job,
      {
        json: flags.json === true,
        timeoutSeconds: flags.timeout,
        afterTurn: submission.already ? null : submission.afterTurn,
        charactersPerSecond: charactersPerSecond(planned),
      },
      context,
    );
  });
}

/** A time to wait is a wish to wait. */
const isWaiting = ({ wait, timeout }: SubmitFlags): boolean => wait === true || timeout !== undefined;

async function order(
  client: Client,
  { bytes, fileName }: BookFile,
  { plan }: PlannedBook,
  flags: SubmitFlags,
  settings: Settings,
): Promise<Submission> {
  const { title, language } = plan.book;
  const { listVoices } = await loadSpeech();
  const choice = chooseVoice(settings, language, await listVoices(settings.voicesFolder));
  const spokenBy = await speakerFor(choice, await client.nodes(), settings);
  return client.submit({
    bytes,
    fileName,
    title,
    settings: { ...spokenBy, chapters: flags.chapters ?? null },
    force: flags.force === true,
    priority: flags.priority,
  });
}

/** The cluster's own profile of this voice; else this machine's, so that a job may wait for its first node. */
async function speakerFor(
  choice: VoiceChoice,
  nodes: readonly NodeRecord[],
  { voicesFolder }: Settings,
): Promise<SpokenBy> {
  const offered = offeredProfile(nodes, choice);
  if (offered !== null) return offered;
  const { describeProfile } = await loadSpeech();
  try {
    const { id, licence } = await describeProfile({ ...choice, voicesFolder });
    return { ...choice, profile: id, licence };
  } catch (error) {
    throw error instanceof UserError ? nobodySpeaks(choice, nodes) : error;
  }
}

function tell({ job, already }: Submission, flags: SubmitFlags, { out, words }: CommandContext): void {
  if (flags.json === true) out.write(ndjson(isWaiting(flags) ? { type: 'submitted', job, already } : { job }));
  else out.write(`${job}\n`);
  if (flags.json === true || isWaiting(flags)) return;
  const how = already ? 'The same book with the same settings is there already' : 'Submitted';
  words.write(`${how}. Look: e2a watch ${job} · fetch: e2a get ${job}\n`);
}
