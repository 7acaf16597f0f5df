import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
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
import { byteCount } from '../render/durations.js';
import { ndjson } from '../render/ndjson.js';
import type { CommandContext } from '../surroundings.js';

interface GetFlags extends ClusterFlags {
  readonly output?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

export function getCommand(context: CommandContext): Command {
  const command = new Command('get')
    .description('bring the finished file of a job to this machine')
    .argument('<job>', JOB_ARGUMENT)
    .option('-o, --output <path>', 'a file, or a folder that exists; default: the current folder')
    .option('--force', 'write over an existing file');
  return withJson(withCluster(command)).action(
    action(context, (job: string, flags: GetFlags) => getFile(job, flags, context)),
  );
}

async function getFile(name: string, flags: GetFlags, context: CommandContext): Promise<ExitCode> {
  const settings = settingsFor(context, clusterFlags(flags));
  const place = resolve(context.cwd, flags.output ?? '.');
  const intoFolder = await stat(place).then(
    (facts) => facts.isDirectory(),
    () => false,
  );
  return withOpenCluster(context, settings, async (cluster) => {
    const client = createClient(cluster, context.clock);
    const job = await client.find(name);
    const pathFor = (file: string): string => (intoFolder ? join(place, file) : place);
    const { path, bytes, already } = await client.fetch({ job, pathFor, force: flags.force === true });
    if (flags.json === true) context.out.write(ndjson({ job, file: path, bytes, already }));
    else {
      context.words.write(already ? 'It is there already.\n' : `${byteCount(bytes)} fetched.\n`);
      context.out.write(`${path}\n`);
    }
    return EXIT.done;
  });
}
