import { CODES, EXIT, TerminalError, UserError } from '../core/index.js';

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

/** The error a bad end becomes: `UserError` (exit 7) when the program is missing, else `TerminalError`. */
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

function programMissing(program: string): UserError {
  return new UserError(
    {
      code: CODES.programMissing,
      what: `The program ${program} was not found.`,
      why: 'It is not installed, or not on PATH.',
      fix: 'npm run setup',
    },
    EXIT.unavailable,
  );
}
