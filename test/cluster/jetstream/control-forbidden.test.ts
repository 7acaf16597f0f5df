import { describe, expect, it } from 'vitest';
import { connectCluster } from '../../../src/cluster/jetstream/index.js';
import { startNats } from '../../support/nats.js';
import { eventually, TOPOLOGY_FACTS } from '../conformance/index.js';

/** May do everything, but not listen to orders for nodes. */
const CONFIG = `
authorization {
  users: [
    { user: all, password: secret }
    { user: some, password: secret, permissions: { subscribe: { deny: ["$KV.e2a_control.node.*"] } } }
  ]
}`;

describe('a login that may not listen to the orders for nodes', () => {
  it('hears of jobs, and lives', async () => {
    const server = await startNats({ config: CONFIG });
    const join = (user: string) =>
      connectCluster({ servers: server.url, name: `e2a/test/${user}`, user, pass: 'secret', embedded: true });
    const all = await join('all');
    try {
      const some = await join('some');
      try {
        await all.control.setNodeOrder('a', 'cordon');
        await all.control.set('moby-dick-7f3a', 'pause');
        const heard = await eventually(
          TOPOLOGY_FACTS,
          () => some.control.current('moby-dick-7f3a') === 'pause' || null,
        );
        expect(heard).toBe(true);
      } finally {
        await some.close();
      }
    } finally {
      await all.close();
      await server.stop();
    }
  });
});
