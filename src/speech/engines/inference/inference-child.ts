import { type ChildProcess, fork } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { RetryableError } from '../../../core/index.js';
import { CPU, type EngineDevice } from '../engine-kind.js';
import type { ChildAnswer, ChildQuestion, ModelFiles, Provider } from './child-messages.js';

/** A child process with a loaded model. */
export interface InferenceChild<Question, Answer> {
  readonly pid: number | undefined;
  /** false once it has ended or was told to. */
  isAlive(): boolean;
  /**
   * @param limitMs after that the child is killed
   * @throws RetryableError when it died or was too slow, ChildRefusedError when it says no; an abort kills it and
   * rejects with the signal's reason.
   */
  ask(question: Question, limitMs: number, signal: AbortSignal): Promise<Answer>;
  /** Kills it and waits for its end. */
  close(): Promise<void>;
}

/** The child lives and could not do what was asked; `message` is its reason. */
export class ChildRefusedError extends Error {
  override readonly name = 'ChildRefusedError';
}

/** Characters of its complaints kept for an error. */
const STDERR_KEPT = 2_000;
/** A dead child is replaced at once; the pause is for whatever killed it. */
const RETRY_AFTER_MS = 1_000;

/**
 * Starts the compiled child program `entry` and has it load the model of these files on `device`.
 * @throws RetryableError or ChildRefusedError that says why it did not come up within `limitMs`, or came up on
 * something else than the device. @param isAwaited it computes as soon as other programs do, not after them
 */
export async function startInferenceChild<Question, Answer>(
  entry: string,
  files: ModelFiles,
  limitMs: number,
  signal: AbortSignal,
  device: EngineDevice = CPU,
  isAwaited = false,
): Promise<InferenceChild<Question, Answer>> {
  const asker = new ChildAsker<Question, Answer>(
    fork(entry, [String(process.pid)], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [],
      ...(device.type === 'cuda' ? { env: pinnedTo(device) } : {}),
    }),
  );
  try {
    const answer = await asker.ask({ type: 'load', files, provider: device.type, isAwaited }, limitMs, signal);
    demandProvider(answer, device.type);
  } catch (error) {
    await asker.close();
    const said = asker.lastWords();
    if (!(error instanceof ChildRefusedError) || said === '') throw error;
    // Which library is missing stands only in what native code complains of.
    throw new ChildRefusedError(`${error.message} (${said})`, { cause: error });
  }
  return {
    pid: asker.child.pid,
    isAlive: () => asker.isAlive(),
    ask: async (question, askLimitMs, askSignal) => {
      const reply = await asker.ask({ type: 'ask', question }, askLimitMs, askSignal);
      if (reply.type !== 'answered') throw new ChildRefusedError(`it answered "${reply.type}"`);
      return reply.answer;
    },
    close: () => asker.close(),
  };
}

/** CUDA numbers the GPUs that it is shown by speed unless it is told to go by their place, as everybody else does. */
const pinnedTo = ({ gpu, environment }: Extract<EngineDevice, { type: 'cuda' }>): NodeJS.ProcessEnv => ({
  ...environment,
  CUDA_DEVICE_ORDER: 'PCI_BUS_ID',
  CUDA_VISIBLE_DEVICES: gpu,
});

/** Who asked for a GPU must never be served by the CPU without a word. */
function demandProvider(answer: ChildAnswer, provider: Provider): void {
  if (provider === 'cpu') return;
  const got = answer.type === 'ready' ? answer.provider : answer.type;
  if (got !== provider) throw new ChildRefusedError(`onnxruntime was asked for ${provider} and took ${got} in silence`);
}

interface Waiting<Answer> {
  readonly resolve: (answer: ChildAnswer<Answer>) => void;
  readonly reject: (error: unknown) => void;
}

/** One question at a time to one child; whatever goes wrong with it becomes the answer's error. */
class ChildAsker<Question, Answer> {
  private ended: string | null = null;
  private complaints = '';
  private waiting: Waiting<Answer> | null = null;
  private readonly gone: Promise<void>;

  constructor(readonly child: ChildProcess) {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.complaints = (this.complaints + text).slice(-STDERR_KEPT);
    });
    child.on('message', (answer: ChildAnswer<Answer>) => this.waiting?.resolve(answer));
    this.gone = new Promise((resolve) => {
      const end = (how: string): void => {
        this.ended ??= how;
        this.waiting?.reject(this.death());
        resolve();
      };
      child.once('error', (error) => end(error.message));
      child.once('close', (code, signal) => end(signal ?? `exit ${code}`));
    });
  }

  isAlive(): boolean {
    return this.ended === null && !this.child.killed;
  }

  async ask(question: ChildQuestion<Question>, limitMs: number, signal: AbortSignal): Promise<ChildAnswer<Answer>> {
    signal.throwIfAborted();
    if (!this.isAlive()) throw this.death();
    const answered = new Promise<ChildAnswer<Answer>>((resolve, reject) => {
      this.waiting = { resolve, reject };
    });
    const giveUp = (reason: unknown): void => {
      this.waiting?.reject(reason);
      this.child.kill('SIGKILL');
    };
    const tooSlow = new RetryableError(`the inference child gave no answer within ${limitMs / 1000} s`, 0);
    const timer = setTimeout(giveUp, limitMs, tooSlow);
    const onAbort = (): void => giveUp(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      this.child.send(question, (error) => error && this.waiting?.reject(this.death()));
      const answer = await answered;
      if (answer.type === 'failed') throw new ChildRefusedError(answer.reason);
      return answer;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      this.waiting = null;
    }
  }

  async close(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.gone;
  }

  lastWords(): string {
    const lines = stripVTControlCharacters(this.complaints)
      .split('\n')
      .map((line) => line.trim());
    return lines
      .filter((line) => line !== '')
      .slice(-3)
      .join(' | ');
  }

  private death(): RetryableError {
    const last = this.lastWords();
    const how = `the inference child ended (${this.ended ?? 'killed'})`;
    return new RetryableError(last === '' ? how : `${how}: ${last}`, RETRY_AFTER_MS);
  }
}
