/**
 * What runs say of themselves: typed lifecycle events to log lines and to NDJSON, for any number of listeners.
 *
 * No decision is taken here and nothing here may throw or block; progress of books is a reducer in `actors`, not telemetry.
 */
export type { LifecycleEvent, Telemetry } from '../cluster/ports/index.js';
export { fanOut, silentTelemetry } from './fan-out.js';
export { createLogger, type LogFormat, type Logger, type LogLevel, type LogWriter } from './logger.js';
export { logTelemetry } from './log-telemetry.js';
export { ndjsonTelemetry } from './ndjson-telemetry.js';
export { scrubberOf } from './scrub-secrets.js';
