import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { CLOCK_HZ, decodeFlac, scaled, silence, timingsName, writeChapter } from '../../audio/index.js';
import type { ClipStore, StoredClip } from '../../cluster/ports/index.js';
import { CODES, type Message, TerminalError, type WorkItem } from '../../core/index.js';
import {
  type ChapterPlan,
  chapterTimings,
  type ClipLayout,
  type PlannedSegment,
  unspokenSamples,
} from '../../planning/index.js';
import { putOnce, uploadByDigest } from '../objects.js';
import { withScratch } from '../scratch.js';
import type { MediaContext } from './context.js';
import { type FactorOf, levelVoices } from './level-voices.js';
import { speechNotes } from './speech-notes.js';

const joinTask = z.object({
  type: z.literal('join'),
  plan: z.string(),
  silent: z.array(z.number()),
  attempt: z.number(),
});

/** What is kept of a clip while its chapter is joined. */
type StoredFacts = ClipLayout & Pick<StoredClip, 'notes'>;

/** Clips asked about at the same time. */
const LOOKUPS_AT_ONCE = 16;

/** Clips and pauses → one chapter on the clock, measured on the way; or the list of clips that are gone. */
export async function joinChapter(item: WorkItem, context: MediaContext, signal: AbortSignal): Promise<Message> {
  const task = joinTask.parse(item.task);
  const plan = await context.plans.load(task.plan);
  const silent = new Set(task.silent);
  const missing = await missingClips(plan, silent, context.cluster.clips);
  if (missing.length > 0) return { type: 'ClipsMissing', attempt: task.attempt, segments: missing };
  return withScratch(context.workFolder, async (folder) => {
    const path = join(folder, 'chapter.flac');
    const clips: (StoredFacts | null)[] = [];
    const load = (segment: PlannedSegment, n: number): Promise<StoredClip | null> => {
      signal.throwIfAborted();
      return silent.has(n) ? Promise.resolve(null) : loadClip(context.cluster.clips, segment, plan, n);
    };
    const factorOf = await levelVoices(plan, load);
    const written = await writeChapter(chapterSound(plan, load, factorOf, clips), path, {
      signal,
      name: plan.title,
    });
    const nameOf = (digest: string): string => `${item.job}/${item.chapter}-${digest}.flac`;
    const minutes = (written.samples / CLOCK_HZ / 60).toFixed(1);
    const object = await uploadByDigest(context.cluster.audio, path, nameOf, `${plan.title}, ${minutes} min`);
    const notes = speechNotes(plan.segments.map((segment, index) => ({ segment, notes: clips[index]?.notes })));
    const timings = Buffer.from(JSON.stringify(chapterTimings(plan, clips, written.samples)));
    await putOnce(context.cluster.audio, timingsName(object.name), timings, `${plan.title}, what is heard where`);
    return {
      type: 'ClipsJoined',
      attempt: task.attempt,
      object: object.name,
      samples: written.samples,
      loudness: written.loudness && { ...written.loudness },
      ...(notes === null ? {} : { notes }),
    };
  });
}

/** Numbers (from 1) of the segments whose clip the store has no longer. */
async function missingClips(plan: ChapterPlan, silent: ReadonlySet<number>, clips: ClipStore): Promise<number[]> {
  const wanted = plan.segments
    .map((segment, index) => ({ n: index + 1, key: segment.key }))
    .filter(({ n }) => !silent.has(n));
  const missing: number[] = [];
  for (let i = 0; i < wanted.length; i += LOOKUPS_AT_ONCE) {
    const batch = wanted.slice(i, i + LOOKUPS_AT_ONCE);
    const found = await Promise.all(batch.map(({ key }) => clips.facts(key)));
    missing.push(...batch.filter((_, index) => found[index] === null).map(({ n }) => n));
  }
  return missing;
}

/** @param used is filled with what was joined, segment by segment */
async function* chapterSound(
  plan: ChapterPlan,
  load: (segment: PlannedSegment, n: number) => Promise<StoredClip | null>,
  factorOf: FactorOf,
  used: (StoredFacts | null)[],
): AsyncGenerator<Int16Array> {
  yield silence(plan.leadSamples);
  for (const [index, segment] of plan.segments.entries()) {
    const clip = await load(segment, index + 1);
    used.push(clip && { utterances: clip.utterances, words: clip.words, notes: clip.notes });
    yield* clip === null ? flaggedSilence(segment, plan.speed) : segmentSound(segment, clip, factorOf(segment));
  }
  yield silence(plan.tailSamples);
}

async function* segmentSound(segment: PlannedSegment, clip: StoredClip, factor: number): AsyncGenerator<Int16Array> {
  const pcm = scaled(await decodeFlac(clip.bytes), factor);
  let at = 0;
  for (const [index, utterance] of segment.utterances.entries()) {
    const samples = clip.utterances[index] ?? 0;
    yield pcm.subarray(at, at + samples);
    yield silence(utterance.pauseAfter);
    at += samples;
  }
}

async function loadClip(clips: ClipStore, segment: PlannedSegment, plan: ChapterPlan, n: number): Promise<StoredClip> {
  const clip = await clips.get(segment.key);
  const total = clip?.utterances.reduce((sum, samples) => sum + samples, 0);
  const sound = clip !== null && clip.utterances.length === segment.utterances.length && total === clip.samples;
  if (sound && createHash('sha256').update(clip.bytes).digest('hex') === clip.digest) return clip;
  throw new TerminalError({
    code: CODES.clipDamaged,
    what: `The clip of segment ${n} of ${plan.title} is ${clip === null ? 'gone' : 'damaged'}.`,
    why: 'What the clip store holds does not match the facts stored with it.',
  });
}

function* flaggedSilence(segment: PlannedSegment, speed: number | undefined): Generator<Int16Array> {
  for (const { spoken, pauseAfter } of segment.utterances) yield silence(unspokenSamples(spoken, speed) + pauseAfter);
}
