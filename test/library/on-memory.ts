import { createMemoryCluster, type MemoryCluster } from '../../src/cluster/memory/index.js';
import { libraryOn } from '../../src/library/library-on.js';
import { createManualClock, type ManualClock } from '../cluster/runtime/manual-clock.js';

/** The library on a cluster in memory that no host works for. */
export function onMemory(): {
  readonly cluster: MemoryCluster;
  readonly clock: ManualClock;
  readonly e2a: ReturnType<typeof libraryOn>;
} {
  const clock = createManualClock();
  const cluster = createMemoryCluster({ clock });
  const place = { env: {}, home: '/nowhere', platform: 'linux', cwd: '/nowhere' };
  return { cluster, clock, e2a: libraryOn({ ...cluster, close: async () => {} }, clock, place) };
}
