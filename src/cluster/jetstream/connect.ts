import type { NatsConnection } from '@nats-io/transport-node';
import { CODES, EXIT, RetryableError, UserError } from '../../core/index.js';
import type { Cluster, Telemetry } from '../ports/index.js';
import { jetStreamCheckpoints } from './checkpoint-store.js';
import { jetStreamClips } from './clip-store.js';
import { jetStreamControl } from './control-board.js';
import { jetStreamDeadLetters } from './dead-letters.js';
import { dial } from './dial.js';
import type { EnsureOptions, TopologyReport } from './ensure-topology.js';
import { ensureTopology, INIT_FIX, readTopology } from './ensure-topology.js';
import { jetStreamEvents } from './event-board.js';
import type { ServerFeature } from './features.js';
import { missingFeatures } from './features.js';
import { jetStreamLeases } from './lease-board.js';
import type { Link, LinkState } from './link.js';
import { makeLink } from './link.js';
import type { Login } from './login.js';
import { inboxPrefixOf } from './login.js';
import { jetStreamMailboxes } from './mailboxes.js';
import { jetStreamRollCall } from './micro-service.js';
import { jetStreamNodes } from './node-board.js';
import { jetStreamObjects } from './object-store.js';
import { jetStreamRates } from './rate-board.js';
import { jetStreamRecords } from './record-board.js';
import { releaseLeases } from './release-leases.js';
import { checkJetStream, checkServer, jetStreamSilent, OLDEST_SERVER } from './server-check.js';
import { AUDIO_OBJECTS, BOOK_OBJECTS, VOICE_OBJECTS } from './subjects.js';
import type { LeaseTimes } from './topology.js';
import { CLUSTER_PARTITIONS, DEFAULT_KINDS, EMBEDDED_PARTITIONS, LEASE_TIMES, topologyOf } from './topology.js';
import { serverTime } from './server-time.js';
import { type StreamSize, streamSizes } from './stream-sizes.js';
import { refuseInto } from './refuse-work.js';
import { jetStreamWorkQueue } from './work-queue.js';

export interface ConnectOptions extends Login {
  /** What operators see the connections as: `e2a/<role>/<node>`. */
  readonly name: string;
  /** One machine for itself: fewer partitions. */
  readonly embedded?: boolean | undefined;
  /** Actor kinds with mailboxes; default book and chapter. */
  readonly kinds?: readonly string[] | undefined;
  /** How long to wait for a server that does not answer yet; default: not at all. */
  readonly waitMs?: number | undefined;
  /** Copies of everything; default: three where three servers keep them, else one. */
  readonly replicas?: number | undefined;
  /** Bytes the topology may reserve; default: what the account allows. */
  readonly storageBytes?: number | undefined;
  /** `make` (default) makes what is missing; `expect` only reads, for logins that may not make anything. */
  readonly topology?: 'make' | 'expect' | undefined;
  /** Frees what earlier users had taken; only for who knows that nobody else is at work. */
  readonly releaseLeases?: boolean | undefined;
  /** How long a failing request is repeated before its caller hears of it; default 30 s. */
  readonly patienceMs?: number | undefined;
  /** A host that finds the store full waits until there is room; anybody else is told at once. */
  readonly waitsForRoom?: boolean | undefined;
  readonly telemetry?: Telemetry | undefined;
  /** For tests: shorter leases. */
  readonly leases?: LeaseTimes | undefined;
  /** For tests: accept an older server. */
  readonly oldestServer?: string | undefined;
}

export interface ServerFacts {
  readonly name: string;
  readonly version: string;
  /** Of the server we are connected to now. */
  readonly url: string;
  /** The server's own name for itself, new at each of its starts. */
  readonly id: string;
  /** Name of the cluster of servers; null when it stands alone. */
  readonly cluster: string | null;
  /** What it can do beyond 2.10, by its own word. */
  readonly missing: readonly ServerFeature[];
}

/** A cluster and what it was found to be made of. */
export interface ConnectedCluster extends Cluster {
  readonly server: ServerFacts;
  readonly topology: TopologyReport;
  /** How full the streams are, of those that have a limit. */
  streamSizes(): Promise<readonly StreamSize[]>;
}

const DEFAULT_PATIENCE_MS = 30_000;

/**
 * Connects to a cluster; makes its topology when it is not there yet.
 *
 * Two connections: audio travels on one of its own, so that a slow transfer delays no heartbeat and no ack.
 * @throws UserError, exit 4: nobody answers, wrong login, server too old, JetStream off, or nothing there and not allowed to make it.
 */
export async function connectCluster(options: ConnectOptions): Promise<ConnectedCluster> {
  const links = await openLinks(options);
  try {
    const apiLevel = await checkJetStream(links.control);
    const topology = await prepare(links.control, options);
    return await assemble(links, options, { topology, server: factsOf(links.control, apiLevel) });
  } catch (error) {
    await closeLinks(links);
    throw error instanceof RetryableError ? jetStreamSilent(links.control.nc.getServer(), error) : error;
  }
}

interface Links {
  readonly control: Link;
  readonly bulk: Link;
}

async function openLinks(options: ConnectOptions): Promise<Links> {
  const { name } = options;
  const waitMs = options.waitMs ?? 0;
  const control = await dial(options, name, waitMs);
  try {
    checkServer(control, options.oldestServer ?? OLDEST_SERVER);
    // The server may die between the two.
    const bulk = await dial(options, `${name}/bulk`, waitMs);
    return {
      control: await linkOf(control, options, reporter(options.telemetry)),
      bulk: await linkOf(bulk, options, () => undefined),
    };
  } catch (error) {
    await control.close();
    throw error;
  }
}

const linkOf = (
  nc: NatsConnection,
  options: ConnectOptions,
  report: (state: LinkState, server: string) => void,
): Promise<Link> =>
  makeLink(nc, {
    report,
    inboxPrefix: inboxPrefixOf(options),
    patienceMs: options.patienceMs ?? DEFAULT_PATIENCE_MS,
    waitsForRoom: options.waitsForRoom ?? false,
  });

const reporter =
  (telemetry: Telemetry | undefined) =>
  (state: LinkState, server: string): void =>
    telemetry?.emit({ type: 'connection', state, server });

async function closeLinks(links: Links): Promise<void> {
  await Promise.all([links.control.close(), links.bulk.close()]);
}

async function prepare(link: Link, options: ConnectOptions): Promise<TopologyReport> {
  if (options.topology === 'expect') return await expectTopology(link);
  const report = await ensureTopology(link, ensureOptionsOf(options));
  if (options.releaseLeases) await releaseLeases(link, leasesOf(options));
  return report;
}

const leasesOf = (options: ConnectOptions): LeaseTimes => options.leases ?? LEASE_TIMES;

const ensureOptionsOf = (options: ConnectOptions): EnsureOptions => ({
  kinds: options.kinds ?? DEFAULT_KINDS,
  partitions: options.embedded ? EMBEDDED_PARTITIONS : CLUSTER_PARTITIONS,
  replicas: options.replicas,
  storageBytes: options.storageBytes,
  leases: leasesOf(options),
});

async function expectTopology(link: Link): Promise<TopologyReport> {
  const topology = await readTopology(link);
  if (topology !== null) return topology;
  throw new UserError(
    {
      code: CODES.serverUnreachable,
      what: `The NATS server at ${link.nc.getServer()} answers, but there is no e2a cluster on it.`,
      why: 'It has no stream of e2a, and this command makes none.',
      fix: INIT_FIX,
    },
    EXIT.unreachable,
  );
}

type Found = Pick<ConnectedCluster, 'server' | 'topology'>;

async function assemble(links: Links, options: ConnectOptions, found: Found): Promise<ConnectedCluster> {
  const { control, bulk } = links;
  const [board, nodes, leases] = await Promise.all([
    jetStreamControl(control),
    jetStreamNodes(control),
    jetStreamLeases(control),
  ]);
  const deadLetters = jetStreamDeadLetters(control);
  return {
    mail: jetStreamMailboxes(control, found.topology.partitions),
    work: jetStreamWorkQueue(control, leasesOf(options), refuseInto(deadLetters)),
    checkpoints: jetStreamCheckpoints(control),
    events: jetStreamEvents(control),
    clips: jetStreamClips(bulk),
    books: jetStreamObjects(bulk, BOOK_OBJECTS),
    audio: jetStreamObjects(bulk, AUDIO_OBJECTS),
    voices: jetStreamObjects(bulk, VOICE_OBJECTS),
    deadLetters,
    control: board,
    nodes,
    leases,
    rates: jetStreamRates(control),
    records: jetStreamRecords(control),
    rollCall: jetStreamRollCall(control, (reason) =>
      options.telemetry?.emit({ type: 'trouble', where: 'roll call', reason }),
    ),
    serverTime: () => serverTime(control),
    streamSizes: () => streamSizes(control, streamNames(options)),
    ...found,
    close: async () => {
      board.stop();
      await closeLinks(links);
    },
  };
}

const streamNames = (options: ConnectOptions): readonly string[] =>
  topologyOf({ ...ensureOptionsOf(options), replicas: 1 }).map(({ config }) => config.name);

const factsOf = (link: Link, apiLevel: number): ServerFacts => {
  const { info } = link.nc;
  return {
    name: info?.server_name ?? '',
    version: info?.version ?? '',
    url: link.nc.getServer(),
    id: info?.server_id ?? '',
    cluster: info?.cluster ?? null,
    missing: missingFeatures(apiLevel),
  };
};
