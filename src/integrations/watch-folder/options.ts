import type { Client, Submission } from '../../client/index.js';
import type { Settings } from '../../config/index.js';
import type { Clock } from '../../core/index.js';
import type { BookFile, OrderSurroundings, SentWishes } from '../../ordering/index.js';
import type { Logger } from '../../telemetry/index.js';

export type WatchLog = Pick<Logger, 'info' | 'warn'>;

/** What is watched, and what becomes of the books there. */
export interface WatchOptions {
  /** Absolute. */
  readonly folder: string;
  readonly client: Client;
  /** What books are ordered with, where no `wishes.json` says otherwise; `outputLibrary` is where they go when finished. */
  readonly configuration: Settings;
  readonly here: OrderSurroundings;
  readonly clock: Clock;
  readonly log: WatchLog;
  /** Ends the watching. */
  readonly signal: AbortSignal;
  /** Look again and again, for network shares, which tell of no change; default: wait to be told. */
  readonly polling?: boolean | undefined;
}

/** Reads a book and gives it to the cluster. Throws UserErrors. */
export type TakeOrder = (file: BookFile, wishes: SentWishes) => Promise<Submission>;
