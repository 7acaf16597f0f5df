import type { WorkClass, WorkItem } from '../../core/index.js';
import type { Cluster, WorkLease } from '../ports/index.js';
import type { Performer } from './attempt.js';
import type { Baton } from './baton.js';
import type { Choice } from './choice.js';
import type { Door } from './door.js';
import type { FailureCounts } from './failure-counts.js';
import { type HeldWork, holdWork } from './held-work.js';
import { tryTo } from './port-errors.js';
import { type FailureRules, giveBack, type SettleHouse } from './settle-work.js';

export interface WorkHouse extends SettleHouse {
  readonly cluster: Pick<Cluster, 'mail' | 'work' | 'control'>;
}

/** One place where one item at a time is worked on. */
export interface SlotSpec extends Omit<FailureRules, 'failures'> {
  /** For logs: `speech-1`. */
  readonly name: string;
  readonly workClass: WorkClass;
  readonly performer: Performer;
  /** The longest an item may take, in milliseconds; then it is stopped and given up. */
  deadlineMs(item: WorkItem): number;
  /** False while the slot must take nothing new; looked at again whenever the control board changes. Default: always true. */
  mayTake?(): boolean;
  /** False while the slot should hold one item only (near the end of a book, on a slow node). Default: always true. */
  mayLookAhead?(): boolean;
  /** What the slot does with an item it was given. Default: takes it. */
  choose?(item: WorkItem): Promise<Choice>;
  /** What failed here before; default: counted for this slot alone. */
  readonly failures?: FailureCounts;
}

/** What the lanes of a slot share. */
export interface Slot extends SlotSpec {
  readonly house: WorkHouse;
  readonly failures: FailureCounts;
  readonly stopping: AbortController;
  readonly door: Door;
  /** The right to have an open pull. */
  readonly pulling: Baton;
  /** The right to work. */
  readonly working: Baton;
  readonly held: Set<HeldWork>;
  /** False until the queue of the class is known to be there, and again when a pull failed. */
  offered: boolean;
}

export function hold(lease: WorkLease, slot: Slot): HeldWork {
  const held = holdWork(lease, slot.house.cluster, slot.house);
  slot.held.add(held);
  return held;
}

export function release(held: HeldWork, slot: Slot): void {
  held.letGo();
  slot.held.delete(held);
}

/** Back to the queue, not begun. */
export async function handBack(held: HeldWork, delayMs: number, reason: string, slot: Slot): Promise<void> {
  try {
    await tryTo(() => giveBack(held, delayMs, reason, slot.house), `work ${held.id}`, slot.house);
  } finally {
    release(held, slot);
  }
}
