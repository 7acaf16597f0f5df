import { backoffMs, EXIT, type ExitCode } from '../../core/index.js';

/** How a child node ended. */
export interface ChildEnd {
  readonly code: number | null;
  readonly signal: string | null;
  /** It could not even be started. */
  readonly error: Error | null;
}

/** How it went before. */
export interface History {
  /** Bad ends one after another, with no long life between them. */
  readonly failures: number;
  /** It has lived long once: what it was started with is right. */
  readonly everWorked: boolean;
}

export const NO_HISTORY: History = { failures: 0, everWorked: false };

export type Verdict =
  /** It was asked to, by an order to the node. */
  | { readonly type: 'left' }
  | { readonly type: 'restart'; readonly afterMs: number; readonly history: History }
  | { readonly type: 'giveUp'; readonly exitCode: ExitCode; readonly why: string };

/** Who lived a minute has proven its device, loaded its voice and found its cluster. */
export const STEADY_MS = 60_000;
/** A GPU that comes back does so within a minute or two. */
export const MOST_RESTARTS = 5;
const BACKOFF = { firstMs: 1_000, maxMs: 30_000 };

/** Pure: what becomes of a child node that has ended. */
export function verdictOn(end: ChildEnd, history: History, ranMs: number, name: string): Verdict {
  if (end.code === EXIT.done) return { type: 'left' };
  const steady = ranMs >= STEADY_MS;
  const everWorked = history.everWorked || steady;
  if (end.code === EXIT.usage) return { type: 'giveUp', exitCode: EXIT.usage, why: 'it was started wrongly' };
  if (!everWorked && end.code === EXIT.unreachable)
    return { type: 'giveUp', exitCode: EXIT.unreachable, why: 'it found no cluster' };
  if (!everWorked && end.code === EXIT.unavailable)
    return { type: 'giveUp', exitCode: EXIT.unavailable, why: 'its GPU, its voice or a program cannot be used' };
  const failures = steady ? 1 : history.failures + 1;
  if (failures > MOST_RESTARTS)
    return {
      type: 'giveUp',
      exitCode: EXIT.unavailable,
      why: `it ended badly ${failures} times in a row (${endWords(end)})`,
    };
  return { type: 'restart', afterMs: backoffMs(failures, BACKOFF, name), history: { failures, everWorked } };
}

/** `SIGKILL`, `exit 7`. */
export const endWords = ({ code, signal, error }: ChildEnd): string =>
  error?.message ?? signal ?? `exit ${code ?? 'unknown'}`;
