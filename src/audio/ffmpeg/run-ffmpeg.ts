import { resolve } from 'node:path';
import { CODES, TerminalError } from '../../core/index.js';
import { type ProgramOutput, runProgram } from '../../programs/index.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** Time for looking at a file or an image. */
export const LOOK_DEADLINE_MS = 60 * SECOND_MS;
/** One chapter joined: a 10-hour one takes about 2 minutes of CPU here; its clips come over the network meanwhile. */
export const WRITE_DEADLINE_MS = 60 * MINUTE_MS;
/** One chapter encoded: an hour takes about 16 s of CPU (measured). */
export const ENCODE_DEADLINE_MS = 60 * MINUTE_MS;
/** A book put together: 12 hours take 4 s here; the packets come over the network meanwhile. */
export const ASSEMBLE_DEADLINE_MS = 60 * MINUTE_MS;

/** Arguments every call begins with: quiet, never asks, overwrites (`.part` files only). */
const ALWAYS = ['-hide_banner', '-nostats', '-nostdin', '-y'] as const;

/** The same for a call whose output is a pipe. */
export const QUIET = [...ALWAYS, '-v', 'error'] as const;

/** ffmpeg takes signals itself and ends in good order with this; a failure of its own is another code. */
export const SIGNALLED_EXIT = 255;

export interface FfmpegRun {
  readonly args: readonly string[];
  readonly deadlineMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly input?: AsyncIterable<Uint8Array> | undefined;
  /** What it says on stderr; `error` when absent. */
  readonly logLevel?: 'error' | 'info' | undefined;
  /** What it is for, as the beginning of `… failed`: `Encoding chapter 3`. */
  readonly purpose?: string | undefined;
}

/** Runs ffmpeg to its end; errors as `runProgram`, a failure in words of its purpose. */
export async function runFfmpeg({ args, logLevel = 'error', purpose, ...run }: FfmpegRun): Promise<ProgramOutput> {
  try {
    const called = { ...run, program: 'ffmpeg', signalledExit: SIGNALLED_EXIT };
    return await runProgram({ ...called, args: [...ALWAYS, '-v', logLevel, ...args] });
  } catch (error) {
    throw purpose === undefined ? error : named(error, purpose);
  }
}

/** What failed comes first, then what ffmpeg said of it. */
function named(error: unknown, purpose: string): unknown {
  if (!(error instanceof TerminalError) || error.failure.code !== CODES.programFailed) return error;
  const { what, why } = error.failure;
  const said = why === undefined ? what : `${what.replace(/\.$/, '')}: ${why}`;
  return new TerminalError({ ...error.failure, what: `${purpose} failed.`, why: said }, { cause: error });
}

/** A path ffmpeg can take for nothing but a path: not an option, not a protocol. */
export const ffmpegPath = (path: string): string => `file:${resolve(path)}`;
