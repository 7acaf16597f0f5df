import { type ConnectedCluster, type ConnectOptions, connectCluster } from '../client/index.js';
import { type ClusterTarget, clusterTarget, type Settings } from '../config/index.js';
import { CODES, EXIT, UserError } from '../core/index.js';
import { silentTelemetry, type Telemetry } from '../telemetry/index.js';
import type { CommandContext } from './surroundings.js';

/**
 * Connects to the cluster the settings name.
 * @param role how operators see the connection: `e2a/<role>/<host>`
 * @throws UserError (exit 4) within 3 s when nobody answers, with the ways to get a cluster.
 */
export async function openCluster(
  context: CommandContext,
  settings: Settings,
  role: string,
  telemetry: Telemetry = silentTelemetry,
  more: Pick<ConnectOptions, 'replicas' | 'waitsForRoom'> = {},
): Promise<ConnectedCluster> {
  const target = clusterTarget(settings, context);
  const { chosenBy: _, ...login } = target;
  try {
    return await connectCluster({ ...login, ...more, name: `e2a/${role}/${context.hostName}`, telemetry });
  } catch (error) {
    const nobodyThere = error instanceof UserError && error.failure.code === CODES.serverUnreachable;
    throw nobodyThere ? noCluster(target, error) : error;
  }
}

/** Connects, does the work, closes; also when the work fails. */
export async function withOpenCluster<T>(
  context: CommandContext,
  settings: Settings,
  work: (cluster: ConnectedCluster) => Promise<T>,
): Promise<T> {
  const cluster = await openCluster(context, settings, 'client');
  try {
    return await work(cluster);
  } finally {
    await cluster.close();
  }
}

function noCluster({ servers, chosenBy }: ClusterTarget, cause: UserError): UserError {
  const shown = servers.replace(/\/\/[^/@]*@/g, '//');
  const why = cause.failure.why === undefined ? '' : ` (${cause.failure.why})`;
  return new UserError(
    {
      code: CODES.serverUnreachable,
      what: `There is no cluster at ${shown}.`,
      why: `${chosenBy}${why}`,
      fix: [
        'convert on this machine alone (e2a convert BOOK),',
        'start a server (docker compose -f docker-compose.nats.yml up -d, or nats-server -js -sd FOLDER),',
        'or name one that runs (--server nats://HOST:4222).',
        'Jobs of e2a up stand on its page.',
      ].join(' '),
    },
    EXIT.unreachable,
    { cause },
  );
}
