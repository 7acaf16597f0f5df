import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Cluster } from '../../../src/cluster/ports/index.js';
import { type Address, formatAddress } from '../../../src/core/index.js';
import type { CounterState } from './counter.js';
import type { CrashOrders } from './crash-child.js';
import type { Aftermath, CrashLine } from './crash-table.js';
import type { Protection } from './protections.js';

/** A server of its own for one scene, and our own connection to it. */
export interface CrashStage {
  readonly servers: string;
  readonly cluster: Cluster;
  readonly leases: CrashOrders['leases'];
  /** The compiled `crash-child.ts`. */
  readonly script: string;
}

export const SUM: Address = { kind: 'counter', job: 'sum-0001' };
const LEDGER: Address = { kind: 'counter', job: 'ledger-0001' };
const POLL_MS = 50;
/** After the leases have run out, for everything that may still follow. */
export const SETTLE_MS = 1_000;
/** A scene in which something is missing ends after so many leases. */
const PATIENCE_LEASES = 3;

export const pass = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Plays one line of the table, with one protection taken away or with all of them. */
export async function playCrash(line: CrashLine, without: Protection | null, stage: CrashStage): Promise<Aftermath> {
  const base = { servers: stage.servers, leases: stage.leases, how: line.how, without };
  const hosts: Host[] = [];
  try {
    await post(stage.cluster, 1);
    const doomed = startHost({ ...base, point: line.after }, stage.script);
    hosts.push(doomed);
    await doomed.said((said) => said['type'] === 'at');
    if (line.how === 'kill') await doomed.killed;
    await post(stage.cluster, 2);
    await post(stage.cluster, 3);
    const heir = startHost({ ...base, point: null }, stage.script);
    hosts.push(heir);
    await heir.said((said) => said['type'] === 'ready');
    await untilDone(stage);
    if (line.how === 'freeze') await thaw(doomed);
    await pass(stage.leases.mailMs + SETTLE_MS);
    return await lookAround(stage, heir, hosts);
  } finally {
    await Promise.all(hosts.map((host) => host.end()));
  }
}

function post(cluster: Cluster, n: number): Promise<void> {
  const message = { type: 'Add', n, ledger: formatAddress(LEDGER) };
  return cluster.mail.post({ id: `add-${n}`, to: SUM, schemaVersion: 1, sentAt: Date.now(), message });
}

export const stateOf = async (cluster: Cluster, address: Address): Promise<CounterState | null> => {
  const stored = await cluster.checkpoints.load(address);
  return stored && (stored.checkpoint.state as CounterState);
};

async function untilDone({ cluster, leases }: CrashStage): Promise<void> {
  const lastBell = Date.now() + PATIENCE_LEASES * leases.mailMs;
  while (Date.now() < lastBell) {
    const [sum, ledger] = await Promise.all([stateOf(cluster, SUM), stateOf(cluster, LEDGER)]);
    if ((sum?.added.length ?? 0) >= 3 && (ledger?.heard.length ?? 0) >= 6) return;
    await pass(POLL_MS);
  }
}

/** Lets the frozen host go on, and waits until it has settled the turn it was in. */
async function thaw(host: Host): Promise<void> {
  host.process.kill('SIGCONT');
  await host.said((said) => said['type'] === 'turn-taken' || said['type'] === 'turn-conflict');
}

async function lookAround({ cluster }: CrashStage, heir: Host, hosts: readonly Host[]): Promise<Aftermath> {
  const repeated = heir.lines.filter((line) => line['type'] === 'turn-taken' && line['repeated'] === true).length;
  await Promise.all(hosts.map((host) => host.end()));
  const [sum, ledger] = await Promise.all([stateOf(cluster, SUM), stateOf(cluster, LEDGER)]);
  return {
    added: sum?.added ?? [],
    heard: (ledger?.heard ?? []).map((note) => note.split(' ').slice(1).join('')).join(' '),
    left: await countMail(cluster),
    repeated,
    deadLetters: (await cluster.deadLetters.list()).length,
  };
}

/** Mail that nobody has acknowledged, counted when its lease has run out. */
export async function countMail(cluster: Cluster): Promise<number> {
  const partitions = Array.from({ length: cluster.mail.partitions }, (_, partition) => partition);
  const takes = partitions.map((partition) =>
    cluster.mail.take('counter', partition, 2_500, new AbortController().signal),
  );
  return (await Promise.all(takes)).filter((delivery) => delivery !== null).length;
}

type Said = Readonly<Record<string, unknown>>;

interface Host {
  readonly process: ChildProcess;
  readonly lines: readonly Said[];
  /** Resolves with the first line that matches; rejects when the process ends without it. */
  said(matches: (line: Said) => boolean): Promise<Said>;
  /** Resolves when the process was killed by SIGKILL; rejects when it ended otherwise. */
  readonly killed: Promise<void>;
  end(): Promise<void>;
}

export function startHost(orders: CrashOrders, script: string): Host {
  const child = spawn(process.execPath, ['--enable-source-maps', script], {
    env: { ...process.env, CRASH_CHILD: JSON.stringify(orders) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: Said[] = [];
  const listeners = new Set<() => void>();
  createInterface({ input: child.stdout }).on('line', (text) => {
    lines.push(JSON.parse(text) as Said);
    for (const listener of listeners) listener();
  });
  const exit = new Promise<NodeJS.Signals | null>((resolve) => child.once('close', (_, signal) => resolve(signal)));
  const killed = exit.then((signal) => {
    if (signal !== 'SIGKILL') throw new Error(`the host was not killed but ended (${signal})`);
  });
  killed.catch(() => {}); // asked for by some scenes only
  return {
    process: child,
    lines,
    said: (matches) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = lines.find(matches);
          if (found !== undefined) resolve(found);
        };
        listeners.add(look);
        look();
        void exit.then(() => reject(new Error(`the host ended; it said ${JSON.stringify(lines)}`)));
      }),
    killed,
    async end() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}
