import { CODES, EXIT, type Failure, RetryableError, TerminalError, UserError } from '../core/index.js';

/** Lines of stderr shown as the reason of a failure. */
const REASON_LINES = 3;
/** Lines that name a cause; ffmpeg says it in the middle and its summaries after it. */
const TELLING =
  /\b(?:error|errors|fail|failed|failure|invalid|cannot|could not|unable|denied|no such|no space|exceeded)\b/i;
/** What a terminal, a service manager and a machine that shuts down send to whatever runs. */
const ASKED_TO_END: ReadonlySet<string> = new Set(['SIGINT', 'SIGTERM', 'SIGHUP']);
/** By then we have been told to end, too. */
const AGAIN_AFTER_MS = 1_000;

/** How a program ended badly. */
export interface ProgramEnd {
  readonly program: string;
  readonly deadlineMs: number;
  /** The system's word when it could not run: `ENOENT`. */
  readonly code: string | undefined;
  readonly timedOut: boolean;
  readonly exitCode: number | undefined;
  /** The signal that ended it. */
  readonly endedBy: string | undefined;
  readonly signalledExit?: number | undefined;
  readonly stderr: string;
}

/**
 * The error a bad end becomes: `ProgramMissingError` (exit 7) when the program is missing, `RetryableError` when it was
 * told to end by somebody else, which says nothing of its work, else `TerminalError`.
 */
export function programFailure(end: ProgramEnd): Error {
  if (end.code === 'ENOENT') return programMissing(end.program);
  if (wasToldToEnd(end)) return new RetryableError(`${end.program} was told to end.`, AGAIN_AFTER_MS);
  return new TerminalError({
    code: CODES.programFailed,
    what: `${end.program} ${howItEnded(end)}.`,
    why: reasonIn(end.stderr) || undefined,
  });
}

/** The last lines that name a cause, else the last ones. */
function reasonIn(stderr: string): string {
  const lines = stderr.split('\n');
  const telling = lines.filter((line) => TELLING.test(line));
  return (telling.length > 0 ? telling : lines).slice(-REASON_LINES).join(' | ');
}

/** Not by us: what we end is over time, or nobody waits for it. */
function wasToldToEnd({ timedOut, endedBy = '', exitCode, signalledExit }: ProgramEnd): boolean {
  return !timedOut && (ASKED_TO_END.has(endedBy) || (exitCode !== undefined && exitCode === signalledExit));
}

function howItEnded(end: ProgramEnd): string {
  if (end.timedOut) return `did not end within ${Math.round(end.deadlineMs / 1000)} s`;
  return `failed (${end.exitCode === undefined ? (end.code ?? 'killed') : `exit ${end.exitCode}`})`;
}

/** A program that this machine has not; another one of a cluster may have it. */
export class ProgramMissingError extends UserError {
  constructor(
    /** As it is called on the command line. */
    readonly program: string,
    failure: Omit<Failure, 'code'>,
  ) {
    super({ ...failure, code: CODES.programMissing }, EXIT.unavailable);
  }
}

const programMissing = (program: string): ProgramMissingError =>
  new ProgramMissingError(program, {
    what: `The program ${program} was not found.`,
    why: 'It is not installed, or not on PATH.',
    fix: 'npm run setup',
  });
