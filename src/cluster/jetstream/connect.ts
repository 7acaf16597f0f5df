import type { NatsConnection } from '@nats-io/transport-node';
import { CODES, EXIT, UserError } from '../../core/index.js';
import type { Cluster, Telemetry } from '../ports/index.js';
import { jetStreamCheckpoints } from './checkpoint-store.js';
import { jetStreamClips } from './clip-store.js';
import { jetStreamControl } from './control-board.js';
import { jetStreamDeadLetters } from './dead-letters.js';
import type { Login } from './dial.js';
import { dial, inboxPrefixOf } from './dial.js';
import type { EnsureOptions, TopologyReport } from './ensure-topology.js';
import { ensureTopology, readPartitions } from './ensure-topology.js';
import { jetStreamEvents } from './event-board.js';
import { jetStreamLeases } from './lease-board.js';
import type { Link, LinkState } from './link.js';
import { makeLink } from './link.js';
import { jetStreamMailboxes } from './mailboxes.js';
import { jetStreamNodes } from './node-board.js';
import { jetStreamObjects } from './object-store.js';
import { releaseLeases } from './release-leases.js';
import { checkJetStream, checkServer, OLDEST_SERVER } from './server-check.js';
import { AUDIO_OBJECTS, BOOK_OBJECTS } from './subjects.js';
import type { LeaseTimes } from './topology.js';
import { CLUSTER_PARTITIONS, DEFAULT_KINDS, EMBEDDED_PARTITIONS, LEASE_TIMES } from './topology.js';
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
  /** Copies of everything on a cluster of servers; default 1. */
  readonly replicas?: number | undefined;
  /** Bytes the topology may reserve; default: what the account allows. */
  readonly storageBytes?: number | undefined;
  /** `make` (default) makes what is missing; `expect` only reads, for logins that may not make anything. */
  readonly topology?: 'make' | 'expect' | undefined;
  /** Frees what earlier users had taken; only for who knows that nobody else is at work. */
  readonly releaseLeases?: boolean | undefined;
  /** How long a failing request is repeated before its caller hears of it; default 30 s. */
  readonly patienceMs?: number | undefined;
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
}

/** A cluster and what it was found to be made of. */
export interface ConnectedCluster extends Cluster {
  readonly server: ServerFacts;
  readonly topology: TopologyReport;
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
    const topology = await prepare(links.control, options);
    return await assemble(links, options, topology);
  } catch (error) {
    await closeLinks(links);
    throw error;
  }
}

interface Links {
  readonly control: Link;
  readonly bulk: Link;
}

async function openLinks(options: ConnectOptions): Promise<Links> {
  const { name } = options;
  const control = await dial(options, name, options.waitMs ?? 0);
  try {
    checkServer(control, options.oldestServer ?? OLDEST_SERVER);
    const bulk = await dial(options, `${name}/bulk`, 0);
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
  });

const reporter =
  (telemetry: Telemetry | undefined) =>
  (state: LinkState, server: string): void =>
    telemetry?.emit({ type: 'connection', state, server });

async function closeLinks(links: Links): Promise<void> {
  await Promise.all([links.control.close(), links.bulk.close()]);
}

async function prepare(link: Link, options: ConnectOptions): Promise<TopologyReport> {
  await checkJetStream(link);
  if (options.topology === 'expect') return { created: [], drift: [], partitions: await expectPartitions(link) };
  const report = await ensureTopology(link, ensureOptionsOf(options));
  if (options.releaseLeases) await releaseLeases(link, leasesOf(options));
  return report;
}

const leasesOf = (options: ConnectOptions): LeaseTimes => options.leases ?? LEASE_TIMES;

const ensureOptionsOf = (options: ConnectOptions): EnsureOptions => ({
  kinds: options.kinds ?? DEFAULT_KINDS,
  partitions: options.embedded ? EMBEDDED_PARTITIONS : CLUSTER_PARTITIONS,
  replicas: options.replicas ?? 1,
  storageBytes: options.storageBytes,
  leases: leasesOf(options),
});

async function expectPartitions(link: Link): Promise<number> {
  const partitions = await readPartitions(link);
  if (partitions !== null) return partitions;
  throw new UserError(
    {
      code: CODES.serverUnreachable,
      what: `The NATS server at ${link.nc.getServer()} answers, but there is no e2a cluster on it.`,
      why: `It has no stream of e2a, and this login does not make any.`,
      fix: 'start one node with a login that may make streams (admin): e2a node --role book',
    },
    EXIT.unreachable,
  );
}

async function assemble(links: Links, options: ConnectOptions, topology: TopologyReport): Promise<ConnectedCluster> {
  const { control, bulk } = links;
  const [board, nodes, leases] = await Promise.all([
    jetStreamControl(control),
    jetStreamNodes(control),
    jetStreamLeases(control),
  ]);
  const deadLetters = jetStreamDeadLetters(control);
  return {
    mail: jetStreamMailboxes(control, topology.partitions),
    work: jetStreamWorkQueue(control, leasesOf(options), refuseInto(deadLetters)),
    checkpoints: jetStreamCheckpoints(control),
    events: jetStreamEvents(control),
    clips: jetStreamClips(bulk),
    books: jetStreamObjects(bulk, BOOK_OBJECTS),
    audio: jetStreamObjects(bulk, AUDIO_OBJECTS),
    deadLetters,
    control: board,
    nodes,
    leases,
    topology,
    server: factsOf(control.nc),
    close: async () => {
      board.stop();
      await closeLinks(links);
    },
  };
}

const factsOf = (nc: NatsConnection): ServerFacts => ({
  name: nc.info?.server_name ?? '',
  version: nc.info?.version ?? '',
  url: nc.getServer(),
});
