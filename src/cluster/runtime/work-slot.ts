import { HostBrokenError, type WorkClass, type WorkItem } from '../../core/index.js';
import type { Cluster, WorkLease } from '../ports/index.js';
import { attempt, type Ending, type Performer } from './attempt.js';
import { Baton } from './baton.js';
import { type HeldWork, holdWork } from './held-work.js';
import { tryTo, waitAfter } from './port-errors.js';
import { drop, type FailureRules, giveBack, type SettleHouse, settleWork } from './settle-work.js';

export interface WorkHouse extends SettleHouse {
  readonly cluster: Pick<Cluster, 'mail' | 'work' | 'control'>;
}

/** One place where one item at a time is worked on. */
export interface SlotSpec extends FailureRules {
  /** For logs: `speech-1`. */
  readonly name: string;
  readonly workClass: WorkClass;
  readonly performer: Performer;
  /** The longest an item may take, in milliseconds; then it is stopped and given up. */
  deadlineMs(item: WorkItem): number;
  /** False while the slot should hold one item only (near the end of a book, on a slow node). Default: always true. */
  mayLookAhead?(): boolean;
}

export interface WorkSlot {
  /** Stops pulling, hands back what was not begun, lets the current item finish within `graceMs`, then stops it. */
  drain(graceMs: number): Promise<void>;
  /** Resolves when the slot was drained; rejects when it cannot go on (`HostBrokenError` or a fatal error). */
  readonly done: Promise<void>;
}

/** At most two leased items: one being worked on, and one that follows or is being handed over. */
const LANES = 2;
/** One open pull per slot; longer would only delay noticing that a consumer is gone. */
const PULL_WAIT_MS = 5_000;
/** A paused job's item is looked at again after this. */
const PAUSED_NAK_MS = 10_000;
/** An item of an actor kind that only newer hosts know is left to them. */
const STRANGE_NAK_MS = 30_000;

/** What the lanes of a slot share. */
interface Slot extends SlotSpec {
  readonly house: WorkHouse;
  readonly stopping: AbortController;
  /** The right to have an open pull. */
  readonly pulling: Baton;
  /** The right to work. */
  readonly working: Baton;
  readonly held: Set<HeldWork>;
  /** False until the queue of the class is known to be there, and again when a pull failed. */
  offered: boolean;
}

/**
 * Serves one slot with two lanes. Each holds one item at a time and they take turns in working, so that an item is
 * pulled, and another handed over, while a third party (the inference child) is busy.
 */
export function startSlot(spec: SlotSpec, house: WorkHouse): WorkSlot {
  const slot: Slot = {
    ...spec,
    house,
    stopping: new AbortController(),
    pulling: new Baton(),
    working: new Baton(),
    held: new Set(),
    offered: false,
  };
  const lanes = Array.from({ length: LANES }, () => runLane(slot));
  const ended = Promise.allSettled(lanes);
  return { done: Promise.all(lanes).then(() => {}), drain: (graceMs) => drainSlot(slot, graceMs, ended) };
}

async function drainSlot(slot: Slot, graceMs: number, ended: Promise<unknown>): Promise<void> {
  slot.stopping.abort();
  const over = new AbortController();
  await Promise.race([ended, slot.house.clock.sleep(graceMs, over.signal)]);
  over.abort();
  for (const held of slot.held) held.stop('host-stops');
  await ended;
}

async function runLane(slot: Slot): Promise<void> {
  try {
    while (!slot.stopping.signal.aborted) await serveNext(slot);
  } finally {
    slot.stopping.abort(); // a lane that breaks takes the slot with it
  }
}

async function serveNext(slot: Slot): Promise<void> {
  const next = await holdNext(slot);
  if (next === null) return;
  try {
    const where = `work ${next.held.id}`;
    if (await next.turn) await tryTo(() => serve(next.held, slot), where, slot.house);
    else await tryTo(() => giveBack(next.held, 0, 'not begun', slot.house), where, slot.house);
  } finally {
    next.held.letGo();
    slot.held.delete(next.held);
  }
}

/** The next item, and its turn to be worked on; asked for by one lane at a time. */
async function holdNext(slot: Slot): Promise<{ held: HeldWork; turn: Promise<boolean> } | null> {
  const { house, stopping } = slot;
  if (!(await slot.pulling.take(stopping.signal))) return null;
  try {
    // Who may not look ahead waits for the turn before it asks for an item, not after.
    const early = slot.mayLookAhead?.() === false ? slot.working.take(stopping.signal) : null;
    if (early !== null && !(await early)) return null;
    const lease = await pull(slot);
    if (lease === null) return null;
    const held = holdWork(lease, house.cluster, house);
    slot.held.add(held);
    return { held, turn: early ?? slot.working.take(stopping.signal) };
  } finally {
    slot.pulling.pass();
  }
}

/** Waits for an item, over passing errors; null only when the slot stops. */
async function pull(slot: Slot): Promise<WorkLease | null> {
  const { house, stopping } = slot;
  let failures = 0;
  while (!stopping.signal.aborted) {
    try {
      const lease = await pullOnce(slot);
      if (lease !== null) return lease;
      failures = 0;
    } catch (error) {
      failures++;
      slot.offered = false;
      await waitAfter(error, failures, `pull ${slot.name}`, house, stopping.signal);
    }
  }
  return null;
}

async function pullOnce(slot: Slot): Promise<WorkLease | null> {
  const { work } = slot.house.cluster;
  if (!slot.offered) await work.offer(slot.workClass);
  slot.offered = true;
  return work.pull(slot.workClass, PULL_WAIT_MS, slot.stopping.signal);
}

async function serve(held: HeldWork, slot: Slot): Promise<void> {
  let free = false;
  const slotFree = (): void => {
    if (!free) slot.working.pass();
    free = true;
  };
  try {
    const { house, performer } = slot;
    const control = house.cluster.control.current(held.item.job);
    if (control === 'cancel') return await drop(held, 'the job is cancelled', house);
    if (!house.behaviors.has(held.item.replyTo.kind))
      return await giveBack(held, STRANGE_NAK_MS, `it belongs to a ${held.item.replyTo.kind}, unknown here`, house);
    if (control === 'pause') return await giveBack(held, PAUSED_NAK_MS, 'the job is paused', house);
    house.telemetry.emit({ type: 'work-started', id: held.id, task: held.item.task.type, class: slot.workClass });
    const ending = await attempt(held, performer, slot.deadlineMs(held.item), slotFree, house);
    if (breaksSlot(ending)) slot.stopping.abort(); // before the slot is passed on: nothing more begins here
    slotFree();
    await settleWork(held, ending, slot, house);
  } finally {
    slotFree();
  }
}

const breaksSlot = (ending: Ending): boolean => ending.type === 'failed' && ending.error instanceof HostBrokenError;
