import type { LifecycleEvent, Telemetry } from '../cluster/ports/index.js';
import type { Logger, LogLevel } from './logger.js';

type LoudLevel = Exclude<LogLevel, 'silent'>;

/** How loud each event is: a healthy node says little at `info`. */
const LEVEL: Readonly<Record<LifecycleEvent['type'], LoudLevel>> = {
  'turn-taken': 'debug',
  'turn-conflict': 'debug',
  'mail-refused': 'error',
  'work-started': 'debug',
  'work-finished': 'info',
  'work-retried': 'warn',
  'work-given-up': 'error',
  'work-returned': 'info',
  announced: 'debug',
  'host-stopping': 'info',
  connection: 'warn',
  trouble: 'warn',
};

/** Lifecycle events as log lines. */
export function logTelemetry(logger: Logger): Telemetry {
  return {
    emit: (event) => {
      const { type, ...facts } = event;
      logger[LEVEL[type]](facts, type.replaceAll('-', ' '));
    },
  };
}
