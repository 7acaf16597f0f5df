import type { Address, Instant, JobId, Message } from '../../core/index.js';

/** One message on its way to one actor. `id` is assigned by the sender and is the publish id. */
export interface Envelope {
  readonly id: string;
  readonly to: Address;
  readonly schemaVersion: number;
  readonly sentAt: Instant;
  readonly message: Message;
  /** W3C trace context: what it came of. */
  readonly traceparent?: string | undefined;
}

/** A message taken from a mailbox; its lease runs until it is settled. */
export interface MailDelivery {
  /** As it came; the runtime decodes it. */
  readonly payload: Uint8Array;
  /** From 1; not durable across a server kill, so never counted upon. */
  readonly deliveryCount: number;
  /** Settled: never delivered again. */
  ack(): Promise<void>;
  /** Handed back; delivered again after `delayMs`. */
  nak(delayMs: number): Promise<void>;
  /** Never deliver again: it was not understood. */
  terminate(reason: string): Promise<void>;
}

/** The oldest mail of an actor that nobody has settled yet. */
export interface WaitingMail {
  readonly to: Address;
  readonly since: Instant;
  /** Null when it cannot be read. */
  readonly message: Message | null;
}

/** Durable mailboxes: per actor in order, one at a time per partition, at least once. */
export interface Mailboxes {
  /** Partitions per kind; fixed when the topology was made. */
  readonly partitions: number;
  /** Stored when it resolves; the same id twice is stored once (within the duplicate window). */
  post(envelope: Envelope): Promise<void>;
  /** The next message of a partition, or null when none came within `waitMs` or `signal` aborted. */
  take(kind: string, partition: number, waitMs: number, signal: AbortSignal): Promise<MailDelivery | null>;
  /** For screens: actors of a kind with unsettled mail, or one of them. */
  waiting(kind: string, job?: JobId): Promise<readonly WaitingMail[]>;
}
