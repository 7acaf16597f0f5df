import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CODES, EXIT, HostBrokenError, RetryableError, TerminalError, toError, UserError } from '../../core/index.js';
import { type LineProgram, startLineProgram } from '../../programs/index.js';

/** Where a recogniser and its model lie. */
export interface RecogniserFiles {
  /** A Python that has faster-whisper. */
  readonly python: string;
  /** A folder with a CTranslate2 Whisper model, or a name that faster-whisper fetches itself. */
  readonly model: string;
}

/** Writes down sound files, one at a time, on one thread. */
export interface Recogniser {
  /**
   * What was said, as it would be written.
   * @param path of a sound file
   * @param language primary tag; null: it finds out itself
   * @param seconds of sound in it: what its patience is measured by
   * @throws RetryableError when the program died or was too slow, TerminalError when it cannot make anything of the file.
   */
  transcribe(path: string, language: string | null, seconds: number, signal: AbortSignal): Promise<string>;
  close(): Promise<void>;
}

/** Three folders up from here in `src` and in `dist`. */
const PROGRAM = fileURLToPath(new URL('../../../companions/recogniser.py', import.meta.url));
const INSTALL = 'npm run setup -- --recogniser';
/** A cold disk and a busy machine: the libraries alone have 400 MB. */
const START_LIMIT_MS = 180_000;
/** It needs a tenth of the sound's own time on one core; at this multiple it hangs. */
const LIMIT_PER_SECOND_MS = 5_000;
const LIMIT_GRACE_MS = 120_000;
const RETRY_AFTER_MS = 1_000;

const answerSchema = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ text: z.string() }),
  z.object({ failed: z.string() }),
]);
type Answer = z.infer<typeof answerSchema>;

/** What set-up has installed, or the given model with set-up's Python. */
export function recogniserFiles(cacheFolder: string, model: string | null): RecogniserFiles {
  const home = join(cacheFolder, 'recogniser');
  return { python: join(home, 'venv', 'bin', 'python'), model: model ?? join(home, 'whisper-base') };
}

/** @throws UserError (exit 7) when it is not installed. */
export function demandRecogniser(files: RecogniserFiles): void {
  const missing = existsSync(files.python) ? missingModel(files.model) : files.python;
  if (missing === null) return;
  throw new UserError(
    {
      code: CODES.recogniserMissing,
      what: 'There is no recogniser on this machine.',
      why: `${missing} is not there.`,
      fix: INSTALL,
    },
    EXIT.unavailable,
  );
}

const missingModel = (model: string): string | null => (model.includes('/') && !existsSync(model) ? model : null);

/**
 * Loads the model.
 * @throws UserError (exit 7) when the program cannot start or cannot load it. Where it cannot do so once more, after it
 * died, `transcribe` throws a HostBrokenError.
 */
export async function openRecogniser(files: RecogniserFiles): Promise<Recogniser> {
  let running: LineProgram | null = await start(files).catch((error: unknown) => {
    throw cannotStart(files, error);
  });
  const stop = async (): Promise<void> => {
    const stopped = running;
    running = null;
    await stopped?.close();
  };
  return {
    transcribe: async (path, language, seconds, signal) => {
      signal.throwIfAborted();
      try {
        running ??= await startAgain(files);
        running.write(JSON.stringify({ path, language }));
        const answer = await answerOf(running, LIMIT_GRACE_MS + seconds * LIMIT_PER_SECOND_MS, signal);
        if ('text' in answer) return answer.text;
        throw new TerminalError({
          code: CODES.recogniserFailed,
          what: `The recogniser can make nothing of ${path}.`,
          ...('failed' in answer ? { why: answer.failed } : {}),
        });
      } catch (error) {
        if (error instanceof TerminalError || error instanceof HostBrokenError) throw error;
        await stop();
        signal.throwIfAborted();
        throw new RetryableError(`the recogniser: ${toError(error).message}`, RETRY_AFTER_MS, { cause: error });
      }
    },
    close: stop,
  };
}

async function start({ python, model }: RecogniserFiles): Promise<LineProgram> {
  const program = startLineProgram(python, [PROGRAM, model]);
  try {
    const answer = await answerOf(program, START_LIMIT_MS, new AbortController().signal);
    if ('ready' in answer) return program;
    throw new Error('failed' in answer ? answer.failed : 'it is not ready');
  } catch (error) {
    await program.close();
    throw error;
  }
}

const startAgain = (files: RecogniserFiles): Promise<LineProgram> =>
  start(files).catch((error: unknown) => {
    throw new HostBrokenError(`The recogniser did not start again: ${toError(error).message}`, { cause: error });
  });

const cannotStart = ({ python, model }: RecogniserFiles, error: unknown): UserError =>
  new UserError(
    {
      code: CODES.recogniserFailed,
      what: 'The recogniser did not start.',
      why: `${toError(error).message} (${python} with ${model})`,
      fix: INSTALL,
    },
    EXIT.unavailable,
    { cause: error },
  );

async function answerOf(program: LineProgram, limitMs: number, signal: AbortSignal): Promise<Answer> {
  const given = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
  const stopped = new Promise<never>((_, reject) => {
    given.addEventListener('abort', () => reject(new Error(`no answer within ${limitMs / 1_000} s`)), { once: true });
  });
  return answerSchema.parse(JSON.parse(await Promise.race([program.readLine(), stopped])));
}
