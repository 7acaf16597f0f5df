import { HostBrokenError, RetryableError, toError } from '../../../core/index.js';
import { compiledEntry } from '../../../programs/index.js';
import { plainText, type SpeechEngine } from '../../speech-engine.js';
import type { VoiceConfig } from '../../voices/index.js';
import type { EngineDevice } from '../engine-kind.js';
import { NOISE_TABLE_SIZE } from '../onnx-graph/index.js';
import { mapPhonemes, modelCalls, type Phonemiser, phonemeIds, splitClauses } from '../phonemes/index.js';
import { profileOf, type VoiceFacts } from '../profile.js';
import { demandSpeakable, rejected } from '../speakable.js';
import { ChildRefusedError, type InferenceChild, startInferenceChild } from './inference-child.js';

export interface PiperSlot {
  readonly facts: VoiceFacts;
  readonly config: VoiceConfig;
  /** Path of the seeded model. */
  readonly model: string;
  readonly phonemiser: Phonemiser;
  readonly device?: EngineDevice | undefined;
  /** The child's compiled file, for tests. */
  readonly entry?: string;
}

/** A model of 60 MB loads in a second; a cold disk on a busy machine may need much longer. */
const START_LIMIT_MS = 60_000;
const STARTS_IN_A_ROW = 3;
const RETRY_START_AFTER_MS = 5_000;
/** Measured on Piper's medium voices: speech without the pauses round it. */
const SECONDS_PER_CHARACTER = 0.05;
const SECONDS_PER_UTTERANCE = 0.25;
/** An utterance may take ten times its own length: fifty times what a slow core needs. Then the child hangs. */
const DEADLINE_FACTOR = 10;
const DEADLINE_GRACE_MS = 30_000;
/** An odd number: neighbouring seeds read the noise table at places far apart, and no two at the same. */
const SEED_SPREAD = 412_309;

const estimate = (text: string): number => SECONDS_PER_UTTERANCE + plainText(text).length * SECONDS_PER_CHARACTER;

/** @throws HostBrokenError when the child did not come up three times in a row. */
export async function openPiperEngine(slot: PiperSlot): Promise<SpeechEngine> {
  const engine = new PiperEngine(slot);
  try {
    await engine.start();
  } catch (error) {
    await engine.close();
    throw error;
  }
  return engine;
}

interface Utterance {
  readonly calls: readonly Int32Array[];
  readonly skipped: readonly string[];
}

class PiperEngine implements SpeechEngine {
  readonly profile;
  private child: InferenceChild | null = null;
  private failedStarts = 0;
  private closed = false;
  /** Ends when the utterance being spoken does: the next one waits for it. */
  private busy: Promise<unknown> = Promise.resolve();

  constructor(private readonly slot: PiperSlot) {
    this.profile = profileOf(slot.facts);
  }

  estimateSeconds(text: string): number {
    return estimate(text);
  }

  async start(): Promise<void> {
    while (!this.child) {
      await this.liveChild(new AbortController().signal).catch((error: unknown) => {
        if (!(error instanceof RetryableError)) throw error;
      });
    }
  }

  async speak(text: string, seed: number, signal: AbortSignal) {
    signal.throwIfAborted();
    demandSpeakable(text);
    const turn = this.busy.then(() => this.speakNow(text, seed, signal));
    this.busy = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([this.child?.close(), this.slot.phonemiser.close()]);
    await this.busy;
  }

  private async speakNow(text: string, seed: number, signal: AbortSignal) {
    signal.throwIfAborted();
    if (this.closed) throw new RetryableError('the slot is closed', 0);
    const { calls, skipped } = await this.prepare(text);
    const limitMs = DEADLINE_GRACE_MS + DEADLINE_FACTOR * 1000 * estimate(text);
    const pieces: Float32Array[] = [];
    for (const ids of calls) pieces.push(await this.call(text, ids, seed, limitMs, signal));
    return { pcm: joined(pieces), sampleRate: this.slot.config.sampleRate, skipped };
  }

  private async prepare(text: string): Promise<Utterance> {
    const { config, phonemiser } = this.slot;
    const spoken = await phonemiser.phonemise(splitClauses(text));
    const found = modelCalls(spoken).map((call) => phonemeIds(mapPhonemes(call, config.phonemeMap), config.phonemeIds));
    const calls = found.filter(({ known }) => known > 0).map(({ ids }) => Int32Array.from(ids));
    const skipped = [...new Set(found.flatMap((call) => call.skipped))];
    if (calls.length === 0) throw rejected(text, `The voice has no sound for it (${skipped.join(' ')}).`);
    return { calls, skipped };
  }

  private async call(text: string, ids: Int32Array, seed: number, limitMs: number, signal: AbortSignal) {
    const { noiseScale, lengthScale, noiseWidth, defaultSpeaker } = this.slot.config;
    const child = await this.liveChild(signal);
    try {
      const scales = [noiseScale, lengthScale, noiseWidth] as const;
      const question = { ids, seed: spread(seed), scales, speaker: defaultSpeaker };
      return (await child.speak(question, limitMs, signal)).pcm;
    } catch (error) {
      if (error instanceof ChildRefusedError) throw refusal(text, error);
      throw error;
    }
  }

  /** The child, started anew when the last one is gone. */
  private async liveChild(signal: AbortSignal): Promise<InferenceChild> {
    if (this.child?.isAlive()) return this.child;
    if (this.closed) throw new RetryableError('the slot is closed', 0);
    this.child = null;
    const entry = this.slot.entry ?? compiledEntry('piper-child', import.meta.url);
    try {
      const { model, device } = this.slot;
      this.child = await startInferenceChild(entry, model, START_LIMIT_MS, signal, device);
      this.failedStarts = 0;
      return this.child;
    } catch (error) {
      signal.throwIfAborted();
      this.failedStarts += 1;
      const why = `Piper did not start: ${toError(error).message}`;
      if (this.failedStarts >= STARTS_IN_A_ROW) throw new HostBrokenError(why, { cause: error });
      throw new RetryableError(why, RETRY_START_AFTER_MS, { cause: error });
    }
  }
}

const spread = (seed: number): number => Number((BigInt(seed) * BigInt(SEED_SPREAD)) % BigInt(NOISE_TABLE_SIZE));

/** Memory may be there the next time; anything else this text will meet again. */
const refusal = (text: string, error: ChildRefusedError): Error =>
  /alloc|memory/i.test(error.message)
    ? new RetryableError(error.message, RETRY_START_AFTER_MS, { cause: error })
    : rejected(text, error.message, error);

function joined(pieces: readonly Float32Array[]): Float32Array {
  const [only] = pieces;
  if (only && pieces.length === 1) return only;
  const whole = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  pieces.reduce((at, piece) => {
    whole.set(piece, at);
    return at + piece.length;
  }, 0);
  return whole;
}
