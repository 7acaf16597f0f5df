import { connectCluster, isOlder, OLDEST_SERVER } from '../../../src/cluster/jetstream/index.js';
import { natsServerPrograms, startNats } from '../../support/nats.js';
import { describeCluster, REAL_TIME } from '../conformance/index.js';

/** Short leases, or these tests would wait for minutes; the times themselves are the server's business. */
const LEASES = { mailMs: 2_000, workMs: 2_000 };

for (const { version, program } of natsServerPrograms()) {
  if (isOlder(version, OLDEST_SERVER)) continue;
  describeCluster(
    `JetStream on nats-server ${version}`,
    async () => {
      const server = await startNats({ program });
      const cluster = await connectCluster({
        servers: server.url,
        name: 'e2a/test/conformance',
        kinds: ['book', 'chapter', 'counter'],
        leases: LEASES,
      });
      return {
        cluster,
        stop: async () => {
          await cluster.close();
          await server.stop();
        },
      };
    },
    { mailLeaseMs: LEASES.mailMs, workLeaseMs: LEASES.workMs, ...REAL_TIME },
  );
}
