import type { StreamConfig, StreamInfo } from '@nats-io/jetstream';
import { CODES, EXIT, UserError } from '../../core/index.js';
import { ensureStreams, hasCode, streamInfo, unlessThere } from './ensure-streams.js';
import type { StorageWish } from './find-budget.js';
import { findCopies } from './find-replicas.js';
import type { Link } from './link.js';
import { TURN_MS } from './making-turn.js';
import { patiently } from './patience.js';
import { kvStream, LEASE_BUCKET, MAIL_STREAM, mailConsumerName } from './subjects.js';
import type { Asset, LeaseTimes } from './topology.js';
import { mailConsumer, PARTITIONS_KEY, topologyOf } from './topology.js';

export interface EnsureOptions extends Omit<StorageWish, 'replicas'> {
  readonly kinds: readonly string[];
  /** Used when the mail stream has to be made; one that exists keeps its own. */
  readonly partitions: number;
  readonly leases: LeaseTimes;
  /** Copies of everything; found out from the server when absent. */
  readonly replicas: number | undefined;
  /** For tests: another length of a turn at making it. */
  readonly turnMs?: number | undefined;
}

/** A stream (buckets and object stores are streams, too) as it stands on the server. */
export interface AssetReport {
  readonly name: string;
  readonly description: string;
  /** Reserved at the server for each copy; -1: no limit. */
  readonly maxBytes: number;
  readonly storage: 'file' | 'memory';
  readonly replicas: number;
}

export interface TopologyReport {
  /** Names of what was missing and has been made. */
  readonly created: readonly string[];
  /** What differs from the plan, in words. Nothing is changed because of it. */
  readonly drift: readonly string[];
  readonly partitions: number;
  /** Copies of everything, and why so many. */
  readonly replicas: number;
  readonly replicasBecause: string;
  readonly assets: readonly AssetReport[];
}

/** Settings that change what the server does; sizes are each installation's own. */
const COMPARED = [
  'subjects',
  'storage',
  'retention',
  'discard',
  'discard_new_per_subject',
  'max_msgs_per_subject',
  'max_age',
  'duplicate_window',
  'allow_direct',
  'allow_rollup_hdrs',
  'num_replicas',
] as const satisfies readonly (keyof StreamConfig)[];

/**
 * Makes what is missing, reports what differs, deletes and changes nothing. Harmless to repeat and to run twice at once.
 * @throws UserError when something is missing and this login may not make it.
 */
export async function ensureTopology(link: Link, options: EnsureOptions): Promise<TopologyReport> {
  try {
    // A store without room for the streams does not get it by waiting: also a host is told at once.
    return await ensureAll({ ...link, waitsForRoom: false }, options);
  } catch (error) {
    throw hasCode(error, CODES.serverForbidden) ? mayNotMake(link, error) : error;
  }
}

async function ensureAll(link: Link, options: EnsureOptions): Promise<TopologyReport> {
  const copies = await findCopies(link, await firstMade(link), options.replicas);
  const plan = topologyOf({ ...options, replicas: copies.count });
  const { storageBytes, turnMs = TURN_MS } = options;
  const { streams, created } = await ensureStreams(link, { plan, replicas: copies.count, storageBytes, turnMs });
  const mail = streams.get(MAIL_STREAM);
  const partitions = partitionsIn(mail) ?? options.partitions;
  const consumers = await makeMailConsumers(link, options, partitions, mail?.state.consumer_count ?? 0);
  return {
    created: [...created, ...consumers],
    drift: plan.flatMap((asset) => driftOf(asset, streams.get(asset.config.name))),
    partitions,
    replicas: copies.count,
    replicasBecause: copies.because,
    assets: plan.flatMap((asset) => assetReport(streams.get(asset.config.name))),
  };
}

/** The bucket of leases is made first, and says how many copies the rest is to have. */
const firstMade = async (link: Link): Promise<StreamInfo | null> =>
  (await streamInfo(link, MAIL_STREAM)) ?? (await streamInfo(link, kvStream(LEASE_BUCKET)));

const assetReport = (info: StreamInfo | undefined): AssetReport[] =>
  info === undefined
    ? []
    : [
        {
          name: info.config.name,
          description: info.config.description ?? '',
          maxBytes: info.config.max_bytes,
          storage: info.config.storage,
          replicas: info.config.num_replicas,
        },
      ];

/** How a cluster comes to be where logins have roles. */
export const INIT_FIX = 'with a login that may make streams (admin): e2a cluster init';

const mayNotMake = (link: Link, cause: UserError): UserError =>
  new UserError(
    {
      code: CODES.serverForbidden,
      what: `There is no whole e2a cluster on the NATS server at ${link.nc.getServer()}, and this login may not make one.`,
      why: cause.failure.why,
      fix: INIT_FIX,
    },
    EXIT.unreachable,
    { cause },
  );

/** Only reads. @returns null when the mailboxes are not there */
export async function readTopology(link: Link): Promise<TopologyReport | null> {
  const mail = await streamInfo(link, MAIL_STREAM);
  const partitions = partitionsIn(mail ?? undefined);
  if (mail === null || partitions === null) return null;
  const { count, because } = await findCopies(link, mail, undefined);
  return { created: [], drift: [], partitions, replicas: count, replicasBecause: because, assets: [] };
}

function partitionsIn(mail: StreamInfo | undefined): number | null {
  const stored = Number(mail?.config.metadata?.[PARTITIONS_KEY]);
  return Number.isInteger(stored) && stored > 0 ? stored : null;
}

async function makeMailConsumers(
  link: Link,
  options: EnsureOptions,
  partitions: number,
  existing: number,
): Promise<string[]> {
  const all = options.kinds.flatMap((kind) =>
    Array.from({ length: partitions }, (_, partition) => ({ kind, partition })),
  );
  const known = existing === 0 ? new Set<string>() : await consumerNames(link, MAIL_STREAM);
  const missing = all.filter(({ kind, partition }) => !known.has(mailConsumerName(kind, partition)));
  await Promise.all(missing.map(({ kind, partition }) => makeMailConsumer(link, kind, partition, options.leases)));
  return missing.map(({ kind, partition }) => `${MAIL_STREAM}/${mailConsumerName(kind, partition)}`);
}

const makeMailConsumer = (link: Link, kind: string, partition: number, leases: LeaseTimes): Promise<void> =>
  patiently(link, `making the mailbox ${mailConsumerName(kind, partition)}`, async () => {
    await unlessThere(link.jsm.consumers.add(MAIL_STREAM, mailConsumer(kind, partition, leases)));
  });

async function consumerNames(link: Link, stream: string): Promise<Set<string>> {
  const infos = await patiently(link, `listing the consumers of ${stream}`, async () => {
    const all: string[] = [];
    for await (const info of link.jsm.consumers.list(stream)) all.push(info.name);
    return all;
  });
  return new Set(infos);
}

function driftOf(asset: Asset, info: StreamInfo | undefined): string[] {
  if (!info) return [];
  return COMPARED.flatMap((key) => {
    const wanted = asset.config[key];
    if (wanted === undefined) return [];
    const actual = info.config[key];
    if (JSON.stringify(actual ?? null) === JSON.stringify(wanted) || (isOff(actual) && isOff(wanted))) return [];
    return [`${asset.config.name}: ${key} is ${JSON.stringify(actual)}, planned is ${JSON.stringify(wanted)}`];
  });
}

/** Servers leave out what is off. */
const isOff = (value: unknown): boolean => value === undefined || value === false || value === 0;
