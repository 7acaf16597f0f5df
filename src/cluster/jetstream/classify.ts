import { JetStreamApiError } from '@nats-io/jetstream';
import { JetStreamStatusError, jserrors } from '@nats-io/jetstream/internal';
import { errors } from '@nats-io/transport-node';

/**
 * What an error of the broker means for us.
 * - `unknown-outcome`: it may have happened; repeat with the same id, or look.
 * - `transient`: it did not happen; repeat.
 * - `conflict`: somebody wrote in between, or the thing exists already.
 * - `full`: a byte or message limit.
 * - `gone`: the stream, consumer or message does not exist.
 * - `forbidden`: this login may not.
 * - `bug`: our mistake.
 */
export type ErrorClass = 'unknown-outcome' | 'transient' | 'conflict' | 'full' | 'gone' | 'forbidden' | 'bug';

/** JetStream `err_code`s with a meaning of their own; the server's error table is the source. */
const BY_CODE: Readonly<Record<number, ErrorClass>> = {
  10004: 'transient', // cluster incomplete
  10005: 'full', // no suitable peers: too few servers are up, or none has the room
  10008: 'transient', // JetStream system temporarily unavailable
  10009: 'transient', // cluster not leader
  10013: 'conflict', // consumer name already in use
  10014: 'gone', // consumer not found
  10023: 'full', // insufficient resources
  10028: 'full', // storage resources exceeded
  10037: 'gone', // no message found
  10039: 'forbidden', // JetStream not enabled for the account
  10047: 'full', // insufficient storage resources
  10058: 'conflict', // stream name already in use
  10059: 'gone', // stream not found
  10071: 'conflict', // wrong last sequence
  10074: 'full', // more than one copy, and only one server
  10077: 'full', // maximum bytes, messages, or messages per subject
  10105: 'conflict', // consumer already exists
  10148: 'conflict', // consumer already exists
  10158: 'transient', // duplicate message id is in process
  10164: 'transient', // another write of that subject is under way, perhaps our own earlier try: which one wins is not known yet
  10167: 'transient', // too many requests
};

const HTTP_BUSY = 429;
const HTTP_UNAVAILABLE = 503;
const STATUS_NOT_FOUND = 404;
const STATUS_TIMEOUT = 408;
const STATUS_CONFLICT = 409;

/** Only this wording of 10077 means "an item of that name is queued"; any other means that the stream is full. */
const PER_SUBJECT_LIMIT = 'maximum messages per subject exceeded';
const LIMIT_REACHED = 10077;

const SOCKET_ERRORS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** The one place that decides what an error of NATS means. */
export function classify(error: unknown): ErrorClass {
  if (!(error instanceof Error)) return 'bug';
  if (error instanceof errors.TimeoutError) return 'unknown-outcome';
  if (error instanceof JetStreamApiError) return classOfApiError(error);
  if (error instanceof JetStreamStatusError) return classOfStatus(error);
  if (error instanceof jserrors.JetStreamNotEnabled) return classOfCause(error, 'transient');
  if (error instanceof errors.RequestError) return classOfRequest(error);
  if (isForbidden(error)) return 'forbidden';
  return isBroken(error) ? 'transient' : 'bug';
}

/** True for the answer "one message of that subject is already there". */
export const isAlreadyQueued = (error: unknown): boolean =>
  error instanceof JetStreamApiError && error.code === LIMIT_REACHED && error.message.includes(PER_SUBJECT_LIMIT);

/** True when the stream, consumer or message does not exist. */
export const isGone = (error: unknown): boolean => classify(error) === 'gone';

/** The library's own words when the connection is closed under a waiting request. */
const CLOSED_UNDERNEATH = 'connection closed';

const classOfRequest = (error: Error & { isNoResponders(): boolean }): ErrorClass =>
  error.isNoResponders() || error.message === CLOSED_UNDERNEATH ? 'transient' : classOfCause(error, 'bug');

function classOfApiError(error: JetStreamApiError): ErrorClass {
  const known = BY_CODE[error.code];
  if (known !== undefined) return known;
  return error.status === HTTP_UNAVAILABLE || error.status === HTTP_BUSY ? 'transient' : 'bug';
}

function classOfStatus(error: JetStreamStatusError): ErrorClass {
  switch (error.code) {
    case STATUS_NOT_FOUND:
      return 'gone';
    case STATUS_CONFLICT:
      return /deleted/i.test(error.message) ? 'gone' : 'transient';
    case STATUS_TIMEOUT:
    case HTTP_UNAVAILABLE:
      return 'transient';
    default:
      return 'bug';
  }
}

const classOfCause = (error: Error, otherwise: ErrorClass): ErrorClass =>
  error.cause instanceof Error && error.cause !== error ? classify(error.cause) : otherwise;

const isForbidden = (error: Error): boolean =>
  error instanceof errors.PermissionViolationError ||
  error instanceof errors.AuthorizationError ||
  error instanceof errors.UserAuthenticationExpiredError;

const isBroken = (error: Error): boolean =>
  error instanceof errors.NoRespondersError ||
  error instanceof errors.ClosedConnectionError ||
  error instanceof errors.DrainingConnectionError ||
  error instanceof errors.ConnectionError ||
  ('code' in error && typeof error.code === 'string' && SOCKET_ERRORS.has(error.code));
