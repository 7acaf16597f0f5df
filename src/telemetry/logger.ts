import pino from 'pino';

export type Logger = pino.Logger;
export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug' | 'trace';
/** `json`: one object a line, for log collectors. `text`: one sentence a line, for people. */
export type LogFormat = 'json' | 'text';

const ENTRY_KEYS = new Set(['level', 'time', 'msg']);

/** A logger that writes whole lines; `write` must not throw. */
export function createLogger(level: LogLevel, format: LogFormat, write: (line: string) => void): Logger {
  const options: pino.LoggerOptions = { level, base: null, formatters: { level: (label) => ({ level: label }) } };
  return pino(options, { write: format === 'json' ? write : (line: string) => write(asText(line)) });
}

/** `12:04:31 info  work finished  task=speak ms=812` */
function asText(line: string): string {
  const entry = JSON.parse(line) as Record<string, unknown>;
  const time = new Date(Number(entry['time'])).toISOString().slice(11, 19);
  const facts = Object.entries(entry)
    .filter(([key]) => !ENTRY_KEYS.has(key))
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return `${[time, String(entry['level']).padEnd(5), entry['msg'], ...facts].join(' ')}\n`;
}
