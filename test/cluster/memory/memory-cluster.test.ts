import { createMemoryCluster } from '../../../src/cluster/memory/index.js';
import { describeCluster } from '../conformance/index.js';
import { createJumpingClock } from '../runtime/manual-clock.js';

const clock = createJumpingClock();
const facts = { mailLeaseMs: 15_000, workLeaseMs: 20_000, pass: (ms: number) => clock.sleep(ms), now: clock.now };

describeCluster(
  'in memory',
  async () => {
    const cluster = createMemoryCluster({ clock });
    return { cluster, stop: () => cluster.close() };
  },
  facts,
);
