import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll } from 'vitest';
import { type ConnectedCluster, type ConnectOptions, connectCluster } from '../../../src/cluster/jetstream/index.js';
import { startNats, type TestServer, type TestServerOptions } from '../../support/nats.js';

/** A real server with the topology on it, an adapter, and a plain client to look at it from outside. */
export interface Lab {
  readonly server: TestServer;
  readonly cluster: ConnectedCluster;
  readonly nc: NatsConnection;
  readonly jsm: JetStreamManager;
  /** Another host on the same server; closed with the lab. */
  join(options?: Partial<ConnectOptions>): Promise<ConnectedCluster>;
}

/** One lab for a file's tests; they keep apart by job ids. */
export function useLab(options: TestServerOptions = {}, settings: Partial<ConnectOptions> = {}): () => Lab {
  let lab: Lab | undefined;
  let close: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    const made = await makeLab(options, settings);
    lab = made.lab;
    close = made.close;
  });
  afterAll(async () => close?.());
  return () => {
    if (lab === undefined) throw new Error('the lab is not up yet');
    return lab;
  };
}

export async function makeLab(
  options: TestServerOptions = {},
  settings: Partial<ConnectOptions> = {},
): Promise<{ lab: Lab; close: () => Promise<void> }> {
  const server = await startNats(options);
  const clusters: ConnectedCluster[] = [];
  const join = async (more: Partial<ConnectOptions> = {}): Promise<ConnectedCluster> => {
    const base = { servers: server.url, name: 'e2a/test/lab', embedded: true, kinds: ['book', 'chapter', 'counter'] };
    const cluster = await connectCluster({ ...base, ...settings, ...more });
    clusters.push(cluster);
    return cluster;
  };
  const cluster = await join();
  const nc = await connect({ servers: server.url, maxReconnectAttempts: -1, reconnectTimeWait: 50 });
  const jsm = await jetstreamManager(nc);
  return {
    lab: { server, cluster, nc, jsm, join },
    close: async () => {
      await Promise.all(clusters.map((one) => one.close()));
      await nc.close();
      await server.stop();
    },
  };
}
