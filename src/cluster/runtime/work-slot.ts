import { Baton } from './baton.js';
import { Door } from './door.js';
import { FailureCounts } from './failure-counts.js';
import type { HeldWork } from './held-work.js';
import { freshened, holdNext } from './next-work.js';
import { tryTo } from './port-errors.js';
import { serveWork } from './serve-work.js';
import { handBack, release, type Slot, type SlotSpec, type WorkHouse } from './slot.js';

export type { SlotSpec } from './slot.js';

export interface WorkSlot {
  /** Stops pulling, hands back what was not begun, lets the current item finish within `graceMs`, then stops it. */
  drain(graceMs: number): Promise<void>;
  /** Resolves when the slot was drained; rejects when it cannot go on (`HostBrokenError` or a fatal error). */
  readonly done: Promise<void>;
}

/** At most two leased items: one being worked on, and one that follows or is being handed over. */
const LANES = 2;
/**
 * Serves one slot with two lanes. Each holds one item at a time and they take turns in working, so that an item is
 * pulled, and another handed over, while a third party (the inference child) is busy.
 */
export function startSlot(spec: SlotSpec, house: WorkHouse): WorkSlot {
  const stopping = new AbortController();
  const slot: Slot = {
    failures: new FailureCounts(),
    ...spec,
    house,
    stopping,
    door: new Door(() => spec.mayTake?.() !== false, house.cluster.control, stopping.signal),
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
    while (await slot.door.opened()) await serveNext(slot);
  } finally {
    slot.stopping.abort(); // a lane that breaks takes the slot with it
  }
}

async function serveNext(slot: Slot): Promise<void> {
  const next = await holdNext(slot);
  if (next === null) return;
  if (!(await next.turn)) return handBack(next.held, 0, 'not begun', slot);
  try {
    const held = await freshened(next.held, slot);
    if (held === null) return slot.working.pass();
    await serveHeld(held, slot);
  } finally {
    release(next.held, slot);
  }
}

async function serveHeld(held: HeldWork, slot: Slot): Promise<void> {
  try {
    await tryTo(() => serveWork(held, slot), `work ${held.id}`, slot.house);
  } finally {
    release(held, slot);
  }
}
