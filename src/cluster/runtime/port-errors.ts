import { backoffMs, type BackoffPolicy, type Clock, HostBrokenError, toError } from '../../core/index.js';
import type { Telemetry } from '../ports/index.js';

/** What an error of a port means for a loop: wait and go on, or end the host. */
export type Classify = (error: unknown) => 'transient' | 'fatal';

/** What every loop of the runtime lives by. */
export interface LoopCare {
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly classify: Classify;
}

/** A server restart takes about 1 s; more than 5 s between tries would only be felt after it. */
const PORT_BACKOFF: BackoffPolicy = { firstMs: 200, maxMs: 5_000 };
/** Longer than a server's restart, shorter than anybody would want to keep a lease for nothing. */
const INSIST_MS = 30_000;

/** Says what went wrong and waits a little longer with every failure in a row; a fatal error is thrown on. */
export async function waitAfter(
  error: unknown,
  failures: number,
  where: string,
  care: LoopCare,
  signal?: AbortSignal,
): Promise<void> {
  if (isFatal(error, care)) throw error;
  care.telemetry.emit({ type: 'trouble', where, reason: toError(error).message });
  await care.clock.sleep(backoffMs(failures, PORT_BACKOFF, where), signal);
}

/** Repeats an idempotent call over passing errors, for about half a minute; then throws the last one. */
export async function insist<T>(call: () => Promise<T>, where: string, care: LoopCare): Promise<T> {
  const until = care.clock.now() + INSIST_MS;
  for (let failures = 1; ; failures++) {
    try {
      return await call();
    } catch (error) {
      if (care.clock.now() >= until) throw error;
      await waitAfter(error, failures, where, care);
    }
  }
}

/** Does what may fail without harm, because a lease running out does the same a little later. */
export async function tryTo(call: () => Promise<void>, where: string, care: LoopCare): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (isFatal(error, care)) throw error;
    care.telemetry.emit({ type: 'trouble', where, reason: toError(error).message });
  }
}

const isFatal = (error: unknown, care: LoopCare): boolean =>
  error instanceof HostBrokenError || care.classify(error) === 'fatal';
