import { Command, InvalidArgumentError } from 'commander';
import type { ConnectedCluster } from '../../../client/index.js';
import { EXIT, type ExitCode } from '../../../core/index.js';
import { action, type ClusterFlags, clusterFlags, settingsFor, withCluster, withJson } from '../../command.js';
import { openCluster } from '../../open-cluster.js';
import { drawingOn } from '../../render/drawing.js';
import { ndjson } from '../../render/ndjson.js';
import { topologyDocument, topologyText } from '../../render/topology.js';
import type { CommandContext } from '../../surroundings.js';

interface InitFlags extends ClusterFlags {
  readonly replicas?: number;
  readonly json?: boolean;
}

/** A server keeps no more copies than this. */
const MOST_REPLICAS = 5;

/** `e2a cluster init`: makes what is missing, says what differs, deletes and changes nothing. */
export function initCommand(context: CommandContext): Command {
  const command = new Command('init')
    .description('make the streams and buckets of e2a on a NATS server; needs a login that may (admin)')
    .option('--replicas <n>', 'copies of everything; default: 3 where three servers keep them, else 1', copies);
  return withJson(withCluster(command)).action(action(context, (flags: InitFlags) => init(flags, context)));
}

async function init(flags: InitFlags, context: CommandContext): Promise<ExitCode> {
  const { out } = context;
  const settings = settingsFor(context, clusterFlags(flags));
  const cluster = await openCluster(context, settings, 'admin', undefined, { replicas: flags.replicas });
  try {
    out.write(flags.json === true ? ndjson(topologyDocument(cluster)) : text(cluster, context));
    return EXIT.done;
  } finally {
    await cluster.close();
  }
}

const text = (cluster: ConnectedCluster, { out }: CommandContext): string =>
  topologyText(cluster, drawingOn(out), (style, words) => out.paint(style, words));

function copies(value: string): number {
  const count = Number(value);
  if (Number.isInteger(count) && count >= 1 && count <= MOST_REPLICAS) return count;
  throw new InvalidArgumentError(`It has to be a whole number from 1 to ${MOST_REPLICAS}.`);
}
