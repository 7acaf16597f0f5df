import { CODES, RetryableError, TerminalError, toError } from '../../../core/index.js';
import { type LineProgram, startLineProgram } from '../../../programs/index.js';
import type { Clause } from './clauses.js';
import type { SpokenClause } from './model-calls.js';
import { phonemesOfClause } from './pronunciations.js';
import { ESPEAK_PROGRAM } from './phonemiser-version.js';

/** Turns clauses into phonemes, one request at a time. */
export interface Phonemiser {
  /** @throws TerminalError (`speechRejected`) when a clause gets no answer twice, RetryableError once it is closed. */
  phonemise(clauses: readonly Clause[]): Promise<readonly SpokenClause[]>;
  close(): Promise<void>;
}

export interface PhonemiserSettings {
  /** eSpeak's name of the language: `en-us`. */
  readonly language: string;
  /** `^` between symbols that are one sound: `t^ʃ`. */
  readonly ties?: boolean;
  readonly program?: string;
  /** How long one clause may take, in milliseconds. */
  readonly answerLimitMs?: number;
}

/** A clause takes some milliseconds; after this the program hangs. */
const ANSWER_LIMIT_MS = 5_000;
/** A word of no language. Its answer, learnt at the start, tells where the answer to a clause ends. */
const SENTINEL = 'zqwkzqwk';
/** Lines of one answer: a clause gives one, a few when eSpeak sees another end in it than we did. */
const MAX_ANSWER_LINES = 200;
const STARTS_FOR_A_CLAUSE = 2;

interface Running {
  readonly program: LineProgram;
  readonly sentinel: string;
}

/** Keeps one espeak-ng running; it is started by the first request and again after it died or hung. */
export function openPhonemiser(settings: PhonemiserSettings): Phonemiser {
  const limitMs = settings.answerLimitMs ?? ANSWER_LIMIT_MS;
  let running: Running | null = null;
  let closed = false;

  const start = async (): Promise<Running> => {
    const args = ['-q', '--ipa', ...(settings.ties ? ['--tie=^'] : []), '-b', '1', '-v', settings.language];
    const program = startLineProgram(settings.program ?? ESPEAK_PROGRAM, args);
    try {
      program.write(SENTINEL);
      return { program, sentinel: (await within(program.readLine(), limitMs)).trim() };
    } catch (error) {
      await program.close();
      throw error;
    }
  };
  const stop = async (): Promise<void> => {
    const stopped = running;
    running = null;
    await stopped?.program.close();
  };
  const demandOpen = (): void => {
    if (closed) throw new RetryableError('the slot is closed', 0);
  };
  const askOnce = async (text: string): Promise<string> => {
    demandOpen();
    try {
      running ??= await start();
      demandOpen();
      return await within(answerOf(running, text), limitMs);
    } catch (error) {
      await stop();
      demandOpen();
      throw error;
    }
  };
  return {
    phonemise: async (clauses) => {
      const spoken: SpokenClause[] = [];
      for (const clause of clauses) {
        const phonemes = await phonemesOfClause(clause.text, (text) => askAgain(() => askOnce(text), text));
        spoken.push({ phonemes, mark: clause.mark });
      }
      return spoken;
    },
    close: async () => {
      closed = true;
      await stop();
    },
  };
}

async function askAgain(ask: () => Promise<string>, text: string): Promise<string> {
  let last = new Error('not asked');
  for (let tries = 0; tries < STARTS_FOR_A_CLAUSE; tries++) {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof RetryableError) throw error;
      last = toError(error);
    }
  }
  throw new TerminalError(
    { code: CODES.speechRejected, what: `eSpeak NG gave no phonemes for "${text}".`, why: last.message },
    { cause: last },
  );
}

async function answerOf(running: Running, text: string): Promise<string> {
  running.program.write(text);
  running.program.write(SENTINEL);
  const lines: string[] = [];
  while (lines.length < MAX_ANSWER_LINES) {
    const line = (await running.program.readLine()).trim();
    if (line === running.sentinel) return lines.join(' ').trim();
    lines.push(line);
  }
  throw new Error(`more than ${MAX_ANSWER_LINES} lines for one clause`);
}

function within<T>(work: Promise<T>, limitMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
