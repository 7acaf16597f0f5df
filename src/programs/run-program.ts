import { execa } from 'execa';
import { toError } from '../core/index.js';
import { feed } from './feed.js';
import { programFailure } from './program-failure.js';

/** Bytes of stderr kept: enough for an error message and for the summaries programs print at their end. */
const STDERR_KEPT = 8_192;
/** A program that does not end on SIGTERM within this time is killed. */
const KILL_AFTER_MS = 5_000;
const DEFAULT_MAX_OUTPUT = 16 * 1024 * 1024;

export interface ProgramRun {
  readonly program: string;
  readonly args: readonly string[];
  /** Hard limit in milliseconds. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Bytes for its standard input, taken as fast as the program reads; nothing when absent. */
  readonly input?: AsyncIterable<Uint8Array> | Uint8Array | undefined;
  readonly cwd?: string | undefined;
  /** Added to our own environment. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** Bytes of standard output accepted, default 16 MiB; one more is a failure. */
  readonly maxOutputBytes?: number | undefined;
  /** With what exit code the program says that a signal ended it, when it takes signals itself. */
  readonly signalledExit?: number | undefined;
}

export interface ProgramOutput {
  readonly stdout: Uint8Array;
  /** The last 8 KiB. */
  readonly stderr: string;
}

/**
 * Runs a program to its end, without a shell.
 *
 * A program that stops reading before its input ends has not failed by that: its exit code decides.
 * @throws ProgramMissingError (exit 7) when it is not installed.
 * @throws TerminalError (`programFailed`) with the last lines of its stderr when it fails, or its deadline passes.
 * @throws RetryableError when somebody else told it to end: the Ctrl+C of a terminal, a machine that shuts down.
 * When `input` throws, the program is ended and that error is thrown. An abort rejects with the signal's reason.
 */
export async function runProgram(run: ProgramRun): Promise<ProgramOutput> {
  run.signal?.throwIfAborted();
  const child = start(run, true);
  const stderr = lastBytes(child.stderr, STDERR_KEPT);
  const [result, inputError] = await Promise.all([child, feedInput(run, child)]);
  checkEnd(run, result, inputError, stderr());
  return { stdout: result.stdout ?? new Uint8Array(), stderr: stderr() };
}

/** Throws what a bad end means: an abort, an error of the input, a failure of the program. */
function checkEnd(run: ProgramRun, result: Awaited<Child>, inputError: Error | null, stderr: string): void {
  run.signal?.throwIfAborted();
  if (inputError !== null) throw inputError;
  if (!result.failed) return;
  const { code, timedOut, exitCode, signal } = result;
  throw programFailure({ ...run, code, timedOut, exitCode, endedBy: signal, stderr });
}

/**
 * The same, but what it says on standard output is taken while it runs and never held; `maxOutputBytes` does not count.
 * Errors come from the iteration: of the last step those that `runProgram` throws. Whoever stops before the end ends
 * the program.
 */
export async function* streamProgram(run: ProgramRun): AsyncGenerator<Uint8Array> {
  run.signal?.throwIfAborted();
  const child = start(run, false);
  const stderr = lastBytes(child.stderr, STDERR_KEPT);
  const fed = feedInput(run, child);
  try {
    if (child.stdout !== null) yield* child.stdout as AsyncIterable<Buffer>;
    checkEnd(run, await child, await fed, stderr());
  } finally {
    child.kill();
    await Promise.all([child, fed]);
  }
}

type Child = ReturnType<typeof start>;

function start(run: ProgramRun, keepsOutput: boolean) {
  return execa(run.program, [...run.args], {
    reject: false,
    encoding: 'buffer',
    buffer: { stdout: keepsOutput, stderr: false },
    stdin: run.input === undefined ? 'ignore' : 'pipe',
    timeout: run.deadlineMs,
    forceKillAfterDelay: KILL_AFTER_MS,
    maxBuffer: run.maxOutputBytes ?? DEFAULT_MAX_OUTPUT,
    ...(run.environment === undefined ? {} : { env: run.environment }),
    ...(run.cwd === undefined ? {} : { cwd: run.cwd }),
    ...(run.signal === undefined ? {} : { cancelSignal: run.signal }),
  });
}

/** @returns the error of the source, after the program was told to end. */
async function feedInput(run: ProgramRun, child: Child): Promise<Error | null> {
  if (run.input === undefined || !child.stdin) return null;
  try {
    await feed(run.input instanceof Uint8Array ? once(run.input) : run.input, child.stdin, child);
    return null;
  } catch (error) {
    child.kill();
    return toError(error);
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Reads a stream to its end and keeps only the tail: a program may complain for hours. */
function lastBytes(stream: NodeJS.ReadableStream | null, limit: number): () => string {
  let kept = Buffer.alloc(0);
  stream?.on('data', (chunk: Buffer) => {
    kept = Buffer.concat([kept, chunk]).subarray(-limit);
  });
  return () => kept.toString('utf8').trim();
}
