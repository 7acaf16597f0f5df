import { byteCount } from '../../ordering/index.js';
import type { Drawing } from './drawing.js';
import { table } from './table.js';
import type { Paint } from '../screen.js';
import type { ConnectedCluster } from '../../client/index.js';

type Made = Pick<ConnectedCluster, 'server' | 'topology'>;
type Asset = Made['topology']['assets'][number];

/** What stands on the server now, what was made, and what differs from the plan. */
export function topologyText(
  { server, topology }: Made,
  { paintHeading, columns }: Drawing,
  paint: (style: Paint, text: string) => string,
): string {
  const { assets, created, drift, replicas, replicasBecause } = topology;
  const isNew = new Set(created);
  const rows = table<Asset>(
    [
      { title: 'NAME', cell: ({ name }) => name },
      { title: '', cell: ({ name }) => (isNew.has(name) ? 'made' : 'there') },
      { title: 'ROOM', cell: ({ maxBytes }) => (maxBytes < 0 ? 'no limit' : byteCount(maxBytes)), align: 'right' },
      { title: 'COPIES', cell: (asset) => String(asset.replicas), align: 'right' },
      { title: 'WHAT IT IS', cell: ({ description }) => description },
    ],
    assets,
    paintHeading,
    columns,
  );
  return [
    `nats-server ${server.version} at ${server.url}${server.cluster === null ? '' : ` in "${server.cluster}"`}\n`,
    `${replicas === 1 ? '1 copy' : `${replicas} copies`} of everything: ${replicasBecause}.\n\n`,
    rows,
    `\nReserved on the disk of each server that keeps a copy: ${byteCount(reserved(assets))}.\n`,
    `${madeText(created)}\n`,
    ...drift.map((line) => `${paint('yellow', 'differs:')} ${line}\n`),
    drift.length === 0 ? '' : 'Nothing was changed because of it: nats stream edit does that.\n',
  ].join('');
}

function madeText(created: readonly string[]): string {
  if (created.length === 0) return 'Everything was there already.';
  const mailboxes = created.filter((name) => name.includes('/')).length;
  return `Made: ${created.length - mailboxes} streams and buckets, ${mailboxes} mailboxes.`;
}

const reserved = (assets: readonly Asset[]): number =>
  assets.filter(({ storage }) => storage === 'file').reduce((sum, { maxBytes }) => sum + Math.max(0, maxBytes), 0);

/** The same for programs. */
export const topologyDocument = ({ server, topology }: Made): object => ({
  server: { name: server.name, version: server.version, url: server.url, cluster: server.cluster },
  replicas: topology.replicas,
  replicasBecause: topology.replicasBecause,
  partitions: topology.partitions,
  reservedBytes: reserved(topology.assets),
  created: topology.created,
  drift: topology.drift,
  assets: topology.assets,
});
