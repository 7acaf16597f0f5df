import { Command } from 'commander';
import { createClient } from '../../client/index.js';
import type { ExitCode } from '../../core/index.js';
import {
  action,
  type ClusterFlags,
  clusterFlags,
  JOB_ARGUMENT,
  settingsFor,
  withCluster,
  withJson,
  withTimeout,
} from '../command.js';
import { withOpenCluster } from '../open-cluster.js';
import type { CommandContext } from '../surroundings.js';
import { waitForJob } from '../wait-for-job.js';

interface WatchFlags extends ClusterFlags {
  readonly timeout?: number;
  readonly json?: boolean;
}

export function watchCommand(context: CommandContext): Command {
  const command = new Command('watch')
    .description('look on while a job runs; Ctrl+C ends the looking, not the job')
    .argument('[job]', `${JOB_ARGUMENT}, the default`);
  return withJson(withTimeout(withCluster(command))).action(
    action(context, (job: string | undefined, flags: WatchFlags) => watch(job ?? '@last', flags, context)),
  );
}

async function watch(name: string, flags: WatchFlags, context: CommandContext): Promise<ExitCode> {
  const settings = settingsFor(context, clusterFlags(flags));
  return withOpenCluster(context, settings, async (cluster) => {
    const client = createClient(cluster, context.clock);
    const job = await client.find(name);
    return waitForJob(
      client,
      job,
      { json: flags.json === true, timeoutSeconds: flags.timeout, afterTurn: null },
      context,
    );
  });
}
