import type { Settings } from '../config/index.js';
import { createLogger, type LogLevel, logTelemetry, type Telemetry } from '../telemetry/index.js';
import type { Screen } from './screen.js';

/** The log on stderr as the settings want it. @param usual the level that `auto` means for this command */
export function loggerFor(settings: Settings, words: Screen, usual: LogLevel): Telemetry {
  const level = settings.logLevel === 'auto' ? usual : settings.logLevel;
  const automatic = words.isTerminal ? 'text' : 'json';
  const format = settings.logFormat === 'auto' ? automatic : settings.logFormat;
  return logTelemetry(createLogger(level, format, (line) => words.write(line)));
}
