import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConnectedCluster, type ConnectOptions, connectCluster } from '../../../src/cluster/jetstream/index.js';
import { maxBytesOf, storageBudget } from '../../../src/cluster/jetstream/sizes.js';
import { topologyOf } from '../../../src/cluster/jetstream/topology.js';
import { startNats, type TestServer } from '../../support/nats.js';

const STREAMS = [
  ...['E2A_MAIL', 'E2A_WORK', 'E2A_EVENTS', 'E2A_DEAD', 'E2A_CLIPS'],
  ...['KV_e2a_jobs', 'KV_e2a_chapters', 'KV_e2a_control', 'KV_e2a_nodes', 'KV_e2a_leases', 'KV_e2a_rates'],
  'KV_e2a_records',
  ...['OBJ_e2a_books', 'OBJ_e2a_audio', 'OBJ_e2a_voices'],
];
const GIB = 1024 ** 3;

describe('the topology on a server', () => {
  let server: TestServer;
  let admin: NatsConnection;
  let jsm: JetStreamManager;
  let clusters: ConnectedCluster[];

  beforeEach(async () => {
    server = await startNats();
    admin = await connect({ servers: server.url });
    jsm = await jetstreamManager(admin);
    clusters = [];
  });
  afterEach(async () => {
    await Promise.all(clusters.map((cluster) => cluster.close()));
    await admin.close();
    await server.stop();
  });

  const join = async (options: Partial<ConnectOptions> = {}): Promise<ConnectedCluster> => {
    const cluster = await connectCluster({ servers: server.url, name: 'e2a/test/topology', ...options });
    clusters.push(cluster);
    return cluster;
  };

  it('is made once, with descriptions, and found the next time', async () => {
    const first = await join();
    expect(first.topology.created).toEqual(expect.arrayContaining(STREAMS));
    expect(first.topology.created.filter((name) => name.startsWith('E2A_MAIL/'))).toHaveLength(32);
    const second = await join();
    expect(second.topology).toMatchObject({ created: [], drift: [], partitions: 16, replicas: 1 });
    expect(second.topology.assets).toEqual(first.topology.assets);
    expect(first.topology.assets.map(({ name }) => name).toSorted()).toEqual(STREAMS.toSorted());
    for (const { maxBytes } of first.topology.assets) expect(maxBytes).toBeGreaterThan(0);
    const sizes = await second.streamSizes();
    expect(sizes.map(({ stream }) => stream).toSorted()).toEqual(STREAMS.toSorted());
    for (const { usedBytes, limitBytes } of sizes) expect(usedBytes).toBeLessThan(limitBytes);
    const names: string[] = [];
    for await (const { config } of jsm.streams.list()) {
      names.push(config.name);
      expect(config.description).toMatch(/^e2a /);
      expect(config.metadata?.['e2a.topology']).toBe('1');
    }
    expect(names.toSorted()).toEqual(STREAMS.toSorted());
    for await (const { config } of jsm.consumers.list('E2A_MAIL')) expect(config.description).toMatch(/partition/);
  });

  it('is made once by hosts that start at the same moment', async () => {
    const hosts = await Promise.all([join(), join(), join()]);
    expect(hosts.map((host) => host.topology.partitions)).toEqual([16, 16, 16]);
    expect((await jsm.streams.info('E2A_MAIL')).state.consumer_count).toBe(32);
  });

  it('keeps the number of partitions it was made with', async () => {
    expect((await join({ embedded: true })).topology.partitions).toBe(4);
    const later = await join();
    expect(later.topology.partitions).toBe(4);
    expect(later.mail.partitions).toBe(4);
  });

  it('grows with a new kind of actor and loses nothing', async () => {
    await join({ embedded: true });
    const grown = await join({ embedded: true, kinds: ['book', 'chapter', 'counter'] });
    expect(grown.topology.created.toSorted()).toEqual([
      ...['E2A_MAIL/counter-00', 'E2A_MAIL/counter-01', 'E2A_MAIL/counter-02', 'E2A_MAIL/counter-03'],
      'KV_e2a_counter',
    ]);
  });

  it('mends what was deleted, reports what was changed, and leaves it as it is', async () => {
    await join({ embedded: true });
    await jsm.consumers.delete('E2A_MAIL', 'book-02');
    await jsm.streams.delete('E2A_DEAD');
    await jsm.streams.update('E2A_EVENTS', { max_age: 4_000_000_000_000 });
    const { topology } = await join({ embedded: true });
    expect(topology.created.toSorted()).toEqual(['E2A_DEAD', 'E2A_MAIL/book-02']);
    expect(topology.drift).toEqual([expect.stringMatching(/^E2A_EVENTS: max_age is 4000000000000/)]);
    expect((await jsm.streams.info('E2A_EVENTS')).config.max_age).toBe(4_000_000_000_000);
  });

  it('fits a server that has less than we would like', async () => {
    // The test server allows 2 GB and tells nobody.
    await join({ storageBytes: 100 * GIB });
    const account = await jsm.getAccountInfo();
    expect(account.reserved_storage).toBeGreaterThan(GIB / 2);
    expect(account.reserved_storage).toBeLessThan(2 * GIB);
    for (const name of STREAMS) expect((await jsm.streams.info(name)).config.max_bytes).toBeGreaterThan(0);
    const names = await jsm.streams.names().next();
    expect(names.filter((name) => name.startsWith('E2A_SIZE_TEST'))).toEqual([]);
  });

  it('is not made by who only expects it', async () => {
    await expect(join({ topology: 'expect' })).rejects.toMatchObject({
      exitCode: 4,
      failure: { code: 'E2A-4003', fix: expect.stringContaining('e2a cluster init') },
    });
    await join({ embedded: true });
    expect((await join({ topology: 'expect' })).topology.partitions).toBe(4);
  });
});

describe('sizes', () => {
  const account = (max: number, reserved = 0) =>
    ({ limits: { max_storage: max }, reserved_storage: reserved }) as unknown as Parameters<typeof storageBudget>[0];
  const assets = topologyOf({ kinds: ['book', 'chapter', 'counter'], partitions: 16, replicas: 1 });
  const sum = (budget: number): number =>
    assets.filter((asset) => asset.share > 0).reduce((total, asset) => total + maxBytesOf(asset, budget), 0);

  it('stay within what the account allows, what it has given away and what was measured', () => {
    expect(storageBudget(account(10 * GIB), 1, undefined)).toBeLessThanOrEqual(10 * GIB);
    expect(storageBudget(account(10 * GIB, 4 * GIB), 1, undefined)).toBeLessThanOrEqual(6 * GIB);
    expect(storageBudget(account(9 * GIB), 3, undefined)).toBeLessThanOrEqual(3 * GIB);
    expect(storageBudget(account(10 * GIB), 1, GIB)).toBeLessThanOrEqual(GIB);
    expect(storageBudget(account(GIB), 1, 10 * GIB)).toBeLessThanOrEqual(GIB);
    expect(storageBudget(account(-1), 1, 10 * GIB)).toBeLessThanOrEqual(10 * GIB);
  });

  it.each([GIB, 10 * GIB, 100 * GIB])('of all assets together fit %d bytes', (budget) => {
    expect(sum(budget)).toBeLessThanOrEqual(budget);
    expect(sum(budget)).toBeGreaterThan(budget * 0.8);
  });

  it('grow no further than is of use', () => {
    const mail = assets.find((asset) => asset.config.name === 'E2A_MAIL');
    expect(mail && maxBytesOf(mail, 1_000 * GIB)).toBe(256 * 1024 ** 2);
  });
});
