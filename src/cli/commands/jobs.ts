import { Command } from 'commander';
import { createClient } from '../../client/index.js';
import { EXIT, type ExitCode } from '../../core/index.js';
import { action, type ClusterFlags, clusterFlags, settingsFor, withCluster, withJson } from '../command.js';
import { withOpenCluster } from '../open-cluster.js';
import { drawingOn } from '../render/drawing.js';
import { jobsDocument, jobsTable } from '../render/jobs.js';
import { ndjson } from '../render/ndjson.js';
import type { CommandContext } from '../surroundings.js';

interface JobsFlags extends ClusterFlags {
  readonly json?: boolean;
}

export function jobsCommand(context: CommandContext): Command {
  const command = new Command('jobs').description('list the jobs of the cluster, the one that changed last first');
  return withJson(withCluster(command)).action(action(context, (flags: JobsFlags) => listJobs(flags, context)));
}

async function listJobs(flags: JobsFlags, context: CommandContext): Promise<ExitCode> {
  const { out, words, clock } = context;
  const settings = settingsFor(context, clusterFlags(flags));
  const entries = await withOpenCluster(context, settings, (cluster) => createClient(cluster, clock).jobs());
  if (flags.json === true) out.write(ndjson(jobsDocument(entries)));
  else if (entries.length === 0) words.write('There is no job yet. One is made by: e2a submit BOOK\n');
  else out.write(jobsTable(entries, clock.now(), drawingOn(out)));
  return EXIT.done;
}
