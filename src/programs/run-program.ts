import { execa } from 'execa';
import { CODES, EXIT, TerminalError, UserError } from '../core/index.js';

/** Bytes of stderr kept for an error message. */
const STDERR_KEPT = 8_192;
/** A program that does not end on SIGTERM within this time is killed. */
const KILL_AFTER_MS = 5_000;

export interface ProgramRun {
  readonly program: string;
  readonly args: readonly string[];
  /** Hard limit in milliseconds. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Bytes for its standard input; nothing when absent. */
  readonly input?: AsyncIterable<Uint8Array> | Uint8Array | undefined;
  readonly cwd?: string | undefined;
  /** Bytes of standard output accepted, default 16 MiB. */
  readonly maxOutputBytes?: number | undefined;
}

export interface ProgramOutput {
  readonly stdout: Uint8Array;
  /** The last 8 KiB. */
  readonly stderr: string;
}

const DEFAULT_MAX_OUTPUT = 16 * 1024 * 1024;

/**
 * Runs a program to its end, without a shell.
 * @throws UserError (exit 7, `programMissing`) when it is not installed.
 * @throws TerminalError (`programFailed`) with the last lines of its stderr when it fails, or its deadline passes.
 * An abort rejects with the signal's reason.
 */
export async function runProgram(run: ProgramRun): Promise<ProgramOutput> {
  run.signal?.throwIfAborted();
  const input = run.input === undefined ? { stdin: 'ignore' as const } : { stdin: run.input };
  const result = await execa(run.program, [...run.args], {
    ...input,
    reject: false,
    encoding: 'buffer',
    timeout: run.deadlineMs,
    forceKillAfterDelay: KILL_AFTER_MS,
    maxBuffer: run.maxOutputBytes ?? DEFAULT_MAX_OUTPUT,
    ...(run.cwd === undefined ? {} : { cwd: run.cwd }),
    ...(run.signal === undefined ? {} : { cancelSignal: run.signal }),
  });
  run.signal?.throwIfAborted();
  const stderr = Buffer.from(result.stderr ?? new Uint8Array())
    .subarray(-STDERR_KEPT)
    .toString('utf8')
    .trim();
  if (result.failed) throw failureOf(run, result.code, result.timedOut, result.exitCode, stderr);
  return { stdout: result.stdout ?? new Uint8Array(), stderr };
}

function failureOf(
  run: ProgramRun,
  code: string | undefined,
  timedOut: boolean,
  exitCode: number | undefined,
  stderr: string,
): Error {
  if (code === 'ENOENT') {
    return new UserError(
      {
        code: CODES.programMissing,
        what: `The program ${run.program} was not found.`,
        why: 'It is not installed, or not on PATH.',
        fix: 'npm run setup',
      },
      EXIT.unavailable,
    );
  }
  const how = timedOut
    ? `did not end within ${Math.round(run.deadlineMs / 1000)} s`
    : `failed (${exitCode === undefined ? (code ?? 'killed') : `exit ${exitCode}`})`;
  return new TerminalError({
    code: CODES.programFailed,
    what: `${run.program} ${how}.`,
    why: stderr.split('\n').slice(-3).join(' | ') || undefined,
  });
}
