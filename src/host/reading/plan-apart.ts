import { deserialize, serialize } from 'node:v8';
import {
  AssertionError,
  CODES,
  EXIT,
  type ExitCode,
  type Failure,
  TerminalError,
  UserError,
} from '../../core/index.js';
import type { EditedPlan, EditedPlanRequest, PlannedBook, PlanRequest } from '../../planning/index.js';
import { compiledEntry, ProgramMissingError, runProgram } from '../../programs/index.js';
import { COST_BYTES } from './cost.js';

/** What the process is asked for. */
export type ApartRequest = ({ readonly type: 'plan' } & PlanRequest) | ({ readonly type: 'edit' } & EditedPlanRequest);

/** What the process answers, the most memory it had, and how long it worked (not: waited). */
export interface MeasuredAnswer {
  readonly answer: PlanningAnswer;
  readonly peakMb: number;
  readonly cpuMs: number;
}

export type PlanningAnswer = Planned | ({ readonly type: 'edited' } & EditedPlan) | Refused;

interface Planned {
  readonly type: 'planned';
  readonly planned: PlannedBook;
}

interface Refused {
  readonly type: 'refused';
  readonly failure: Failure;
  readonly exitCode: ExitCode;
  /** The program that this machine lacks. */
  readonly missing: string | null;
}

/** What the process may take. */
export interface ReadingLimits {
  /** MB of heap. */
  readonly heapMb: number;
  readonly ms: number;
}

/** Moby Dick needs 120 MB and the longest books measured take 3 s; what needs more than this is no book. */
const READING_LIMITS: ReadingLimits = { heapMb: 512, ms: 4 * 60_000 };
/** A plan is about three times its text, and the book is its text once more. */
const MOST_ANSWER_BYTES = 256 * 1024 ** 2;

/**
 * Reads and plans a book in a process of its own: a book that hangs or floods the reader costs that process, not the
 * host, and the language tables (some 100 MB) are gone when it ends.
 * @throws TerminalError when the book cannot be used, ProgramMissingError when it could be elsewhere; an abort ends the
 * process and rejects with the signal's reason.
 */
export async function planApart(
  request: PlanRequest,
  signal: AbortSignal,
  limits = READING_LIMITS,
): Promise<PlannedBook> {
  const { answer } = await measuredApart({ type: 'plan', ...request }, signal, limits);
  if (answer.type === 'planned') return answer.planned;
  const { failure, missing } = refusalIn(answer);
  throw missing === null ? new TerminalError(failure) : new ProgramMissingError(missing, failure);
}

/**
 * The same for somebody who looks on and may have a plan file; the book comes with the plan.
 * @throws UserError: with the exit code of the refusal, or 6 when the process ends without an answer; an abort as there
 */
export async function planEditedApart(
  request: EditedPlanRequest,
  signal: AbortSignal,
  limits = READING_LIMITS,
): Promise<EditedPlan> {
  try {
    const { answer } = await measuredApart({ type: 'edit', ...request }, signal, limits);
    if (answer.type === 'edited') return answer;
    const { failure, exitCode } = refusalIn(answer);
    throw new UserError(failure, exitCode);
  } catch (error) {
    throw error instanceof TerminalError ? new UserError(error.failure, EXIT.badInput, { cause: error }) : error;
  }
}

/** What is left where it is not the plan that was asked for. */
function refusalIn(answer: PlanningAnswer): Refused {
  if (answer.type === 'refused') return answer;
  throw new AssertionError(`the planning process answered ${answer.type} to another question`);
}

/** @throws TerminalError when the process ends without an answer: too long, too large. */
export async function measuredApart(
  request: ApartRequest,
  signal: AbortSignal,
  limits = READING_LIMITS,
): Promise<MeasuredAnswer> {
  try {
    const { stdout } = await runProgram({
      program: process.execPath,
      args: [`--max-old-space-size=${limits.heapMb}`, compiledEntry('planning-child', import.meta.url)],
      input: serialize(request),
      maxOutputBytes: MOST_ANSWER_BYTES,
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
    if (error instanceof TerminalError) throw noAnswer(request.fileName, error, limits);
    throw error;
  }
}

const noAnswer = (fileName: string, error: TerminalError, { heapMb, ms }: ReadingLimits): TerminalError =>
  new TerminalError(
    {
      code: CODES.overLimit,
      what: `${fileName} could not be read with ${heapMb} MB in ${ms / 1000} s: its reader ended without an answer.`,
      why: whyEnded(error.failure),
    },
    { cause: error },
  );

/** What V8 says when its memory is full is for nobody who reads books. */
function whyEnded({ what, why = what }: Failure): string {
  if (/did not end within/.test(what)) return 'It took too long.';
  return /\(killed\)/.test(what) ? 'It needed more memory.' : why;
}
