import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type HostLine, type HostOrders, type HostProcess, startHostProcess } from '../support/host-process.js';
import { startNats, type TestServer, type TestServerOptions } from '../support/nats.js';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';

/** Shorter than the product's, so that minutes are enough to see many of them run out. */
export const LEASES = { mailMs: 3_000, workMs: 4_000 };
const END_MS = 15_000;

/** One place in the cluster: its cable stays when its process dies and comes again. */
export interface Member {
  readonly name: string;
  readonly role: 'book' | 'synth';
  readonly cable: TcpProxy;
  /** Null while it is down. */
  process: HostProcess | null;
  /** Something is being done to it. */
  busy: boolean;
}

/** A server and hosts, each behind a cable of its own. */
export interface StormyCluster {
  readonly server: TestServer;
  readonly members: readonly Member[];
  /** What went wrong without being told to: hosts that ended by themselves. */
  readonly deaths: readonly string[];
  raise(member: Member): void;
  fell(member: Member): Promise<void>;
  /** All lines of all processes, dead ones included. */
  lines(): readonly HostLine[];
  /** SIGTERM to everybody; resolves with those that did not end well. */
  dismiss(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export interface Fleet {
  readonly books: number;
  readonly synths: number;
  readonly slotsEach: number;
  readonly msPerCharacter: number;
  readonly leases?: HostOrders['leases'];
  readonly server?: TestServerOptions;
  /** How long hosts repeat a request. */
  readonly patienceMs?: number;
  /** How wrong the clock of a member is, in milliseconds. */
  readonly clockShiftMs?: (name: string) => number;
}

export async function startStormyCluster(folder: string, fleet: Fleet): Promise<StormyCluster> {
  const server = await startNats({ syncAlways: true, ...fleet.server });
  const roles = [
    ...Array.from({ length: fleet.books }, (_, i) => ({ name: `book-${i + 1}`, role: 'book' as const })),
    ...Array.from({ length: fleet.synths }, (_, i) => ({ name: `synth-${i + 1}`, role: 'synth' as const })),
  ];
  const members: Member[] = [];
  for (const { name, role } of roles) {
    members.push({ name, role, cable: await startTcpProxy(() => server.port), process: null, busy: false });
  }
  const deaths: string[] = [];
  const everybody: HostProcess[] = [];
  const doomed = new Set<HostProcess>();
  const raise = (member: Member): void => {
    const started = startHostProcess(ordersFor(member, folder, fleet));
    member.process = started;
    everybody.push(started);
    void started.ended.then(({ code, signal }) => {
      if (doomed.has(started)) return;
      const last = JSON.stringify(started.lines.slice(-3));
      deaths.push(`${member.name} ended with ${code ?? signal}: ${started.stderr()} ${last}`);
    });
  };
  return {
    server,
    members,
    deaths,
    raise,
    fell: async (member) => {
      const { process: victim } = member;
      if (victim === null) return;
      doomed.add(victim);
      member.process = null;
      victim.kill('SIGKILL');
      await victim.ended;
    },
    lines: () => everybody.flatMap((process) => process.lines),
    dismiss: async () => {
      const leaving = members.flatMap(({ name, process }) => (process === null ? [] : [{ name, process }]));
      return (await Promise.all(leaving.map((one) => dismissOne(one, doomed)))).flat();
    },
    stop: async () => {
      for (const process of everybody) doomed.add(process);
      for (const process of everybody) process.kill('SIGKILL');
      await Promise.all(members.map((member) => member.cable.close()));
      await server.stop();
    },
  };
}

async function dismissOne(
  { name, process }: { name: string; process: HostProcess },
  doomed: Set<HostProcess>,
): Promise<string[]> {
  doomed.add(process);
  process.kill('SIGTERM');
  const ended = await Promise.race([process.ended, wait(END_MS).then(() => null)]);
  if (ended === null) return [`${name} did not leave within ${END_MS} ms`];
  return ended.code === 0 ? [] : [`${name} left with ${ended.code ?? ended.signal}: ${process.stderr()}`];
}

function ordersFor(member: Member, folder: string, fleet: Fleet): HostOrders {
  return {
    servers: member.cable.url,
    node: member.name,
    roles: [member.role],
    slots: member.role === 'synth' ? fleet.slotsEach : 0,
    workFolder: join(folder, member.name),
    msPerCharacter: fleet.msPerCharacter,
    leases: fleet.leases ?? LEASES,
    ...(fleet.patienceMs === undefined ? {} : { patienceMs: fleet.patienceMs }),
    ...(fleet.clockShiftMs === undefined ? {} : { clockShiftMs: fleet.clockShiftMs(member.name) }),
  };
}
