/**
 * What the actor runtime needs of a broker, in verbs of the domain: mail, work, checkpoints, clips, objects, boards.
 *
 * Types only. No adapter, no NATS word, no book and no voice come in here.
 */
import type { Instant } from '../../core/index.js';
import type { ControlBoard, LeaseBoard, NodeBoard } from './boards.js';
import type { CheckpointStore } from './checkpoint-store.js';
import type { ClipStore } from './clip-store.js';
import type { DeadLetters } from './dead-letters.js';
import type { Mailboxes } from './mail.js';
import type { ObjectStore } from './object-store.js';
import type { EventBoard } from './publisher.js';
import type { RateBoard } from './rate-board.js';
import type { RecordBoard } from './record-board.js';
import type { RollCall } from './roll-call.js';
import type { WorkQueue } from './work-queue.js';

export * from './boards.js';
export * from './checkpoint-store.js';
export * from './clip-store.js';
export * from './dead-letters.js';
export * from './mail.js';
export * from './object-store.js';
export * from './publisher.js';
export * from './rate-board.js';
export * from './record-board.js';
export * from './roll-call.js';
export * from './telemetry.js';
export * from './work-queue.js';

/** Everything a host or a client does with a cluster goes through these. */
export interface Cluster {
  readonly mail: Mailboxes;
  readonly work: WorkQueue;
  readonly checkpoints: CheckpointStore;
  readonly events: EventBoard;
  readonly clips: ClipStore;
  /** EPUB files and chapter plans. */
  readonly books: ObjectStore;
  /** Chapter audio and finished files. */
  readonly audio: ObjectStore;
  /** Files of voices for nodes without internet: `FOLDER/FILE`, as they lie in a voices folder. */
  readonly voices: ObjectStore;
  readonly deadLetters: DeadLetters;
  readonly control: ControlBoard;
  readonly nodes: NodeBoard;
  readonly leases: LeaseBoard;
  readonly rates: RateBoard;
  readonly records: RecordBoard;
  readonly rollCall: RollCall;
  /** The server's clock: the time that all hosts of a cluster share. */
  serverTime(): Promise<Instant>;
  close(): Promise<void>;
}
