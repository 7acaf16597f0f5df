import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { Cluster, WorkLease } from '../../../src/cluster/ports/index.js';

/** What makes a work item safe, one by one, so that tests can take one away and see what breaks. `sweep` is the parent's. */
export const WORK_PROTECTIONS = [
  'late-ack',
  'ack',
  'beat',
  'lookup',
  'one-clip',
  'publish-ids',
  'names-by-digest',
  'sweep',
] as const;
export type WorkProtection = (typeof WORK_PROTECTIONS)[number];

/** The cluster as a host without that protection sees it. */
export function clusterWithout(protection: WorkProtection | null, cluster: Cluster, servers: string): Cluster {
  const { work, clips, mail, audio } = cluster;
  switch (protection) {
    case 'late-ack':
      return { ...cluster, work: leasing(work, ackedAtOnce) };
    case 'ack':
      return { ...cluster, work: leasing(work, async (lease) => ({ ...lease, ack: async () => {} })) };
    case 'beat':
      return { ...cluster, work: leasing(work, async (lease) => ({ ...lease, beat: () => {} })) };
    case 'lookup':
      return { ...cluster, clips: { ...clips, facts: async () => null } };
    case 'one-clip':
      return {
        ...cluster,
        clips: {
          ...clips,
          put: async (key, bytes, facts) => {
            await removeClip(servers, key);
            return clips.put(key, bytes, facts);
          },
        },
      };
    case 'publish-ids':
      return {
        ...cluster,
        mail: { ...mail, post: (envelope) => mail.post({ ...envelope, id: `${envelope.id}/${process.pid}` }) },
      };
    case 'names-by-digest':
      return {
        ...cluster,
        audio: {
          ...audio,
          put: (name, content, description) =>
            audio.put(name.endsWith('.flac') ? `${name}-${process.pid}` : name, content, description),
        },
      };
    case 'sweep':
    case null:
      return cluster;
  }
}

/** The queue with every lease changed on its way out, whichever way it is pulled. */
export function leasing(work: Cluster['work'], change: (lease: WorkLease) => Promise<WorkLease>): Cluster['work'] {
  const changed = async (pulled: Promise<WorkLease | null>): Promise<WorkLease | null> => {
    const lease = await pulled;
    return lease === null ? null : change(lease);
  };
  return {
    ...work,
    pull: (workClass, waitMs, signal) => changed(work.pull(workClass, waitMs, signal)),
    pullUrgent: (workClass) => changed(work.pullUrgent(workClass)),
  };
}

async function ackedAtOnce(lease: WorkLease): Promise<WorkLease> {
  await lease.ack();
  return { ...lease, ack: async () => {}, nak: async () => {}, beat: () => {} };
}

/** As a store would do that lets the last one written stay. */
async function removeClip(servers: string, key: string): Promise<void> {
  const nc = await connect({ servers });
  await (await jetstreamManager(nc)).streams.purge('E2A_CLIPS', { filter: `e2aclip.${key}` });
  await nc.close();
}
