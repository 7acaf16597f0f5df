import type { LifecycleEvent, Telemetry } from '../cluster/ports/index.js';

/** Turns come by the thousand, and what is announced a script hears from the cluster; both stay in the log. */
const LEFT_OUT: ReadonlySet<LifecycleEvent['type']> = new Set(['turn-taken', 'turn-conflict', 'announced']);

/** Lifecycle events as objects of the `--json` stream: `{"type":"work-started",…}`. */
export function ndjsonTelemetry(write: (event: LifecycleEvent) => void): Telemetry {
  return {
    emit: (event) => {
      if (!LEFT_OUT.has(event.type)) write(event);
    },
  };
}
