import { CLOCK_HZ, silence } from '../../audio/index.js';
import type { Clock } from '../../core/index.js';
import type { PlannedUtterance } from '../../planning/index.js';
import { type EngineRequest, openSpeechEngine, type SpeechEngine } from '../../speech/index.js';
import { concatenate } from '../performers/fit-to-clock.js';
import { speakClip } from '../performers/speak-clip.js';
import { UsualLength } from '../performers/usual-length.js';

/** Said first, for nobody: a model's first call pays for what it plans once. */
const WARM_UP = { text: '1, 2, 3.', seed: 1, speed: 1 } as const;

/** What is said, and how fast. */
export interface SaidText {
  readonly utterances: readonly PlannedUtterance[];
  /** 2 = twice as fast as the voice's own pace. */
  readonly speed: number;
}

export interface PreviewRequest extends EngineRequest, SaidText {}

export interface Preview {
  /** Mono at `CLOCK_HZ`, with its pauses. */
  readonly pcm: Int16Array;
  readonly sampleRate: number;
  /** Of speech, without pauses. */
  readonly seconds: number;
  /** Seconds of speech that were made in a second. */
  readonly timesRealTime: number;
}

export interface PreviewTools {
  readonly clock: Clock;
  /** Default: the engines of this product. */
  readonly open?: (request: EngineRequest) => Promise<SpeechEngine>;
}

/**
 * Speaks as a slot of a node would, with the same checks, and measures how fast that was.
 * @throws UserError as `openSpeechEngine`; RetryableError and TerminalError for what cannot be spoken well
 */
export async function speakPreview(
  { utterances, speed, ...request }: PreviewRequest,
  { clock, open = openSpeechEngine }: PreviewTools,
  signal: AbortSignal,
): Promise<Preview> {
  const engine = await open(request);
  try {
    await warmUp(engine, signal);
    return await sayText({ utterances, speed }, { engine, usual: new UsualLength(), clock }, signal);
  } finally {
    await engine.close();
  }
}

export const warmUp = async (engine: SpeechEngine, signal: AbortSignal): Promise<void> =>
  void (await engine.speak(WARM_UP, signal));

/** An engine that is ready, and what is known of its voice. */
export interface ReadyVoice {
  readonly engine: SpeechEngine;
  readonly usual: UsualLength;
  readonly clock: Clock;
}

/** The same with an engine that is there already, and stays. */
export async function sayText(
  { utterances, speed }: SaidText,
  { engine, usual, clock }: ReadyVoice,
  signal: AbortSignal,
): Promise<Preview> {
  const voice = { engine, speed, usual, triesBefore: 0, signal };
  const since = clock.now();
  const clip = await speakClip(utterances, voice, new Map(), () => undefined);
  const ms = Math.max(1, clock.now() - since);
  const seconds = clip.pcm.length / CLOCK_HZ;
  return {
    pcm: withPauses(clip.pcm, clip.utterances, utterances),
    sampleRate: CLOCK_HZ,
    seconds,
    timesRealTime: (1_000 * seconds) / ms,
  };
}

/** No pause follows the last one. */
function withPauses(pcm: Int16Array, lengths: readonly number[], utterances: readonly PlannedUtterance[]): Int16Array {
  let at = 0;
  const parts = lengths.flatMap((length, index) => {
    const sound = pcm.subarray(at, at + length);
    at += length;
    return index === lengths.length - 1 ? [sound] : [sound, silence(utterances[index]?.pauseAfter ?? 0)];
  });
  return concatenate(parts);
}
