import pino from 'pino';
import { scrubberOf } from './scrub-secrets.js';

export type Logger = pino.Logger;
export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug' | 'trace';
/** `json`: one object a line, for log collectors. `text`: one sentence a line, for people. */
export type LogFormat = 'json' | 'text';

/** Who writes the log: the same on each of its lines. */
export interface LogWriter {
  /** `book`, `synth`, `all`, …; absent: none. */
  readonly role?: string | undefined;
  /** Asked for at each line: a node gets its name only when it has joined. */
  readonly node?: (() => string | undefined) | undefined;
  /** Values that must stand on no line; those of the usual shapes are hidden without being named. */
  readonly secrets?: readonly string[] | undefined;
}

const SERVICE = 'e2a';
/** What people who read along do not want on every line. */
const LEFT_OUT_OF_TEXT = new Set(['level', 'time', 'msg', 'service', 'role', 'node', 'traceId']);

/**
 * A logger that writes whole lines; `write` must not throw. Fields of each line: `time` (ISO), `level` (its name),
 * `service`, `role`, `node`, `msg`, and where they are known `code`, `jobId`, `chapter`, `segment`, `attempt`, `traceId`,
 * `durMs`. No secret stands on a line, whatever was given to it.
 */
export function createLogger(
  level: LogLevel,
  format: LogFormat,
  write: (line: string) => void,
  { role, node, secrets = [] }: LogWriter = {},
): Logger {
  const scrub = scrubberOf(secrets);
  const options: pino.LoggerOptions = {
    level,
    base: { service: SERVICE, ...(role === undefined ? {} : { role }) },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    mixin: () => ({ node: node?.() }),
  };
  return pino(options, { write: (line: string) => write(format === 'json' ? scrub(line) : asText(scrub(line))) });
}

/** Names of files and books are on the lines: they command no terminal. */
const COMMANDS = /(?![\n\t])\p{Cc}/gu;

/** `12:04:31 info  work finished task=speak durMs=812`; what has several lines is indented, so that none looks like another's. */
function asText(line: string): string {
  const entry = JSON.parse(line) as Record<string, unknown>;
  const time = String(entry['time']).slice(11, 19);
  const facts = Object.entries(entry)
    .filter(([key]) => !LEFT_OUT_OF_TEXT.has(key))
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const text = [time, String(entry['level']).padEnd(5), entry['msg'], ...facts].join(' ');
  return `${text.replace(COMMANDS, '').replaceAll('\n', '\n  ')}\n`;
}
