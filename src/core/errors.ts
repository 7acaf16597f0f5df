import { CODES } from './error-codes.js';

/** Exit codes of the `e2a` command; documented in README.md. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  partial: 3,
  unreachable: 4,
  notFound: 5,
  badInput: 6,
  unavailable: 7,
  stillRunning: 8,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** An error as data: what happened, why we think so, what mends it. Travels in messages, rests in checkpoints. */
export interface Failure {
  /** Stable, `E2A-nnnn`; see `error-codes.ts`. */
  readonly code: string;
  readonly what: string;
  readonly why?: string | undefined;
  /** A command or one sentence that mends it. */
  readonly fix?: string | undefined;
}

/** What passes by itself: the same may be asked again in a while. */
const PASSING: readonly string[] = [
  CODES.serverUnreachable,
  CODES.serverFailed,
  CODES.workOverdue,
  CODES.speechServer,
  CODES.busy,
  CODES.tooOften,
];

/** An error made for a person to read. Everything that reaches the command line as anything else is a bug. */
export class UserError extends Error {
  override readonly name = 'UserError';
  constructor(
    readonly failure: Failure,
    readonly exitCode: ExitCode,
    options?: ErrorOptions,
  ) {
    super(failure.what, options);
  }

  /** Stable, `E2A-nnnn`. */
  get code(): string {
    return this.failure.code;
  }

  /** What mends it; null where nobody knows. */
  get hint(): string | null {
    return this.failure.fix ?? null;
  }

  /** Asked again in a while it may work, with nothing changed. */
  get retryable(): boolean {
    return PASSING.includes(this.failure.code) || this.exitCode === EXIT.stillRunning;
  }
}

/** The attempt failed for a passing reason: the same item may be tried again after `retryAfterMs`. */
export class RetryableError extends Error {
  override readonly name = 'RetryableError';
  constructor(
    message: string,
    readonly retryAfterMs: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What the work needs is away (the server, room in its store): the item is not to blame, and waits as long as it takes. */
export class OutageError extends RetryableError {}

/** Trying again cannot help: the item is given up and its owner is told. */
export class TerminalError extends Error {
  override readonly name = 'TerminalError';
  constructor(
    readonly failure: Failure,
    options?: ErrorOptions,
  ) {
    super(failure.what, options);
  }
}

/** This host cannot do this kind of work any more: it hands back what it holds and stops. */
export class HostBrokenError extends Error {
  override readonly name = 'HostBrokenError';
}

/** The one place where something unknown becomes an Error. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** An error as data; a `UserError` or `TerminalError` keeps its own words. */
export function toFailure(thrown: unknown, code: string): Failure {
  if (thrown instanceof UserError || thrown instanceof TerminalError) return thrown.failure;
  return { code, what: toError(thrown).message };
}
