import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type ConnectedCluster, createClient } from '../../client/index.js';
import type { Settings } from '../../config/index.js';
import { EXIT, type ExitCode } from '../../core/index.js';
import type { Host, HostRole } from '../../host/index.js';
import { hostEndedError } from '../host-ended.js';
import { loggerFor } from '../log.js';
import { openCluster } from '../open-cluster.js';
import type { NodeLife } from '../status/index.js';
import type { CommandContext } from '../surroundings.js';
import { demandPageAddress } from '../web/web-settings.js';
import { withPage } from '../web/with-page.js';
import { loadHost, loadStatus } from '../wiring.js';
import { claimNodeName } from './node-name.js';

const ROLES: readonly HostRole[] = ['web'];
/** A machine's page stands beside its other nodes. */
const SUFFIX = '-web';

/**
 * The page of a cluster: it reads, speaks and makes nothing, and is a node that people see, cordon and drain. A lost
 * connection is waited for; the page and `/readyz` say so.
 */
export async function runWebNode(settings: Settings, context: CommandContext): Promise<ExitCode> {
  await demandPageAddress(settings);
  const life = await newLife(settings, context);
  const cluster = await openCluster(context, settings, 'node-web', life.telemetry);
  try {
    const hostName = `${context.hostName}${SUFFIX}`;
    const { name, release } = await claimNodeName(cluster, settings, { ...context, hostName });
    try {
      return await serve(cluster, name, life, settings, context);
    } finally {
      await release();
    }
  } finally {
    await cluster.close();
  }
}

async function newLife(settings: Settings, { words, clock, version, nodeVersion }: CommandContext): Promise<NodeLife> {
  const { NodeLife } = await loadStatus();
  const facts = {
    ...{ roles: ROLES, engine: '', voice: '', device: 'cpu', gpuUuid: '', mismatch: false, version, nodeVersion },
    groups: ['node', 'cluster', 'page'] as const,
  };
  return new NodeLife(facts, loggerFor(settings, words, 'info'), () => clock.now());
}

async function serve(
  cluster: ConnectedCluster,
  node: string,
  life: NodeLife,
  settings: Settings,
  context: CommandContext,
): Promise<ExitCode> {
  const { clock, interruption, out, words } = context;
  const workFolder = join(settings.cacheFolder, 'work');
  await mkdir(workFolder, { recursive: true });
  const client = createClient(cluster, clock);
  interruption.signal.addEventListener('abort', () => life.leaves(), { once: true });
  return withPage({ client, cluster, node, workFolder, life, rightOfWay: null }, settings, context, async (url) => {
    const begunAt = clock.now();
    const host = await startWebHost(cluster, node, workFolder, life, settings, context);
    life.stands(host, node, clock.now() - begunAt);
    words.write(`e2a node ${node}: the page of ${cluster.server.url}; open ${url} in your browser. Ctrl+C to leave.\n`);
    out.write(`${url}\n`);
    return untilItLeaves(host, node, context);
  });
}

async function startWebHost(
  cluster: ConnectedCluster,
  node: string,
  workFolder: string,
  { telemetry }: NodeLife,
  { voicesFolder }: Settings,
  { clock, version }: CommandContext,
): Promise<Host> {
  const { startHost } = await loadHost();
  return startHost({
    ...{ cluster, node, workFolder, telemetry, voicesFolder, clock, version },
    roles: ROLES,
    slots: 0,
    engine: '',
    voice: '',
  });
}

async function untilItLeaves(host: Host, node: string, { interruption, words }: CommandContext): Promise<ExitCode> {
  const leave = (): void => void host.stop(0);
  interruption.signal.addEventListener('abort', leave, { once: true });
  if (interruption.signal.aborted) leave();
  const ended = await host.done;
  if (ended.type !== 'stopped') throw hostEndedError(ended);
  const isAsked = interruption.signal.aborted;
  words.write(
    isAsked ? 'The page is closed; the cluster goes on.\n' : `${node} was drained, and its page is closed.\n`,
  );
  return EXIT.done;
}
