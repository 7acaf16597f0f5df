import { Command } from 'commander';
import { createClient } from '../../client/index.js';
import { EXIT, type ExitCode } from '../../core/index.js';
import {
  action,
  type ClusterFlags,
  clusterFlags,
  JOB_ARGUMENT,
  settingsFor,
  withCluster,
  withJson,
} from '../command.js';
import { withOpenCluster } from '../open-cluster.js';
import { jobDocument, jobText } from '../render/jobs.js';
import { ndjson } from '../render/ndjson.js';
import type { CommandContext } from '../surroundings.js';

interface ShowFlags extends ClusterFlags {
  readonly json?: boolean;
}

export function showCommand(context: CommandContext): Command {
  const command = new Command('show')
    .description('how a job stands, chapter by chapter')
    .argument('<job>', JOB_ARGUMENT);
  return withJson(withCluster(command)).action(
    action(context, (job: string, flags: ShowFlags) => show(job, flags, context)),
  );
}

async function show(name: string, flags: ShowFlags, context: CommandContext): Promise<ExitCode> {
  const { out, clock } = context;
  const settings = settingsFor(context, clusterFlags(flags));
  const status = await withOpenCluster(context, settings, async (cluster) => {
    const client = createClient(cluster, clock);
    return client.current(await client.find(name));
  });
  const text = flags.json === true ? ndjson(jobDocument(status)) : jobText(status, (part) => out.paint('bold', part));
  out.write(text);
  return EXIT.done;
}
