import { Command } from 'commander';
import { CODES, EXIT, type ExitCode, UserError } from '../../core/index.js';
import {
  charactersPerSecond,
  type LocalOrderWishes,
  orderBook,
  type OrderedBook,
  readBookFile,
  wishedSettings,
  shelfOf,
} from '../../ordering/index.js';
import {
  action,
  type ClusterFlags,
  clusterFlags,
  settingsFor,
  withCluster,
  withJson,
  withTimeout,
} from '../command.js';
import { priorityOption } from './move.js';
import { withLanguageVoices } from '../language-voices/flags.js';
import { withOpenCluster } from '../open-cluster.js';
import { withReading } from '../reading/flags.js';
import { ndjson } from '../render/ndjson.js';
import { withRendition } from '../rendition/flags.js';
import { demandOneForPlan } from '../shelf/each-book.js';
import { readManifest } from '../submit/manifest.js';
import { submitMany } from '../submit/submit-many.js';
import type { CommandContext } from '../surroundings.js';
import { waitForJob } from '../wait-for-job.js';
import { createClient } from '../../client/index.js';

export interface SubmitFlags extends ClusterFlags, LocalOrderWishes {
  readonly wait?: boolean;
  readonly timeout?: number;
  readonly json?: boolean;
  readonly batch?: string;
  readonly manifest?: string;
}

export function submitCommand(context: CommandContext): Command {
  const command = new Command('submit')
    .description('give books to the cluster; answers with their jobs at once')
    .argument('[book...]', 'e-books, or folders of them')
    .option('--voice <name>', 'see e2a voices')
    .option('--engine <name>', 'auto, hibari, piper, kokoro, espeak, openai: a server; or tone for tests');
  withRendition(withLanguageVoices(withReading(command)))
    .addOption(priorityOption())
    .option('--batch <name>', 'keep them together; the same list again is the same batch; see e2a batch')
    .option('--manifest <csv>', 'books by a list: file, and voice, chapters, priority where they are wanted')
    .option('--wait', 'look on until it is done')
    .option('--force', 'start anew where "already done" would be the answer');
  return withJson(withTimeout(withCluster(command))).action(
    action(context, (names: readonly string[], flags: SubmitFlags) => submit(names, flags, context)),
  );
}

async function submit(names: readonly string[], flags: SubmitFlags, context: CommandContext): Promise<ExitCode> {
  if (flags.manifest !== undefined) return submitManifest(flags.manifest, names, flags, context);
  if (names.length === 0) throw noBook();
  const shelf = await shelfOf(names, context.cwd);
  demandOneForPlan(shelf, flags.plan);
  const [only] = shelf.books;
  if (shelf.isOneBook && only !== undefined && flags.batch === undefined) return submitOne(only, flags, context);
  const books = shelf.books.map((file) => ({ file }));
  return submitMany(books, { ...flags, isOneOfMany: !shelf.isOneBook }, context, isWaiting(flags));
}

/** The report is why people write manifests: their books are a batch, under the manifest's name when there is no other. */
async function submitManifest(
  path: string,
  names: readonly string[],
  flags: SubmitFlags,
  context: CommandContext,
): Promise<ExitCode> {
  if (names.length > 0) throw bothNamed(path);
  const manifest = await readManifest(path, context.cwd);
  demandOneForPlan({ books: [], isOneBook: false }, flags.plan);
  const many = { ...flags, batch: flags.batch ?? manifest.name, isOneOfMany: true };
  return submitMany(manifest.rows, many, context, isWaiting(flags));
}

const noBook = (): UserError =>
  new UserError(
    { code: CODES.usage, what: 'No book is named.', fix: 'e2a submit BOOK, or --manifest LIST.csv' },
    EXIT.usage,
  );

const bothNamed = (manifest: string): UserError =>
  new UserError(
    {
      code: CODES.usage,
      what: 'Books are named, and a manifest, too.',
      why: `${manifest} names the books.`,
      fix: 'one of the two at a time',
    },
    EXIT.usage,
  );

async function submitOne(name: string, flags: SubmitFlags, context: CommandContext): Promise<ExitCode> {
  const settings = settingsFor(context, {
    ...clusterFlags(flags),
    ...wishedSettings(flags),
  });
  const book = await readBookFile(name, context.cwd);
  return withOpenCluster(context, settings, async (cluster) => {
    const client = createClient(cluster, context.clock);
    const ordered = await orderBook(client, book, flags, settings, context);
    const { submission, planned } = ordered;
    tell(ordered, flags, context);
    if (!isWaiting(flags)) return EXIT.done;
    return waitForJob(
      client,
      submission.job,
      {
        json: flags.json === true,
        timeoutSeconds: flags.timeout,
        afterTurn: submission.already ? null : submission.afterTurn,
        charactersPerSecond: charactersPerSecond(planned),
        report: true,
      },
      context,
    );
  });
}

/** A time to wait is a wish to wait. */
const isWaiting = ({ wait, timeout }: SubmitFlags): boolean => wait === true || timeout !== undefined;

function tell({ submission, notes }: OrderedBook, flags: SubmitFlags, { out, words }: CommandContext): void {
  const { job, already } = submission;
  if (flags.json === true) {
    const known = notes.length === 0 ? {} : { notes };
    out.write(ndjson(isWaiting(flags) ? { type: 'submitted', job, already, ...known } : { job, ...known }));
    return;
  }
  for (const note of notes) words.write(`${words.paint('yellow', 'note:')} ${note}\n`);
  out.write(`${job}\n`);
  if (isWaiting(flags)) return;
  const how = already ? 'The same book with the same settings is there already' : 'Submitted';
  words.write(`${how}. Look: e2a watch ${job} · fetch: e2a get ${job}\n`);
}
