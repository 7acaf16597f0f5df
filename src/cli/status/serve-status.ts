import type { Client, ConnectedCluster } from '../../client/index.js';
import { SETTINGS, type Settings } from '../../config/index.js';
import { gpuGauges } from '../../telemetry/metrics/index.js';
import { type RunningStatusServer, startStatusServer, type StatusSource } from '../../telemetry/status-server/index.js';
import type { CommandContext } from '../surroundings.js';
import { clusterSource } from './cluster-moment.js';
import { deviceMemory, gpuMoment } from './gpu-memory.js';
import { jobDownload, jobProgress } from './job-answers.js';
import type { NodeLife } from './node-life.js';
import { readyParts } from './ready-parts.js';

/** What a node's status is told with. */
export interface StatusHouse {
  readonly node: string;
  readonly cluster: ConnectedCluster;
  readonly client: Client;
  /** Where temporary files lie; must exist. */
  readonly workFolder: string;
}

/** What the routes of this process tell; for a server of its own, or for the page to have at its root. */
export function statusSource(
  life: NodeLife,
  house: StatusHouse,
  { clock, version, env }: CommandContext,
): StatusSource {
  const { cluster, client, node, workFolder } = house;
  const { roles, gpuUuid, groups } = life.facts;
  const gpu = gpuMoment(gpuUuid, clock);
  life.metrics.onScrape(gpuGauges(gpu));
  if (groups.includes('cluster')) life.metrics.onScrape(clusterSource(client, cluster, clock));
  return {
    ...{ node, version, roles, metrics: life.metrics },
    startedAt: clock.now(),
    now: () => clock.now(),
    standing: () => life.standing(),
    doing: () => life.work.doing(),
    deviceMemory: () => deviceMemory(gpu),
    readyParts: readyParts(life, { cluster, clock, workFolder, path: env['PATH'] }),
    progress: (job) => jobProgress(client, job),
    download: (job) => jobDownload(client, job),
  };
}

/** Serves it as the settings say; null where they say "off". @throws UserError (exit 2) as `startStatusServer` does */
export async function serveStatus(source: StatusSource, settings: Settings): Promise<RunningStatusServer | null> {
  const { statusHost: host, statusPort: port, webToken, webSubmitToken, webViewToken } = settings;
  if (port === 'off') return null;
  const tokens = [webToken, webSubmitToken, webViewToken].filter((token) => token !== null);
  return startStatusServer({ host, port, isChosen: port !== SETTINGS.statusPort.fallback, tokens, source });
}
