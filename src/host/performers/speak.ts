import { createHash } from 'node:crypto';
import { encodeFlac } from '../../audio/index.js';
import type { ClipFacts } from '../../cluster/ports/index.js';
import type { Clock, JsonObject, Message, WorkItem } from '../../core/index.js';
import type { PlannedSegment } from '../../planning/index.js';
import type { SpeechEngine } from '../../speech/index.js';
import type { MediaContext } from './context.js';
import type { Resamplers } from './fit-to-clock.js';
import { TRIES_PER_TEXT } from './say-well.js';
import { type SpokenClip, speakClip } from './speak-clip.js';
import { speakTask } from './speak-task.js';
import type { UsualLength } from './usual-length.js';

/** Tries of one host before it tells the Chapter that its attempt failed: more than it ever makes. */
const TRIES_PER_ATTEMPT = 16;

/** One slot: an engine, what makes its sound fit the clock, and what is known of its voice. */
export interface SpeechSlot {
  readonly engine: SpeechEngine;
  readonly resamplers: Resamplers;
  readonly usual: UsualLength;
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
  const voice = {
    engine: slot.engine,
    usual: slot.usual,
    speed: plan.speed ?? 1,
    triesBefore: task.failed * TRIES_PER_ATTEMPT + (slot.failuresOf?.(item) ?? 0) * TRIES_PER_TEXT,
    signal,
  };
  const speak = (): Promise<SpokenClip> => speakClip(segment.utterances, voice, slot.resamplers, slotFree);
  let engineMs = 0;
  const spoke = (ms: number): void => {
    engineMs = ms;
    slot.spoke?.(segment.characters, ms);
  };
  const facts = found ?? (await storeClip(segment, await timed(speak, spoke, context.clock), context));
  return {
    type: 'SegmentSpoken',
    segment: task.segment,
    attempt: task.attempt,
    characters: segment.characters,
    samples: facts.samples,
    digest: facts.digest,
    node: context.node,
    ms: found === null ? Math.max(1, context.clock.now() - startedAt) : 0,
    ...(found === null ? { ...countsOf(facts), engineMs } : {}),
  };
}

/** Time a slot may take before its child is killed: the engine's own deadline per utterance, waiting for its turns at a limited voice, plus room for the store. */
export const SPEAK_DEADLINE_MS = 5 * 60_000;

/** What the scheduler knows of a slot's speed is what this tells. */
async function timed<T>(speak: () => Promise<T>, tell: (ms: number) => void, clock: Clock): Promise<T> {
  const begunAt = clock.now();
  const clip = await speak();
  tell(clock.now() - begunAt);
  return clip;
}

async function storeClip(segment: PlannedSegment, clip: SpokenClip, context: MediaContext): Promise<ClipFacts> {
  const { pcm, utterances, words, notes } = clip;
  const bytes = await encodeFlac(pcm);
  return context.cluster.clips.put(segment.key, bytes, {
    digest: createHash('sha256').update(bytes).digest('hex'),
    samples: pcm.length,
    utterances,
    ...(words.some((marks) => marks !== null) ? { words } : {}),
    ...(notes === null ? {} : { notes }),
  });
}

/** For the log and the metrics: what was not said well at once. */
function countsOf({ notes }: ClipFacts): JsonObject {
  if (notes === undefined) return {};
  const { retried, split, odd, skipped } = notes;
  return { retried: retried.length, split: split.length, odd: odd.length, skipped: { ...skipped } };
}
