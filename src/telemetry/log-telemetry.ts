import type { LifecycleEvent, Telemetry } from '../cluster/ports/index.js';
import type { Failure, Json, JsonObject } from '../core/index.js';
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

/**
 * Lifecycle events as log lines, with the fields that all lines share. Words of books are seen at `debug` only: above
 * it results are numbers, and what a failure quotes is left out.
 */
export function logTelemetry(logger: Logger): Telemetry {
  return {
    emit: (event) => {
      const words = event.type.replaceAll('-', ' ');
      const quiet = withoutWords(event);
      logger[LEVEL[event.type]](fieldsOf(quiet), words);
      if (quiet !== event) logger.debug(fieldsOf(event), `${words}: in full`);
    },
  };
}

/** The event itself where it has no words of a book. */
function withoutWords(event: LifecycleEvent): LifecycleEvent {
  switch (event.type) {
    case 'work-finished': {
      const result = countsIn(event.result);
      return Object.keys(result).length === Object.keys(event.result).length ? event : { ...event, result };
    }
    case 'work-retried': {
      const reason = withoutQuotes(event.reason);
      return reason === event.reason ? event : { ...event, reason };
    }
    case 'work-given-up': {
      const { what, why } = event.failure;
      const quiet = { what: withoutQuotes(what), why: why && withoutQuotes(why) };
      if (quiet.what === what && quiet.why === why) return event;
      return { ...event, failure: { ...event.failure, ...quiet } };
    }
    default:
      return event;
  }
}

/** Numbers and switches of a result; its words are a book's, or are told elsewhere. */
const countsIn = (result: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(result).filter(([key, value]) => key === 'type' || isCount(value)));

const isCount = (value: Json | undefined): boolean => typeof value === 'number' || typeof value === 'boolean';

/** What could not be spoken stands in quotes, from the first to the last: it may have quotes itself. */
const withoutQuotes = (words: string): string =>
  words.replace(/["“].*["”]/s, (quoted) => `[${quoted.length - 2} characters]`);

/** The names that log lines have for what events call otherwise; a failure's own fields stand beside the others. */
function fieldsOf(event: LifecycleEvent): object {
  const { type: _type, job, item, ms, failure, ...facts }: Partial<Renamed> & object = event;
  return { jobId: job, segment: item, durMs: ms, ...failure, ...facts };
}

interface Renamed {
  readonly type: string;
  readonly job: string;
  readonly item: string;
  readonly ms: number;
  readonly failure: Failure;
}
