import { Command } from 'commander';
import { createClient } from '../../client/index.js';
import { EXIT, type ExitCode } from '../../core/index.js';
import { action, type ClusterFlags, clusterFlags, settingsFor, withCluster, withJson } from '../command.js';
import { withOpenCluster } from '../open-cluster.js';
import { drawingOn } from '../render/drawing.js';
import { ndjson } from '../render/ndjson.js';
import { queueDocument, queueTable } from '../render/queue.js';
import type { CommandContext } from '../surroundings.js';

interface QueueFlags extends ClusterFlags {
  readonly json?: boolean;
}

export function queueCommand(context: CommandContext): Command {
  const command = new Command('queue').description('what waits to be done, and since when');
  return withJson(withCluster(command)).action(action(context, (flags: QueueFlags) => queue(flags, context)));
}

async function queue(flags: QueueFlags, context: CommandContext): Promise<ExitCode> {
  const { out, words, clock } = context;
  const settings = settingsFor(context, clusterFlags(flags));
  const [depths, nodes] = await withOpenCluster(context, settings, (cluster) => {
    const client = createClient(cluster, clock);
    return Promise.all([client.queue(), client.nodes()]);
  });
  if (flags.json === true) out.write(ndjson(queueDocument(depths)));
  else if (depths.length === 0) words.write('Nothing waits and nothing is being worked on.\n');
  else out.write(queueTable(depths, nodes, clock.now(), drawingOn(out)));
  return EXIT.done;
}
