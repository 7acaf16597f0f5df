import type { ControlBoard } from '../cluster/ports/index.js';
import type { LiveNode } from './live-node.js';

/** Resolves when the node was ordered to leave and has finished what it had begun, or when `signal` aborts. */
export function untilDrained(
  live: LiveNode,
  control: Pick<ControlBoard, 'onChange'>,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!live.mayLeave && !signal.aborted) return;
      stopControl();
      stopLive();
      signal.removeEventListener('abort', look);
      resolve();
    };
    const stopControl = control.onChange(look);
    const stopLive = live.onEnded(look);
    signal.addEventListener('abort', look);
    look();
  });
}
