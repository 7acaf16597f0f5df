import { setTimeout as wait } from 'node:timers/promises';
import { LEASES, type Member, type StormyCluster } from './stormy-cluster.js';

/** What can happen to a cluster; the numbers are how often, against each other. */
const WEIGHTS = { kill: 5, freeze: 3, cut: 3, 'dead-cable': 2, server: 2 } as const;
type FaultKind = keyof typeof WEIGHTS;

export interface Storm {
  /** What has been done, in order. */
  readonly log: readonly string[];
  /** Resolves when everything is up and connected again. */
  end(): Promise<void>;
}

export interface Weather {
  /** From one fault to the next, in milliseconds, at least and at most. */
  readonly every: readonly [number, number];
  /** A dead cable is noticed by nobody for so long at most. */
  readonly deadCableMs: number;
}

/** Does harm by chance until told to end; the same seed plans the same faults. */
export function startStorm(cluster: StormyCluster, random: () => number, weather: Weather): Storm {
  const log: string[] = [];
  const ending = new AbortController();
  const healing = new Set<Promise<void>>();
  const startedAt = Date.now();
  const between = (low: number, high: number): number => Math.round(low + random() * (high - low));
  const strike = (): void => {
    // All numbers are drawn whatever happens, so that one seed means one sequence of plans.
    const plan = { kind: drawKind(random()), at: random(), ms: random() };
    const fault = planFault(plan, cluster, weather);
    if (fault === null) return;
    log.push(`${((Date.now() - startedAt) / 1000).toFixed(1)} s ${fault.words}`);
    const healed = fault.happen().finally(() => healing.delete(healed));
    healing.add(healed);
  };
  const raging = (async () => {
    while (!ending.signal.aborted) {
      await wait(between(...weather.every), undefined, { signal: ending.signal }).catch(() => undefined);
      if (!ending.signal.aborted) strike();
    }
  })();
  return {
    log,
    end: async () => {
      ending.abort();
      await raging;
      await Promise.all([...healing]);
    },
  };
}

interface Plan {
  readonly kind: FaultKind;
  readonly at: number;
  readonly ms: number;
}

interface Fault {
  readonly words: string;
  happen(): Promise<void>;
}

function drawKind(at: number): FaultKind {
  const kinds = Object.entries(WEIGHTS) as [FaultKind, number][];
  let left = at * kinds.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [kind, weight] of kinds) {
    left -= weight;
    if (left < 0) return kind;
  }
  return 'kill';
}

/** Null when the one that was drawn is already in trouble. */
function planFault({ kind, at, ms }: Plan, cluster: StormyCluster, weather: Weather): Fault | null {
  if (kind === 'server') return serverFault(cluster, Math.round(ms * 2_500));
  const member = cluster.members[Math.floor(at * cluster.members.length)];
  if (member === undefined || member.busy || member.process === null) return null;
  member.busy = true;
  const fault = memberFault(kind, member, ms, cluster, weather);
  return { ...fault, happen: () => fault.happen().finally(() => (member.busy = false)) };
}

function memberFault(
  kind: Exclude<FaultKind, 'server'>,
  member: Member,
  ms: number,
  cluster: StormyCluster,
  weather: Weather,
): Fault {
  switch (kind) {
    case 'kill': {
      const downMs = Math.round(200 + ms * 6_000);
      return {
        words: `kill -9 ${member.name}, back after ${downMs} ms`,
        happen: () => killed(member, downMs, cluster),
      };
    }
    case 'freeze': {
      const frozenMs = Math.round(LEASES.workMs * (1.1 + ms));
      return { words: `SIGSTOP ${member.name} for ${frozenMs} ms`, happen: () => frozen(member, frozenMs) };
    }
    case 'cut':
      return { words: `connections of ${member.name} cut`, happen: async () => member.cable.cut() };
    case 'dead-cable': {
      const deadMs = Math.round(1_000 + ms * weather.deadCableMs);
      return { words: `cable of ${member.name} dead for ${deadMs} ms`, happen: () => deadCable(member, deadMs) };
    }
  }
}

async function killed(member: Member, downMs: number, cluster: StormyCluster): Promise<void> {
  await cluster.fell(member);
  await wait(downMs);
  cluster.raise(member);
}

async function frozen(member: Member, ms: number): Promise<void> {
  const { process } = member;
  process?.kill('SIGSTOP');
  await wait(ms);
  process?.kill('SIGCONT');
}

async function deadCable(member: Member, ms: number): Promise<void> {
  member.cable.freeze();
  await wait(ms);
  member.cable.thaw();
}

const serversDown = new WeakSet<StormyCluster>();

function serverFault(cluster: StormyCluster, downMs: number): Fault | null {
  if (serversDown.has(cluster)) return null;
  serversDown.add(cluster);
  return {
    words: `kill -9 the server, back after ${downMs} ms`,
    happen: async () => {
      await cluster.server.kill();
      await wait(downMs);
      await cluster.server.start();
      serversDown.delete(cluster);
    },
  };
}
