import { backoffMs, CODES, EXIT, OutageError, toError, UserError } from '../../core/index.js';
import { classify } from './classify.js';
import type { Link } from './link.js';
import { pause } from './link.js';

/** Between two tries of a request that a restarting server did not take. */
const BACKOFF = { firstMs: 50, maxMs: 1_000 };
/** What a caller should wait when even our patience was not enough. */
const RETRY_AFTER_MS = 1_000;
/** Room is made by a person, or by the oldest clips going. */
const ROOM_AFTER_MS = 10_000;

/**
 * Repeats `attempt` while the server is away or its answer is lost; so `attempt` must be harmless to repeat.
 * @param what in words, for the error: `posting mail`
 * @throws OutageError when the server did not answer for the link's patience, or the store is full and the link waits for room.
 * @throws UserError when the store is full otherwise, the login may not, or the topology is missing.
 * Conflicts and bugs come out as they are.
 */
export async function patiently<T>(link: Link, what: string, attempt: () => Promise<T>): Promise<T> {
  const until = performance.now() + link.patienceMs;
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      const kind = classify(error);
      const passing = kind === 'transient' || kind === 'unknown-outcome';
      if (!passing || link.closing.aborted || performance.now() >= until) throw inWords(error, what, link);
      await pause(backoffMs(tries, BACKOFF, what), link.closing);
    }
  }
}

/** Between two tries of who waits as long as it takes. */
const PERSISTENT_BACKOFF = { firstMs: 50, maxMs: 2_000 };

/**
 * Repeats `attempt` for as long as the server is away; null when `signal` aborted or we closed the connection.
 * @throws what the server refuses for good: no such stream, a login that may not
 */
export async function persistently<T>(
  link: Link,
  what: string,
  signal: AbortSignal,
  attempt: () => Promise<T>,
): Promise<T | null> {
  for (let tries = 1; !signal.aborted && !link.closing.aborted; tries++) {
    try {
      return await attempt();
    } catch (error) {
      const kind = classify(error);
      const passing = kind === 'transient' || kind === 'unknown-outcome' || link.closing.aborted;
      if (!passing) throw inWords(error, what, link);
      await pause(backoffMs(tries, PERSISTENT_BACKOFF, what), signal, link.closing);
    }
  }
  return null;
}

/** An error of NATS as one of ours; what is not the server's doing stays what it is. */
export function inWords(thrown: unknown, what: string, link: Pick<Link, 'waitsForRoom'>): Error {
  const error = toError(thrown);
  switch (classify(error)) {
    case 'transient':
    case 'unknown-outcome':
      return new OutageError(`The server did not answer (${what}): ${error.message}`, RETRY_AFTER_MS, {
        cause: error,
      });
    case 'full':
      return link.waitsForRoom
        ? new OutageError(`The cluster's store is full (${what}): ${error.message}`, ROOM_AFTER_MS, { cause: error })
        : new UserError(
            {
              code: CODES.storeFull,
              what: `The cluster's store is full (${what}).`,
              why: error.message,
              fix: 'nats stream purge E2A_CLIPS (clips can be spoken again), or raise max_file_store in nats-server.conf',
            },
            EXIT.unavailable,
            { cause: error },
          );
    case 'forbidden':
      return new UserError(
        {
          code: CODES.serverForbidden,
          what: `This login is not allowed to do that on the server (${what}).`,
          why: error.message,
          fix: 'a login that may (E2A_NATS_URL): admin for orders to nodes, limits, clean and dlq; node for e2a node; client for jobs',
        },
        EXIT.unreachable,
        { cause: error },
      );
    default:
      return error;
  }
}
