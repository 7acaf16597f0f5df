import { HostBrokenError } from '../../core/index.js';
import { aboutWork } from './about.js';
import { attempt, type Ending } from './attempt.js';
import type { HeldWork } from './held-work.js';
import { drop, giveBack, settleWork } from './settle-work.js';
import type { Slot } from './slot.js';

/** A paused job's item is looked at again after this. */
const PAUSED_NAK_MS = 10_000;
/** An item of an actor kind that only newer hosts know is left to them. */
const STRANGE_NAK_MS = 30_000;

/** Works on an item whose turn has come, unless its job is not to go on, and passes the turn on as soon as may be. */
export async function serveWork(held: HeldWork, slot: Slot): Promise<void> {
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
    const { id, item } = held;
    const started = { type: 'work-started', id, task: item.task.type, class: slot.workClass } as const;
    house.telemetry.emit({ ...started, ...aboutWork(item) });
    const ending = await attempt(held, performer, slot.deadlineMs(held.item), slotFree, house);
    if (breaksSlot(ending)) slot.stopping.abort(); // before the slot is passed on: nothing more begins here
    slotFree();
    await settleWork(held, ending, slot, house);
  } finally {
    slotFree();
  }
}

const breaksSlot = (ending: Ending): boolean => ending.type === 'failed' && ending.error instanceof HostBrokenError;
