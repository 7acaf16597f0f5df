import { Command } from 'commander';
import { createClient } from '../../../client/index.js';
import { EXIT, type ExitCode } from '../../../core/index.js';
import { action, type ClusterFlags, clusterFlags, settingsFor, withCluster, withJson } from '../../command.js';
import { withOpenCluster } from '../../open-cluster.js';
import { drawingOn } from '../../render/drawing.js';
import { ndjson } from '../../render/ndjson.js';
import { nodesDocument, nodesTable } from '../../render/nodes.js';
import type { CommandContext } from '../../surroundings.js';
import { initCommand } from './init.js';
import { limitCommand } from './limit.js';
import { cordonCommand, drainCommand, uncordonCommand } from './orders.js';
import { topCommand } from './top.js';

interface ListFlags extends ClusterFlags {
  readonly json?: boolean;
}

/** The machines of a cluster: who is there, and what they are told. */
export function clusterCommand(context: CommandContext): Command {
  const list = withJson(withCluster(new Command('ls').description('the nodes: what they are and how they stand')));
  const cluster = new Command('cluster')
    .description('the nodes of a cluster; orders to them; the limits of voices')
    .addCommand(list.action(action(context, (flags: ListFlags) => listNodes(flags, context))), { isDefault: true });
  for (const make of [topCommand, initCommand, cordonCommand, uncordonCommand, drainCommand, limitCommand])
    cluster.addCommand(make(context));
  return cluster;
}

async function listNodes(flags: ListFlags, context: CommandContext): Promise<ExitCode> {
  const { out, words, clock } = context;
  const settings = settingsFor(context, clusterFlags(flags));
  const nodes = await withOpenCluster(context, settings, (cluster) => createClient(cluster, clock).nodes());
  if (flags.json === true) out.write(ndjson(nodesDocument(nodes)));
  else if (nodes.length === 0) words.write('No node is up. One is started by: e2a node\n');
  else out.write(nodesTable(nodes, clock.now(), drawingOn(out)));
  return EXIT.done;
}
