/**
 * One suite per port: what a cluster promises, whatever it is made of. Every adapter passes them.
 *
 * No adapter is imported here, and no test that only one adapter could pass.
 */
import { describeBoards } from './boards.suite.js';
import { describeCheckpoints } from './checkpoints.suite.js';
import { describeClips } from './clips.suite.js';
import type { ClusterFacts, MakeCluster } from './cluster-under-test.js';
import { TOPOLOGY_FACTS } from './cluster-under-test.js';
import { describeDeadLetters } from './dead-letters.suite.js';
import { describeEvents } from './events.suite.js';
import { describeMailboxes } from './mailboxes.suite.js';
import { describeObjects } from './objects.suite.js';
import { describeRates } from './rates.suite.js';
import { describeRecords } from './records.suite.js';
import { describeTurns } from './turns.suite.js';
import { describeWorkQueue } from './work-queue.suite.js';

export * from './cluster-under-test.js';

/** All suites, each with a cluster of its own. */
export function describeCluster(name: string, makeCluster: MakeCluster, facts: ClusterFacts = TOPOLOGY_FACTS): void {
  const suites = [
    describeMailboxes,
    describeWorkQueue,
    describeCheckpoints,
    describeEvents,
    describeClips,
    describeObjects,
    describeDeadLetters,
    describeBoards,
    describeRates,
    describeRecords,
    describeTurns,
  ];
  for (const suite of suites) suite(name, makeCluster, facts);
}
