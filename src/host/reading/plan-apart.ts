import { deserialize, serialize } from 'node:v8';
import { CODES, type Failure, TerminalError } from '../../core/index.js';
import type { PlannedBook, PlanRequest } from '../../planning/index.js';
import { compiledEntry, runProgram } from '../../programs/index.js';

/** What the process answers, the most memory it had, and how long it worked (not: waited). */
export interface MeasuredAnswer {
  readonly answer: PlanningAnswer;
  readonly peakMb: number;
  readonly cpuMs: number;
}

export type PlanningAnswer =
  | { readonly type: 'planned'; readonly planned: PlannedBook }
  | { readonly type: 'refused'; readonly failure: Failure };

/** Moby Dick needs 120 MB and the longest books measured take 3 s; what needs more than this is no book. */
const READING_LIMITS = { heapMb: 512, ms: 4 * 60_000 };
/** Behind the answer: MB and ms as two unsigned numbers, the low byte first. */
export const COST_BYTES = 8;
/** A plan is about three times its text. */
const MOST_PLAN_BYTES = 256 * 1024 ** 2;

/**
 * Reads and plans a book in a process of its own: a book that hangs or floods the reader costs that process, not the
 * host, and the language tables (some 100 MB) are gone when it ends.
 * @throws TerminalError when the book cannot be used; an abort ends the process and rejects with the signal's reason.
 */
export async function planApart(
  request: PlanRequest,
  signal: AbortSignal,
  limits = READING_LIMITS,
): Promise<PlannedBook> {
  const { answer } = await measuredApart(request, signal, limits);
  if (answer.type === 'planned') return answer.planned;
  throw new TerminalError(answer.failure);
}

/** @throws TerminalError when the process ends without an answer: too long, too large. */
export async function measuredApart(
  request: PlanRequest,
  signal: AbortSignal,
  limits = READING_LIMITS,
): Promise<MeasuredAnswer> {
  try {
    const { stdout } = await runProgram({
      program: process.execPath,
      args: [`--max-old-space-size=${limits.heapMb}`, compiledEntry('planning-child', import.meta.url)],
      input: serialize(request),
      maxOutputBytes: MOST_PLAN_BYTES,
      deadlineMs: limits.ms,
      signal,
    });
    const answer = Buffer.from(stdout.buffer, stdout.byteOffset, stdout.byteLength);
    const end = answer.length - COST_BYTES;
    return {
      answer: deserialize(answer.subarray(0, end)) as PlanningAnswer,
      peakMb: answer.readUInt32LE(end),
      cpuMs: answer.readUInt32LE(end + COST_BYTES / 2),
    };
  } catch (error) {
    if (error instanceof TerminalError) throw noAnswer(error, limits);
    throw error;
  }
}

const noAnswer = (error: TerminalError, { heapMb, ms }: typeof READING_LIMITS): TerminalError =>
  new TerminalError(
    {
      code: CODES.overLimit,
      what: `The book could not be read with ${heapMb} MB in ${ms / 1000} s: its reader ended without an answer.`,
      why: error.failure.why ?? error.failure.what,
    },
    { cause: error },
  );
