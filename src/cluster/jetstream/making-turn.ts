import { nuid } from '@nats-io/transport-node';
import { CODES, UserError } from '../../core/index.js';
import { jetStreamLeases } from './lease-board.js';
import type { Link } from './link.js';
import { serverTime } from './server-time.js';
import { kvStream, LEASE_BUCKET } from './subjects.js';

/** Key in the bucket of leases, for the right to measure the store and to make streams in it. */
const TURN = 'topology';
/** One step (a size test, a dozen streams) takes far less. A host that is killed in its turn holds up the others for so long. */
export const TURN_MS = 4_000;
/** Part of a turn that may pass before it is renewed: alone on a quick server nobody renews at all. */
const RENEW_AFTER = 0.25;

/** The right of one host at a time: two that measure at once take each other's room. */
export interface MakingTurn {
  /** Before every step: the others wait for who goes on. */
  goOn(): Promise<void>;
  end(): Promise<void>;
}

/** Of who goes on without one. */
export const NO_TURN: MakingTurn = { goOn: () => Promise.resolve(), end: () => Promise.resolve() };

/**
 * Needs the bucket of leases. Its end is told by the server's clock, so hosts may have theirs as they like.
 * @returns null while another host has it
 */
export async function takeTurn(link: Link, turnMs: number): Promise<MakingTurn | null> {
  const holder = nuid.next();
  const leases = await jetStreamLeases(link);
  let renewedAt = performance.now();
  const acquire = async (): Promise<boolean> => {
    renewedAt = performance.now();
    return await leases.acquire(TURN, holder, turnMs, await serverTime(link, kvStream(LEASE_BUCKET)));
  };
  try {
    if (!(await acquire())) return null;
  } catch (error) {
    // Whether it may make streams is another right, and for the server to say.
    if (error instanceof UserError && error.failure.code === CODES.serverForbidden) return NO_TURN;
    throw error;
  }
  return {
    // Who was too slow and lost it goes on all the same: what two make at once is made once.
    goOn: async () => {
      if (performance.now() - renewedAt >= turnMs * RENEW_AFTER) await acquire();
    },
    // A turn that cannot be given back ends by itself, and what happened in it is the news.
    end: () => leases.release(TURN, holder).catch(() => undefined),
  };
}
