import type { Client, ConnectedCluster } from '../../client/index.js';
import type { Clock } from '../../core/index.js';
import { type ClusterMoment, clusterGauges, keptBriefly, type ScrapeSource } from '../../telemetry/metrics/index.js';

/** Two Prometheus servers, or a page and one, cost the cluster one look; nobody scrapes more often than this. */
const KEPT_MS = 5_000;

/** The cluster as a process with a page asks for it, at most every 5 s. */
export function clusterSource(
  client: Pick<Client, 'jobs' | 'queue' | 'deadLetters' | 'nodes'>,
  cluster: Pick<ConnectedCluster, 'serverTime' | 'streamSizes'>,
  clock: Clock,
): ScrapeSource {
  const look = async (): Promise<ClusterMoment> => {
    const [at, jobs, queues, letters, nodes, stores] = await Promise.all([
      cluster.serverTime(),
      client.jobs(),
      client.queue(),
      client.deadLetters(),
      client.nodes(),
      cluster.streamSizes(),
    ]);
    const jobStates = jobs.map(({ status: { state, paused } }) => (paused ? 'paused' : state));
    return { at, jobStates, queues, letters, nodes, stores };
  };
  return clusterGauges(keptBriefly(look, KEPT_MS, clock));
}
