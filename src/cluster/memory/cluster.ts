import type { Clock } from '../../core/index.js';
import type { Cluster } from '../ports/index.js';
import { MemoryControlBoard, MemoryLeaseBoard, MemoryNodeBoard } from './boards.js';
import { MemoryCheckpointStore } from './checkpoints.js';
import { MemoryClipStore } from './clips.js';
import { MemoryDeadLetters } from './dead-letters.js';
import { MemoryEventBoard } from './events.js';
import { MemoryMailboxes } from './mail.js';
import { MemoryObjectStore } from './objects.js';
import { MemoryRateBoard } from './rates.js';
import { MemoryRecordBoard } from './records.js';
import { MemoryWorkQueue } from './work.js';

export interface MemoryClusterOptions {
  readonly clock: Clock;
  readonly partitions?: number;
  readonly mailLeaseMs?: number;
  readonly workLeaseMs?: number;
  readonly beatEveryMs?: number;
  readonly duplicateWindowMs?: number;
}

/** A cluster of one process; concrete types, so that tests can look inside. */
export interface MemoryCluster extends Cluster {
  readonly mail: MemoryMailboxes;
  readonly work: MemoryWorkQueue;
  readonly events: MemoryEventBoard;
}

/** The same times as the topology on a server, so that what is tested here holds there. */
const DEFAULTS = {
  partitions: 4,
  mailLeaseMs: 15_000,
  workLeaseMs: 20_000,
  beatEveryMs: 6_000,
  duplicateWindowMs: 30 * 60_000,
};

/** Every port in memory: lives by the clock given, forgets everything with the process. */
export function createMemoryCluster(options: MemoryClusterOptions): MemoryCluster {
  const settings = { ...DEFAULTS, ...options };
  const { clock, duplicateWindowMs } = settings;
  return {
    mail: new MemoryMailboxes({ ...settings, leaseMs: settings.mailLeaseMs }),
    work: new MemoryWorkQueue({ ...settings, leaseMs: settings.workLeaseMs }),
    checkpoints: new MemoryCheckpointStore(),
    events: new MemoryEventBoard(clock, duplicateWindowMs),
    clips: new MemoryClipStore(clock),
    books: new MemoryObjectStore(),
    audio: new MemoryObjectStore(),
    voices: new MemoryObjectStore(),
    deadLetters: new MemoryDeadLetters(clock, duplicateWindowMs),
    control: new MemoryControlBoard(),
    nodes: new MemoryNodeBoard(clock),
    leases: new MemoryLeaseBoard(),
    rates: new MemoryRateBoard(),
    records: new MemoryRecordBoard(),
    // Nobody can ask from outside.
    rollCall: { answer: () => () => undefined },
    serverTime: async () => clock.now(),
    close: async () => {},
  };
}
