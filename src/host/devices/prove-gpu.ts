import { checkSpeech, describeFault, type SpeechFault } from '../../audio/index.js';
import { type Clock, toError, UserError } from '../../core/index.js';
import type { EngineRequest, SpeechEngine } from '../../speech/index.js';
import type { Gpu } from './gpu.js';

/** Spoken in every language; about one second. */
const PROOF = { text: '1, 2, 3.', seed: 1, speed: 1 } as const;
/** A GPU's first call plans its convolutions, and the driver may have to wake: far above what any card needs. */
const PROOF_LIMIT_MS = 120_000;
/** CUDA's own needs on a GPU are some hundred MiB, and the model's 63 more. */
const LEAST_RISE_MB = 50;

/** What was measured while one second of speech was made. */
export interface Measured {
  readonly faults: readonly SpeechFault[];
  /** Of sound. */
  readonly seconds: number;
  /** That the second of two calls took. */
  readonly ms: number;
  /** Free memory of the GPU in MiB before the model was loaded and when it had spoken; null: the driver does not say. */
  readonly freeBeforeMb: number | null;
  readonly freeAfterMb: number | null;
}

export type Proof =
  | { readonly proven: true /** × real time */; readonly speed: number; readonly facts: readonly string[] }
  | {
      readonly proven: false;
      readonly reason: string;
      /** Another program may have let go of memory at that moment: worth a second look. */
      readonly doubtful?: true;
    };

/** What one second of speech does not show. */
export const UNPROVEN: readonly string[] = [
  'books on a GPU as such: this version of e2a was made and tested on machines without one; above stands what this one did',
  'that every operation of the model runs on the GPU: onnxruntime may leave single ones to the CPU',
  'how fast whole books are: each new length of a sentence is planned anew, some 0.1 to 0.6 s',
  'that several voices on one GPU are faster than one: e2a node --gpu 1 --slots 2 tries it, e2a cluster shows the speed',
  'that CPU and GPU give the same samples: small differences are expected, and the first clip of a segment stays',
];

export interface ProofTools {
  open(request: EngineRequest): Promise<SpeechEngine>;
  /** The GPUs as they stand now. */
  list(): Promise<readonly Gpu[]>;
  readonly clock: Clock;
}

/**
 * Has an engine's child, which is ended afterwards, load the voice on this GPU and say about a second; once more where
 * the GPU's memory did not rise, since a program that ended meanwhile (a node's own child that was killed) hides the rise.
 * @param request its device is the GPU
 * @throws UserError for what has nothing to do with the GPU: a voice that is missing
 */
export async function proveGpu(
  gpu: Gpu,
  request: EngineRequest,
  tools: ProofTools,
  signal: AbortSignal,
): Promise<Proof> {
  const proof = await proveOnce(gpu, request, tools, signal);
  return !proof.proven && proof.doubtful ? proveOnce(gpu, request, tools, signal) : proof;
}

async function proveOnce(gpu: Gpu, request: EngineRequest, tools: ProofTools, signal: AbortSignal): Promise<Proof> {
  const freeBeforeMb = await freeOf(gpu, tools);
  const limit = AbortSignal.any([signal, AbortSignal.timeout(PROOF_LIMIT_MS)]);
  let engine: SpeechEngine | null = null;
  try {
    engine = await tools.open(request);
    const spoken = await speakTwice(engine, tools.clock, limit);
    return judgeProof({ ...spoken, freeBeforeMb, freeAfterMb: await freeOf(gpu, tools) });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof UserError) throw error; // the voice, not the GPU
    return { proven: false, reason: toError(error).message };
  } finally {
    await engine?.close();
  }
}

async function freeOf({ uuid }: Gpu, { list }: ProofTools): Promise<number | null> {
  return (await list()).find((gpu) => gpu.uuid === uuid)?.freeMb ?? null;
}

/** The first call pays for what is planned once. */
async function speakTwice(
  engine: SpeechEngine,
  clock: Clock,
  signal: AbortSignal,
): Promise<Pick<Measured, 'faults' | 'seconds' | 'ms'>> {
  await engine.speak(PROOF, signal);
  const since = clock.now();
  const { pcm, sampleRate } = await engine.speak(PROOF, signal);
  const ms = clock.now() - since;
  const faults = checkSpeech(pcm, sampleRate, engine.estimateSeconds(PROOF.text));
  return { faults, seconds: pcm.length / sampleRate, ms };
}

/** Pure: whether that was speech, and whether the GPU had to do with it. */
export function judgeProof({ faults, seconds, ms, freeBeforeMb, freeAfterMb }: Measured): Proof {
  // How long numbers take to say is guessed too roughly to be held against anybody.
  const [fault] = faults.filter(({ type }) => type !== 'too-short' && type !== 'too-long');
  if (fault !== undefined) return { proven: false, reason: `What it said is no speech: ${describeFault(fault)}.` };
  const speed = (seconds / Math.max(1, ms)) * 1_000;
  const said = `said ${seconds.toFixed(1)} s in ${(ms / 1_000).toFixed(2)} s`;
  if (freeBeforeMb === null || freeAfterMb === null)
    return { proven: true, speed, facts: [said, 'its memory cannot be looked at: the driver does not tell'] };
  const riseMb = freeBeforeMb - freeAfterMb;
  if (riseMb >= LEAST_RISE_MB) return { proven: true, speed, facts: [said, `its memory rose by ${riseMb} MiB`] };
  return {
    proven: false,
    doubtful: true,
    reason: 'Speech came, but the memory in use on this GPU did not rise: something else must have made it.',
  };
}
