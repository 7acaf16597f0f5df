import { HostBrokenError, RetryableError, toError } from '../../../core/index.js';
import type { EngineDevice } from '../engine-kind.js';
import { SlotTurns } from '../slot-turns.js';
import { rejected } from '../speakable.js';
import type { ModelFiles } from './child-messages.js';
import { ChildRefusedError, type InferenceChild, startInferenceChild } from './inference-child.js';

export interface ModelSlotRequest {
  /** For messages: `Piper`. */
  readonly engineName: string;
  /** The compiled child program. */
  readonly entry: string;
  readonly files: ModelFiles;
  readonly device?: EngineDevice | undefined;
  readonly isAwaited?: boolean | undefined;
}

/** A model of 60 MB loads in a second; a cold disk on a busy machine may need much longer. */
const START_LIMIT_MS = 60_000;
const STARTS_IN_A_ROW = 3;
const RETRY_START_AFTER_MS = 5_000;
/** An utterance may take ten times its own length: fifty times what a slow core needs with a quick model. Then the child hangs. */
const DEADLINE_FACTOR = 10;
const DEADLINE_GRACE_MS = 30_000;

/** @throws HostBrokenError when the child did not come up three times in a row. */
export async function openModelSlot<Question, Answer>(request: ModelSlotRequest): Promise<ModelSlot<Question, Answer>> {
  const slot = new ModelSlot<Question, Answer>(request);
  try {
    await slot.start();
  } catch (error) {
    await slot.close();
    throw error;
  }
  return slot;
}

/** One child at a time, replaced when it dies; one utterance at a time, in the order they were asked for. */
export class ModelSlot<Question, Answer> {
  private child: InferenceChild<Question, Answer> | null = null;
  private failedStarts = 0;
  private closed = false;
  private readonly turns = new SlotTurns();

  constructor(private readonly request: ModelSlotRequest) {}

  async start(): Promise<void> {
    while (!this.child) {
      await this.liveChild(new AbortController().signal).catch((error: unknown) => {
        if (!(error instanceof RetryableError)) throw error;
      });
    }
  }

  /** Runs `work` when everything asked for before is done. @throws RetryableError when the slot is closed */
  inTurn<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    return this.turns.take(signal, work);
  }

  /**
   * Asks the child, for `text`, of which `seconds` of sound are expected; only inside a turn.
   * @throws RetryableError when the child died, hung or had no memory, TerminalError when it refuses the text.
   */
  async ask(question: Question, text: string, seconds: number, signal: AbortSignal): Promise<Answer> {
    const child = await this.liveChild(signal);
    try {
      return await child.ask(question, DEADLINE_GRACE_MS + DEADLINE_FACTOR * 1000 * seconds, signal);
    } catch (error) {
      if (error instanceof ChildRefusedError) throw refusal(text, error);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.child?.close();
    await this.turns.close();
  }

  /** The child, started anew when the last one is gone. */
  private async liveChild(signal: AbortSignal): Promise<InferenceChild<Question, Answer>> {
    if (this.child?.isAlive()) return this.child;
    if (this.closed) throw new RetryableError('the slot is closed', 0);
    this.child = null;
    const { engineName, entry, files, device, isAwaited } = this.request;
    try {
      this.child = await startInferenceChild(entry, files, START_LIMIT_MS, signal, device, isAwaited);
      this.failedStarts = 0;
      return this.child;
    } catch (error) {
      signal.throwIfAborted();
      this.failedStarts += 1;
      const why = `${engineName} did not start: ${toError(error).message}`;
      if (this.failedStarts >= STARTS_IN_A_ROW) throw new HostBrokenError(why, { cause: error });
      throw new RetryableError(why, RETRY_START_AFTER_MS, { cause: error });
    }
  }
}

/** Memory may be there the next time; anything else this text will meet again. */
const refusal = (text: string, error: ChildRefusedError): Error =>
  /alloc|memory/i.test(error.message)
    ? new RetryableError(error.message, RETRY_START_AFTER_MS, { cause: error })
    : rejected(text, error.message, error);
