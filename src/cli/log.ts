import { secretParts, SETTINGS, type SettingName, type Settings } from '../config/index.js';
import {
  createLogger,
  type Logger,
  type LogLevel,
  logTelemetry,
  type LogWriter,
  type Telemetry,
} from '../telemetry/index.js';
import type { Screen } from './screen.js';

type Writer = Omit<LogWriter, 'secrets'>;

/** The log on stderr as the settings want it. @param usual the level that `auto` means for this command */
export const loggerFor = (settings: Settings, words: Screen, usual: LogLevel, writer: Writer = {}): Telemetry =>
  logTelemetry(logFor(settings, words, usual, writer));

/** The same as a log, for what writes more than lifecycle events. */
export function logFor(settings: Settings, words: Screen, usual: LogLevel, writer: Writer = {}): Logger {
  const level = settings.logLevel === 'auto' ? usual : settings.logLevel;
  const automatic = words.isTerminal ? 'text' : 'json';
  const format = settings.logFormat === 'auto' ? automatic : settings.logFormat;
  return createLogger(level, format, (line) => words.write(line), { ...writer, secrets: secretsIn(settings) });
}

/** What of their values is secret, for whoever has to take it out of something. */
export function secretsIn(settings: Settings): readonly string[] {
  return (Object.keys(SETTINGS) as SettingName[]).flatMap((name) => {
    const value = settings[name];
    if (typeof value !== 'string') return [];
    if ('secret' in SETTINGS[name]) return [value];
    return 'hidden' in SETTINGS[name] ? secretParts(value) : [];
  });
}
