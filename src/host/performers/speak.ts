import { createHash } from 'node:crypto';
import {
  CLOCK_HZ,
  checkSpeech,
  createResampler,
  describeFault,
  encodeFlac,
  fadeEnds,
  type Resampler,
  removeDc,
  toInt16,
  trimSilence,
} from '../../audio/index.js';
import type { ClipFacts } from '../../cluster/ports/index.js';
import { type Clock, fnv1a, type Message, RetryableError, type WorkItem } from '../../core/index.js';
import type { PlannedSegment } from '../../planning/index.js';
import { plainText, type Speech, type SpeechEngine } from '../../speech/index.js';
import type { MediaContext } from './context.js';
import { speakTask } from './speak-task.js';

/** The seed patch's table has 2^20 places. */
const SEEDS = 2 ** 20;
/** Seeds for the tries of one host before it tells the Chapter that its attempt failed: more than it ever needs. */
const SEEDS_PER_ATTEMPT = 16;
/** A sound that failed its checks is spoken again at once, with another seed. */
const RETRY_AFTER_MS = 100;

/** One slot: an engine and what makes its sound fit the clock. */
export interface SpeechSlot {
  readonly engine: SpeechEngine;
  /** By the engine's rate: built once. */
  readonly resamplers: Map<number, Resampler>;
  /** How often this host has failed an item since it took it on. */
  readonly failuresOf?: ((item: WorkItem) => number) | undefined;
  /** Told how long the engine was at work for a segment. */
  readonly spoke?: ((characters: number, ms: number) => void) | undefined;
}

/** The clip of one segment: found by its content key, or spoken, checked, trimmed and stored. */
export async function speakSegment(
  item: WorkItem,
  slot: SpeechSlot,
  context: MediaContext,
  signal: AbortSignal,
  slotFree: () => void,
): Promise<Message> {
  const task = speakTask.parse(item.task);
  const plan = await context.plans.load(task.plan);
  const segment = plan.segments[task.segment - 1];
  if (segment === undefined) throw new RangeError(`${plan.title} has no segment ${task.segment}`);
  const startedAt = context.clock.now();
  const found = await context.cluster.clips.facts(segment.key);
  // The first try sounds the same wherever and whenever it is made.
  const tries = task.failed * SEEDS_PER_ATTEMPT + (slot.failuresOf?.(item) ?? 0);
  const speak = (): Promise<readonly Int16Array[]> =>
    speakClip({ segment, speed: plan.speed ?? 1 }, slot, tries, signal, slotFree);
  const facts = found ?? (await storeClip(segment, await timed(speak, segment, slot, context.clock), context));
  return {
    type: 'SegmentSpoken',
    segment: task.segment,
    attempt: task.attempt,
    characters: segment.characters,
    samples: facts.samples,
    digest: facts.digest,
    node: context.node,
    ms: found === null ? Math.max(1, context.clock.now() - startedAt) : 0,
  };
}

/** Time a slot may take before its child is killed: the engine's own deadline per utterance, waiting for its turns at a limited voice, plus room for the store. */
export const SPEAK_DEADLINE_MS = 5 * 60_000;

/** What the scheduler knows of a slot's speed is what this tells. */
async function timed<T>(
  speak: () => Promise<T>,
  { characters }: PlannedSegment,
  slot: SpeechSlot,
  clock: Clock,
): Promise<T> {
  const begunAt = clock.now();
  const clip = await speak();
  slot.spoke?.(characters, clock.now() - begunAt);
  return clip;
}

/**
 * The utterances' sound, one after another. The engine already says the next one while the last is trimmed and checked;
 * when the last one is said, the slot's next item may begin.
 */
async function speakClip(
  { segment, speed }: { readonly segment: PlannedSegment; readonly speed: number },
  slot: SpeechSlot,
  tries: number,
  signal: AbortSignal,
  slotFree: () => void,
): Promise<readonly Int16Array[]> {
  const say = (index: number): Promise<Speech> | null => {
    const spoken = segment.utterances[index]?.spoken;
    if (spoken === undefined) return null;
    const speech = slot.engine.speak({ text: spoken, seed: (fnv1a(spoken) + tries) % SEEDS, speed }, signal);
    speech.catch(() => undefined); // awaited one round later
    return speech;
  };
  const parts: Int16Array[] = [];
  let speaking = say(0);
  for (const [index, utterance] of segment.utterances.entries()) {
    const speech = await speaking;
    speaking = say(index + 1);
    if (speaking === null) slotFree();
    if (speech === null) continue;
    parts.push(onTheClock(speech, slot.engine.estimateSeconds(utterance.spoken) / speed, utterance.spoken, slot));
  }
  return parts;
}

async function storeClip(
  segment: PlannedSegment,
  parts: readonly Int16Array[],
  context: MediaContext,
): Promise<ClipFacts> {
  const bytes = await encodeFlac(concatenate(parts));
  return context.cluster.clips.put(segment.key, bytes, {
    digest: createHash('sha256').update(bytes).digest('hex'),
    samples: parts.reduce((sum, part) => sum + part.length, 0),
    utterances: parts.map((part) => part.length),
  });
}

/** Trimmed, checked, faded, at 24 kHz and 16 bits. */
function onTheClock(speech: Speech, expectedSeconds: number, text: string, slot: SpeechSlot): Int16Array {
  const trimmed = trimSilence(removeDc(speech.pcm), speech.sampleRate);
  const faults = checkSpeech(trimmed?.pcm ?? new Float32Array(), speech.sampleRate, expectedSeconds);
  if (trimmed === null || faults.length > 0) {
    throw new RetryableError(
      `"${plainText(text)}" was spoken badly: ${faults.map(describeFault).join(', ')}`,
      RETRY_AFTER_MS,
    );
  }
  return toInt16(resamplerOf(slot, speech.sampleRate).resample(fadeEnds(trimmed.pcm, speech.sampleRate)));
}

function resamplerOf(slot: SpeechSlot, sampleRate: number): Resampler {
  const kept = slot.resamplers.get(sampleRate);
  if (kept !== undefined) return kept;
  const resampler = createResampler(sampleRate, CLOCK_HZ);
  slot.resamplers.set(sampleRate, resampler);
  return resampler;
}

function concatenate(parts: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
