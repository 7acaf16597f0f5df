import type { LifecycleEvent, Telemetry } from '../cluster/ports/index.js';

/** One telemetry that tells all of them; a listener that throws is left out of that one event, the others hear it. */
export function fanOut(...listeners: readonly Telemetry[]): Telemetry {
  return {
    emit: (event) => {
      for (const listener of listeners) emitSafely(listener, event);
    },
  };
}

/** For callers that show something else. */
export const silentTelemetry: Telemetry = { emit: () => undefined };

function emitSafely(listener: Telemetry, event: LifecycleEvent): void {
  try {
    listener.emit(event);
  } catch {
    // A broken screen or log must never stop a turn.
  }
}
