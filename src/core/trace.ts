import { fnv1a } from './hash.js';

/** A W3C trace context, as the header `traceparent` carries it: `00-<trace id>-<span id>-<flags>`, all hex. */
interface TraceContext {
  /** 32 digits: the same for everything that comes of one order. */
  readonly traceId: string;
  readonly flags: string;
}

/** A later version may say more at its end. */
const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const NO_VERSION = 'ff';
const FIRST_VERSION = '00';
const ZEROS = /^0+$/;
const WORD_DIGITS = 8;

function contextIn(traceparent: string): TraceContext | null {
  const [, version, traceId = '', spanId = '', flags = '', more] = TRACEPARENT.exec(traceparent) ?? [];
  if (version === undefined || version === NO_VERSION || ZEROS.test(traceId) || ZEROS.test(spanId)) return null;
  return version === FIRST_VERSION && more !== undefined ? null : { traceId, flags };
}

export const isTraceparent = (text: string): boolean => contextIn(text) !== null;

/** The trace id in it, for log lines; undefined where there is none. */
export const traceIdOf = (traceparent: string | undefined): string | undefined =>
  traceparent === undefined ? undefined : contextIn(traceparent)?.traceId;

/**
 * The context of what is published next in a trace: the same trace id, and a span id made of the publish id, so that
 * whoever publishes it again publishes the same bytes. Undefined outside of a trace.
 */
export function nextHop(traceparent: string | undefined, publishId: string): string | undefined {
  const context = traceparent === undefined ? null : contextIn(traceparent);
  if (context === null) return undefined;
  const span = word(`${context.traceId}/${publishId}`) + word(`${publishId}/${context.traceId}`);
  return `${FIRST_VERSION}-${context.traceId}-${span}-${context.flags}`;
}

/** Never zero, which no span may be. */
const word = (text: string): string => Math.max(1, fnv1a(text)).toString(16).padStart(WORD_DIGITS, '0');
