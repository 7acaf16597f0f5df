import type { Cluster, Telemetry } from '../cluster/ports/index.js';

/** The cluster as a host's actors have it: what they announce is told to the host's own telemetry, too, once it is out. */
export function telling(cluster: Cluster, telemetry: Telemetry): Cluster {
  const { events } = cluster;
  return {
    ...cluster,
    events: {
      announce: async (event, publishId, at, traceparent) => {
        await events.announce(event, publishId, at, traceparent);
        const { job, type, facts = {} } = event;
        telemetry.emit({ type: 'announced', job, event: type, at, facts });
      },
      follow: (job, signal, after) => events.follow(job, signal, after),
      kept: (job, signal, after) => events.kept(job, signal, after),
      last: () => events.last(),
    },
  };
}
