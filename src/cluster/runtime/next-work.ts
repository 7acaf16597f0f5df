import type { WorkLease } from '../ports/index.js';
import { chosen } from './choice.js';
import type { HeldWork } from './held-work.js';
import { tryTo, waitAfter } from './port-errors.js';
import { handBack, hold, type Slot } from './slot.js';

/** One open pull per slot; longer would only delay noticing that a consumer is gone. */
const PULL_WAIT_MS = 5_000;
/** What was pulled so lately was the most urgent there was; asking again would cost the slot a round trip for nothing. */
const FRESH_MS = 500;

/** The next item, and its turn to be worked on; asked for by one lane at a time. */
export async function holdNext(slot: Slot): Promise<{ held: HeldWork; turn: Promise<boolean> } | null> {
  const { pulling, working, door } = slot;
  if (!(await pulling.take(door.signal))) return null;
  try {
    // Who may not look ahead waits for the turn before it asks for an item, not after.
    const early = slot.mayLookAhead?.() === false ? working.take(door.signal) : null;
    if (early !== null && !(await early)) return null;
    const held = await pullChosen(slot, early !== null);
    if (held !== null) return { held, turn: early ?? working.take(door.signal) };
    if (early !== null) working.pass();
    return null;
  } finally {
    pulling.pass();
  }
}

/** An item this slot chose to keep; null when it handed it back, or takes nothing now. */
async function pullChosen(slot: Slot, hasTurn: boolean): Promise<HeldWork | null> {
  const { house, door } = slot;
  const lease = await pull(slot);
  if (lease === null) return null;
  const held = hold(lease, slot);
  const choice = await chosen(held, slot);
  if (choice.type === 'leave') {
    await handBack(held, choice.nakMs, choice.reason, slot);
    if (choice.restMs > 0) await house.clock.sleep(choice.restMs, door.signal);
    return null;
  }
  if (choice.ahead || hasTurn || slot.working.free) return held;
  await handBack(held, 0, 'not to be held in advance', slot);
  return null;
}

/** What a slot that held an item in advance begins: something more urgent, or that item if it would still choose it. */
export async function freshened(held: HeldWork, slot: Slot): Promise<HeldWork | null> {
  const { house } = slot;
  if (house.clock.now() - held.since < FRESH_MS) return held;
  if (held.item.priority !== 'p0') {
    const urgent = await pullUrgent(slot);
    if (urgent !== null) {
      await handBack(held, 0, 'something urgent came', slot);
      return urgent;
    }
  }
  return ifChosen(held, slot);
}

async function pullUrgent(slot: Slot): Promise<HeldWork | null> {
  const { house, workClass } = slot;
  const found: { held: HeldWork | null } = { held: null };
  const ask = async (): Promise<void> => {
    const lease = await house.cluster.work.pullUrgent(workClass);
    if (lease !== null) found.held = hold(lease, slot);
  };
  await tryTo(ask, `pull ${slot.name}`, house);
  return found.held && ifChosen(found.held, slot);
}

/** What the slot chooses stays with it; anything else goes back. */
async function ifChosen(held: HeldWork, slot: Slot): Promise<HeldWork | null> {
  const choice = await chosen(held, slot);
  if (choice.type === 'take') return held;
  await handBack(held, choice.nakMs, choice.reason, slot);
  return null;
}

/** Waits for an item, over passing errors; null only when the slot may take nothing any more, or for now. */
async function pull(slot: Slot): Promise<WorkLease | null> {
  const { house, door } = slot;
  const { signal } = door;
  let failures = 0;
  while (!signal.aborted) {
    try {
      const lease = await pullOnce(slot, signal);
      if (lease !== null) return lease;
      failures = 0;
    } catch (error) {
      failures++;
      slot.offered = false;
      await waitAfter(error, failures, `pull ${slot.name}`, house, signal);
    }
  }
  return null;
}

async function pullOnce(slot: Slot, signal: AbortSignal): Promise<WorkLease | null> {
  const { work } = slot.house.cluster;
  if (!slot.offered) await work.offer(slot.workClass);
  slot.offered = true;
  return work.pull(slot.workClass, PULL_WAIT_MS, signal);
}
