import { CODES, EXIT, type Failure, TerminalError, UserError } from '../core/index.js';

/** Lines of stderr shown as the reason of a failure; the last ones name the cause. */
const REASON_LINES = 3;

/** How a program ended badly. */
export interface ProgramEnd {
  readonly program: string;
  readonly deadlineMs: number;
  /** The system's word when it could not run: `ENOENT`. */
  readonly code: string | undefined;
  readonly timedOut: boolean;
  readonly exitCode: number | undefined;
  readonly stderr: string;
}

/** The error a bad end becomes: `ProgramMissingError` (exit 7) when the program is missing, else `TerminalError`. */
export function programFailure(end: ProgramEnd): Error {
  if (end.code === 'ENOENT') return programMissing(end.program);
  return new TerminalError({
    code: CODES.programFailed,
    what: `${end.program} ${howItEnded(end)}.`,
    why: end.stderr.split('\n').slice(-REASON_LINES).join(' | ') || undefined,
  });
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
