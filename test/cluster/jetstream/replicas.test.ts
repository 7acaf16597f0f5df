import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { afterEach, describe, expect, it } from 'vitest';
import { type ConnectedCluster, connectCluster } from '../../../src/cluster/jetstream/index.js';
import { startNats } from '../../support/nats.js';
import { startTrio } from '../../support/nats-trio.js';

/** Three servers on two cores need some seconds until they agree that they are three. */
const TEST_MS = 60_000;

describe('copies', { timeout: TEST_MS }, () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });
  const join = async (servers: string, replicas?: number): Promise<ConnectedCluster> => {
    const cluster = await connectCluster({
      servers,
      replicas,
      name: 'e2a/test/copies',
      embedded: true,
      waitMs: 10_000,
    });
    closing.push(() => cluster.close());
    return cluster;
  };

  it('are three of everything on three servers, and the next host finds them', async () => {
    const trio = await startTrio();
    closing.push(() => trio.stop());
    const { topology, server } = await join(trio.url);
    expect(topology).toMatchObject({ replicas: 3, drift: [], replicasBecause: expect.stringContaining('"e2a"') });
    expect(server.cluster).toBe('e2a');
    const nc = await connect({ servers: trio.url.split(',') });
    closing.push(() => nc.close());
    const jsm = await jetstreamManager(nc);
    for (const { config, cluster } of await jsm.streams.list().next()) {
      expect([config.name, config.num_replicas, cluster?.replicas?.length]).toEqual([config.name, 3, 2]);
    }
    expect((await jsm.streams.names().next()).filter((name) => name.startsWith('E2A_SIZE'))).toEqual([]);
    expect((await join(trio.url)).topology).toMatchObject({ created: [], drift: [], replicas: 3 });
    // What an operator asks for is compared with what is there, and nothing is changed.
    const asked = (await join(trio.url, 1)).topology;
    expect(asked.drift).toContain('E2A_MAIL: num_replicas is 3, planned is 1');
    expect((await jsm.streams.info('E2A_MAIL')).config.num_replicas).toBe(3);
  });

  it('are one where there are only two servers, and the report says why', async () => {
    const pair = await startTrio({}, ['n1', 'n2']);
    closing.push(() => pair.stop());
    const { topology } = await join(pair.url);
    expect(topology.replicas).toBe(1);
    expect(topology.replicasBecause).toMatch(/"e2a" did not take 3: no suitable peers/);
  });

  it('cannot be agreed on without most of the servers, and that is said in a sentence', async () => {
    const trio = await startTrio();
    closing.push(() => trio.stop());
    await Promise.all(['n2', 'n3'].map((name) => trio.named(name).kill()));
    const joining = connectCluster({ servers: trio.named('n1').url, name: 'e2a/test/copies', patienceMs: 1_500 });
    await expect(joining).rejects.toMatchObject({
      exitCode: 4,
      failure: { code: 'E2A-4007', what: expect.stringContaining('answers, but its JetStream does not') },
    });
  });

  it('are one where a server stands alone, and more cannot be asked for', async () => {
    const server = await startNats();
    closing.push(() => server.stop());
    await expect(join(server.url, 3)).rejects.toMatchObject({
      exitCode: 7,
      failure: { code: 'E2A-4011', what: expect.stringContaining('cannot keep 3 copies') },
    });
    expect((await join(server.url)).topology).toMatchObject({
      replicas: 1,
      replicasBecause: 'the server stands alone',
    });
  });
});
