import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureTopology, type TopologyReport } from '../../../src/cluster/jetstream/ensure-topology.js';
import { connectCluster } from '../../../src/cluster/jetstream/index.js';
import { makeLink } from '../../../src/cluster/jetstream/link.js';
import { LEASE_TIMES } from '../../../src/cluster/jetstream/topology.js';
import { natsServerPrograms, startNats, type TestServer } from '../../support/nats.js';

const GIB = 1024 ** 3;
/** The test server allows 2 GB and tells nobody. */
const ENOUGH = GIB / 2;
/** For the bucket of leases, and no more. */
const LEFT_BYTES = 9 * 1024 ** 2;
const STEPS_MS = 120_000;
const LONG_TURN_MS = 600_000;
const SIZE_TEST = 'E2A_SIZE_TEST';
/** What only looks leaves nothing behind that another host could meet. */
const isStep = (subject: string): boolean => !subject.startsWith('$JS.API.STREAM.INFO.');

/** A host whose requests can be held up one by one, and are noted. */
interface Host {
  readonly asked: string[];
  ensure(turnMs?: number): Promise<TopologyReport>;
  /** Before the first request that `which` says yes to. @returns resolves when it stands there; false: it came to its end */
  stopBefore(which: (subject: string) => boolean): { readonly stands: Promise<void>; goOn(): void };
  close(): Promise<void>;
}

async function hostAt(server: TestServer, patienceMs = 30_000): Promise<Host> {
  const nc = await connect({ servers: server.url });
  const asked: string[] = [];
  let gate: (subject: string) => Promise<void> = () => Promise.resolve();
  const request = nc.request.bind(nc);
  nc.request = async (...args: Parameters<NatsConnection['request']>) => {
    await gate(args[0]);
    asked.push(args[0]);
    return await request(...args);
  };
  const link = await makeLink(nc, {
    report: () => undefined,
    inboxPrefix: undefined,
    patienceMs,
    waitsForRoom: true,
  });
  const options = { kinds: ['book', 'chapter'], partitions: 1, leases: LEASE_TIMES, replicas: undefined };
  return {
    asked,
    ensure: (turnMs) => ensureTopology(link, { ...options, turnMs }),
    stopBefore: (which) => {
      let goOn = (): void => undefined;
      const gone = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      const stands = new Promise<void>((resolve) => {
        gate = (subject) => {
          if (!which(subject)) return Promise.resolve();
          gate = () => Promise.resolve();
          resolve();
          return gone;
        };
      });
      return { stands, goOn };
    },
    close: () => link.close(),
  };
}

const nth = (n: number): ((subject: string) => boolean) => {
  let seen = 0;
  return (subject) => isStep(subject) && ++seen === n;
};

const programs = natsServerPrograms().filter(({ version }) => !version.startsWith('2.9.'));
/** Every step takes its time: on the oldest and the newest. */
const isAtAnEnd = (program: string): boolean =>
  [programs.at(0), programs.at(-1)].some((one) => one?.program === program);

describe.each(programs)('hosts that start together on a fresh nats-server $version', ({ program }) => {
  let server: TestServer;
  let admin: NatsConnection;
  const hosts: Host[] = [];

  beforeEach(async () => {
    server = await startNats({ program });
    admin = await connect({ servers: server.url });
  });
  afterEach(async () => {
    await Promise.all(hosts.splice(0).map((host) => host.close()));
    await admin.close();
    await server.stop();
  });

  const host = async (patienceMs?: number): Promise<Host> => {
    const made = await hostAt(server, patienceMs);
    hosts.push(made);
    return made;
  };
  const manager = () => jetstreamManager(admin);
  const names = async (): Promise<string[]> => await (await manager()).streams.names().next();
  const expectWhole = async (): Promise<void> => {
    const reserved = (await (await manager()).getAccountInfo()).reserved_storage;
    expect(reserved).toBeGreaterThan(ENOUGH);
    expect(reserved).toBeLessThanOrEqual(2 * GIB);
    expect((await names()).filter((name) => name.startsWith(SIZE_TEST))).toEqual([]);
  };

  it.runIf(isAtAnEnd(program))(
    'take no room from each other, wherever one of them is frozen or killed',
    { timeout: STEPS_MS },
    async () => {
      const [frozen, other] = [await host(), await host()];
      for (let step = 1; ; step++) {
        const stop = frozen.stopBefore(nth(step));
        const making = frozen.ensure(0);
        const isOver = await Promise.race([making.then(() => true), stop.stands.then(() => false)]);
        // Its turn is over at once, as it is after some seconds for one that was killed.
        expect((await other.ensure(0)).partitions, `frozen before step ${step}`).toBe(1);
        await expectWhole();
        stop.goOn();
        expect((await making).partitions).toBe(1);
        await expectWhole();
        if (isOver) return expect(step).toBeGreaterThan(20);
        for (const name of await names()) await (await manager()).streams.delete(name);
      }
    },
  );

  it('wait for the one whose turn it is, and measure nothing meanwhile', async () => {
    const [first, second] = [await host(), await host()];
    const stop = first.stopBefore((subject) => subject.startsWith(`$JS.API.STREAM.DELETE.${SIZE_TEST}`));
    const making = first.ensure(LONG_TURN_MS);
    await stop.stands;
    const looksTwice = second.stopBefore(
      (subject) =>
        subject.startsWith('$JS.API.STREAM.MSG.GET.KV_e2a_leases') &&
        second.asked.filter((one) => one === subject).length === 2,
    );
    const waiting = second.ensure(LONG_TURN_MS);
    await looksTwice.stands;
    stop.goOn();
    expect((await making).created).toContain('E2A_CLIPS');
    looksTwice.goOn();
    expect((await waiting).created).toEqual([]);
    expect(second.asked.filter((subject) => subject.includes('STREAM.CREATE'))).toEqual([]);
    await expectWhole();
  });

  it('go on by themselves when the one whose turn it is never comes to an end', async () => {
    const first = await host();
    const stop = first.stopBefore((subject) => subject.startsWith('$JS.API.STREAM.CREATE.E2A_CLIPS'));
    const making = first.ensure(LONG_TURN_MS);
    await stop.stands;
    const impatient = await host(0);
    expect((await impatient.ensure(LONG_TURN_MS)).created).toContain('E2A_CLIPS');
    stop.goOn();
    await making;
    await expectWhole();
  });

  it('find the cluster whole, all four', async () => {
    const all = await Promise.all([host(), host(), host(), host()]);
    const reports = await Promise.all(all.map((one) => one.ensure()));
    expect(reports.map(({ partitions }) => partitions)).toEqual([1, 1, 1, 1]);
    await expectWhole();
  });

  it('take the copies that the first of them found', async () => {
    const first = await host();
    const stop = first.stopBefore((subject) => subject.startsWith('$JS.API.STREAM.CREATE.E2A_'));
    const making = first.ensure(0);
    await stop.stands;
    const second = await (await host()).ensure(0);
    expect(second.replicasBecause).toBe('as the cluster was made');
    stop.goOn();
    await making;
  });

  it('are told that the store is full where there is no room at all', async () => {
    const jsm = await manager();
    await jsm.streams.add({ name: 'OTHERS', subjects: ['others'], max_bytes: 2 * GIB - LEFT_BYTES });
    const node = connectCluster({ servers: server.url, name: 'e2a/test/full', waitsForRoom: true });
    await expect(node).rejects.toMatchObject({ exitCode: 7, failure: { code: 'E2A-4005' } });
    expect((await names()).filter((name) => name.startsWith(SIZE_TEST))).toEqual([]);
  });
});
