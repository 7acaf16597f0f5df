import { setTimeout as wait } from 'node:timers/promises';
import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConnectedCluster, connectCluster } from '../../src/cluster/jetstream/index.js';
import { e2a } from '../support/e2a.js';
import { eventually } from '../support/eventually.js';
import { startShippedTrio, type Trio } from '../support/nats-trio.js';
import { seededRandom } from '../support/random.js';
import { loginOf } from '../support/role-logins.js';
import { keepLedger, type Ledger } from './ledger.js';

const MINUTES = Number(process.env['E2A_CHAOS_MINUTES'] ?? 0);
const SEED = Number(process.env['E2A_CHAOS_SEED'] ?? Date.now() % 1_000_000);
const MS_PER_MINUTE = 60_000;
const LIMIT_MS = 240_000 + MINUTES * MS_PER_MINUTE;
/** How long servers stay away. */
const AWAY_MS = 4_000;
/** Longer than an election and the slowest of our requests after it; measured are 5–9 s on two cores. */
const HEALED_MS = 60_000;
/** Before the first fault and after each: something has to be under way. */
const CALM_MS = 1_500;
const STREAMS = ['E2A_MAIL', 'E2A_WORK', 'KV_e2a_jobs', 'E2A_CLIPS', 'OBJ_e2a_audio'];

type Fault = (scene: Scene) => Promise<readonly string[]>;

interface Scene {
  readonly trio: Trio;
  readonly jsm: JetStreamManager;
  readonly pick: <T>(from: readonly T[]) => T;
}

/** Each says which servers it took away. */
const FAULTS: Readonly<Record<string, Fault>> = {
  'the leader of a stream is killed': async ({ trio, jsm, pick }) => {
    const { cluster } = await jsm.streams.info(pick(STREAMS));
    const leader = cluster?.leader ?? '';
    await trio.named(leader).kill();
    return [leader];
  },
  'two of three are killed: no quorum': async ({ trio, pick }) => {
    const left = pick(trio.names);
    const gone = trio.names.filter((name) => name !== left);
    await Promise.all(gone.map((name) => trio.named(name).kill()));
    return gone;
  },
  'all three are killed at once': async ({ trio }) => {
    await Promise.all(trio.names.map((name) => trio.named(name).kill()));
    return trio.names;
  },
  'one stands still longer than a lease of its leadership': async ({ trio, pick }) => {
    const name = pick(trio.names);
    const { pid } = trio.named(name);
    process.kill(pid, 'SIGSTOP');
    await wait(AWAY_MS);
    process.kill(pid, 'SIGCONT');
    return [];
  },
};

describe(`three servers with three copies (E2A_CHAOS_SEED=${SEED})`, { timeout: LIMIT_MS }, () => {
  let trio: Trio;
  let jsm: JetStreamManager;
  let node: ConnectedCluster;
  let ledger: Ledger;
  const closing: (() => Promise<unknown>)[] = [];
  const random = seededRandom(SEED);
  const pick = <T>(from: readonly T[]): T => {
    const found = from[Math.floor(random() * from.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  };

  beforeAll(async () => {
    trio = await startShippedTrio();
    closing.push(() => trio.stop());
  }, LIMIT_MS);
  afterAll(async () => {
    for (const close of closing.toReversed()) await close();
  });

  it('are made so by e2a cluster init', async () => {
    const { user, pass } = loginOf('admin');
    const login = { E2A_NATS_URL: trio.url, E2A_NATS_USER: user, E2A_NATS_PASSWORD: pass };
    const made = await eventually('the three to find each other', HEALED_MS, async () => {
      const ended = await e2a(['cluster', 'init', '--json'], login);
      return ended.code === 0 ? ended.stdout : null;
    });
    expect(JSON.parse(made)).toMatchObject({ replicas: 3, drift: [] });
    const nc = await connect({ servers: trio.url.split(','), user, pass, inboxPrefix: '_INBOX_admin' });
    closing.push(() => nc.close());
    jsm = await jetstreamManager(nc);
    node = await connectCluster({ servers: trio.url, name: 'e2a/test/failover', ...loginOf('node') });
    closing.push(() => node.close());
    ledger = await keepLedger(node);
    await wait(CALM_MS);
    expect(Math.min(...ledger.written().values())).toBeGreaterThan(0);
  });

  it.each(Object.entries(FAULTS))('go on after a pause when %s', async (what, fault) => {
    await suffer(what, fault);
  });

  it.runIf(MINUTES > 0)('go on, whatever happens', async () => {
    const until = Date.now() + MINUTES * MS_PER_MINUTE;
    while (Date.now() < until) await suffer(...pick(Object.entries(FAULTS)));
  });

  it('have kept all that was acknowledged', async () => {
    const written = ledger.written();
    await ledger.stop();
    process.stdout.write(`acknowledged were ${[...written].map(([lane, count]) => `${count} ${lane}`).join(', ')}\n`);
    expect(await ledger.missing(written)).toEqual([]);
  });

  async function suffer(what: string, fault: Fault): Promise<void> {
    ledger.longestPause();
    const before = ledger.written();
    const gone = await fault({ trio, jsm, pick });
    await wait(AWAY_MS);
    await Promise.all(gone.map((name) => trio.named(name).start()));
    await eventually('every lane to go on', HEALED_MS, () =>
      [...ledger.written()].every(([lane, count]) => count > (before.get(lane) ?? 0) + 1),
    );
    await wait(CALM_MS);
    const pause = ledger.longestPause();
    process.stdout.write(
      `${what} (${gone.join(', ') || '-'}): longest pause ${(pause.ms / 1000).toFixed(1)} s, of ${pause.lane}\n`,
    );
  }
});
