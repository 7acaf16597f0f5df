import type { Cluster, ControlBoard } from '../cluster/ports/index.js';
import type { Clock } from '../core/index.js';
import { isWithin, minuteOfDay, readHours } from './hours.js';

/** Hours are written in minutes; nobody waits for the last of them. */
const LOOK_EVERY_MS = 10_000;

/** A cluster for a host with hours: its slots look again at what they may take when the hours begin and end. */
export interface KeptHours {
  readonly cluster: Cluster;
  isResting(): boolean;
}

/** @param text as the settings have it; null: it always works. @param clock of this machine: hours are those on its own wall */
export function keepHours(cluster: Cluster, text: string | null, clock: Clock, signal: AbortSignal): KeptHours {
  if (text === null) return { cluster, isResting: () => false };
  const hours = readHours(text);
  const isResting = (): boolean => !isWithin(hours, minuteOfDay(clock.now()));
  const listeners = new Set<() => void>();
  void tellTurns(isResting, clock, signal, () => {
    for (const listener of [...listeners]) listener();
  });
  return { cluster: { ...cluster, control: heardBy(cluster.control, listeners) }, isResting };
}

async function tellTurns(isResting: () => boolean, clock: Clock, signal: AbortSignal, tell: () => void): Promise<void> {
  let rested = isResting();
  while (!signal.aborted) {
    await clock.sleep(LOOK_EVERY_MS, signal);
    if (isResting() === rested) continue;
    rested = !rested;
    tell();
  }
}

const heardBy = (control: ControlBoard, listeners: Set<() => void>): ControlBoard => ({
  set: (job, state) => control.set(job, state),
  current: (job) => control.current(job),
  forget: (job) => control.forget(job),
  setNodeOrder: (node, order) => control.setNodeOrder(node, order),
  nodeOrder: (node) => control.nodeOrder(node),
  onChange: (listener) => {
    const stop = control.onChange(listener);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      stop();
    };
  },
});
