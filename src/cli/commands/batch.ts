import { Command } from 'commander';
import { type Batches, createClient, reportCsv } from '../../client/index.js';
import { EXIT, type ExitCode } from '../../core/index.js';
import { action, type ClusterFlags, clusterFlags, settingsFor, withCluster, withJson } from '../command.js';
import { withOpenCluster } from '../open-cluster.js';
import { batchDocument, batchesDocument, batchesTable, batchText, reportText } from '../render/batches.js';
import { drawingOn } from '../render/drawing.js';
import { ndjson } from '../render/ndjson.js';
import type { CommandContext } from '../surroundings.js';

interface BatchFlags extends ClusterFlags {
  readonly json?: boolean;
}

interface ReportFlags extends BatchFlags {
  readonly csv?: boolean;
}

const ID = 'its id, or the beginning of it';

export function batchCommand(context: CommandContext): Command {
  return new Command('batch')
    .description('books that were ordered together, and what became of each')
    .addCommand(
      subcommand('ls', 'list the batches, the newest first').action(
        action(context, (flags: BatchFlags) => list(flags, context)),
      ),
    )
    .addCommand(
      subcommand('show', 'how it stands, and which books need somebody')
        .argument('<id>', ID)
        .action(action(context, (id: string, flags: BatchFlags) => show(id, flags, context))),
    )
    .addCommand(
      subcommand('report', 'every book with its job, what came out, and why not')
        .argument('<id>', ID)
        .option('--csv', 'for spreadsheets')
        .action(action(context, (id: string, flags: ReportFlags) => report(id, flags, context))),
    )
    .addCommand(
      subcommand('rm', 'forget a batch; its jobs stay')
        .argument('<id>', ID)
        .action(action(context, (id: string, flags: BatchFlags) => forget(id, flags, context))),
    );
}

const subcommand = (name: string, description: string): Command =>
  withJson(withCluster(new Command(name).description(description)));

const withBatches = <T>(
  flags: BatchFlags,
  context: CommandContext,
  use: (batches: Batches) => Promise<T>,
): Promise<T> =>
  withOpenCluster(context, settingsFor(context, clusterFlags(flags)), (cluster) =>
    use(createClient(cluster, context.clock).batches),
  );

async function list(flags: BatchFlags, context: CommandContext): Promise<ExitCode> {
  const { out, words, clock } = context;
  const entries = await withBatches(flags, context, (batches) => batches.list());
  if (flags.json === true) out.write(ndjson(batchesDocument(entries)));
  else if (entries.length === 0) words.write('There is no batch yet. One is made by: e2a submit FOLDER --batch NAME\n');
  else out.write(batchesTable(entries, clock.now(), drawingOn(out)));
  return EXIT.done;
}

async function show(id: string, flags: BatchFlags, context: CommandContext): Promise<ExitCode> {
  const { out } = context;
  const found = await withBatches(flags, context, (batches) => batches.report(id));
  out.write(flags.json === true ? ndjson(batchDocument(found, false)) : batchText(found, drawingOn(out)));
  return EXIT.done;
}

async function report(id: string, flags: ReportFlags, context: CommandContext): Promise<ExitCode> {
  const { out } = context;
  const found = await withBatches(flags, context, (batches) => batches.report(id));
  if (flags.csv === true) out.write(reportCsv(found));
  else out.write(flags.json === true ? ndjson(batchDocument(found, true)) : reportText(found, drawingOn(out)));
  return EXIT.done;
}

async function forget(id: string, flags: BatchFlags, context: CommandContext): Promise<ExitCode> {
  const { out, words } = context;
  const entry = await withBatches(flags, context, (batches) => batches.remove(id));
  if (flags.json === true) out.write(ndjson({ removed: entry.id }));
  else words.write(`The batch ${entry.id} is forgotten; its jobs stay (e2a jobs).\n`);
  return EXIT.done;
}
