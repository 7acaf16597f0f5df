import { EXIT, type ExitCode } from '../core/index.js';

/** Why a command was asked to stop; `closed-pipe`: nobody reads our output any more. */
export type InterruptionReason = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'closed-pipe';

/** Asked to stop: the first time in good order, the second time at once. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Null while nobody asked. */
  reason(): InterruptionReason | null;
  /**
   * Has something done when somebody asks a second time, before the process ends: it gets `FAREWELL_MS`. A third time
   * waits for nothing.
   */
  atSecond(farewell: (reason: InterruptionReason) => Promise<void>): void;
}

/** Who asks twice wants to see the end at once: within a second, the end of the process included. */
const FAREWELL_MS = 700;

/** Thrown where a command cannot go on because somebody asked it to stop. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  constructor(readonly reason: InterruptionReason) {
    super(`interrupted (${reason})`);
  }
}

const EXIT_CODE: Readonly<Record<InterruptionReason, ExitCode>> = {
  SIGINT: EXIT.interrupted,
  SIGTERM: EXIT.terminated,
  SIGHUP: EXIT.terminated,
  'closed-pipe': EXIT.done,
};

export const exitCodeOf = (reason: InterruptionReason): ExitCode => EXIT_CODE[reason];

export function throwIfInterrupted(interruption: Interruption): void {
  const reason = interruption.reason();
  if (reason !== null) throw new Interrupted(reason);
}

/**
 * @param atOnce ends the process; called for the second signal, after the farewell if there is one
 * @returns the interruption and the function that asks for it
 */
export function makeInterruption(atOnce: (code: ExitCode) => void): {
  readonly interruption: Interruption;
  readonly interrupt: (reason: InterruptionReason) => void;
} {
  const controller = new AbortController();
  let first: InterruptionReason | null = null;
  let farewell: ((reason: InterruptionReason) => Promise<void>) | null = null;
  const leave = (reason: InterruptionReason): void => {
    const last = farewell;
    farewell = null;
    const end = (): void => atOnce(exitCodeOf(reason));
    if (last === null) end();
    else void Promise.race([last(reason), new Promise((resolve) => setTimeout(resolve, FAREWELL_MS))]).then(end, end);
  };
  return {
    interruption: {
      signal: controller.signal,
      reason: () => first,
      atSecond: (work) => {
        farewell = work;
      },
    },
    interrupt: (reason) => {
      if (first === null) {
        first = reason;
        controller.abort(new Interrupted(reason));
      } else if (reason !== 'closed-pipe') leave(reason);
    },
  };
}

/** `timeout`, npm and terminals may deliver one request to stop twice, to us and to our group; nobody asks twice so fast. */
export const ECHO_MS = 50;

/** Passes requests on, but for those that only repeat the one before. @param now milliseconds of any clock */
export function withoutEchoes(
  interrupt: (reason: InterruptionReason) => void,
  now: () => number,
): (reason: InterruptionReason) => void {
  let last: { readonly reason: InterruptionReason; readonly at: number } | null = null;
  return (reason) => {
    const isEcho = last !== null && last.reason === reason && now() - last.at < ECHO_MS;
    last = { reason, at: now() };
    if (!isEcho) interrupt(reason);
  };
}
