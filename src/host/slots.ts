import { availableParallelism } from 'node:os';
import { FailureCounts, type SlotSpec } from '../cluster/runtime/index.js';
import { CODES, type Failure, type Message, type WorkItem, workId } from '../core/index.js';
import { type Recogniser, type SpeechEngine, speechClass } from '../speech/index.js';
import { LeftItems, speechChooser } from './choose-speech.js';
import type { FleetView } from './fleet.js';
import type { LiveNode } from './live-node.js';
import type { MediaContext } from './performers/context.js';
import { mediaDeadlineMs, performMedia } from './performers/media.js';
import { SPEAK_DEADLINE_MS, type SpeechSlot, speakSegment } from './performers/speak.js';
import { UsualLength } from './performers/usual-length.js';
import { VERIFY_DEADLINE_MS, verifyChapter } from './performers/verify.js';
import { rateLimited } from './rate-limited.js';

/** Joins and encodings at once on a book host; ffmpeg uses one core each. */
const MOST_MEDIA_SLOTS = 4;
const BACKOFF = { firstMs: 1_000, maxMs: 60_000 };
/** The Chapter owns a segment's attempts: it is told of each failure that a second try at once did not mend. */
const SPEECH_POLICY = { maxAttempts: 2, backoff: BACKOFF, failureCode: CODES.speechRejected };
const MEDIA_POLICY = { maxAttempts: 5, backoff: BACKOFF, failureCode: CODES.programFailed };

/** How this host and the others stand. */
export interface Standing {
  readonly live: LiveNode;
  readonly fleet: FleetView;
}

/** One per engine; they share what they know of failures. */
export function speechSlots(
  engines: readonly SpeechEngine[],
  context: MediaContext,
  { live, fleet }: Standing,
): readonly SlotSpec[] {
  const { plans, clock, node } = context;
  const shared = { failures: new FailureCounts(), left: new LeftItems() };
  return engines.map((engine, index) => {
    const limited = (item: WorkItem): SpeechEngine =>
      rateLimited(engine, context.cluster.rates, clock, `${node}/${index + 1}/${workId(item)}`);
    const slot: Omit<SpeechSlot, 'engine'> = {
      resamplers: new Map(),
      usual: new UsualLength(),
      failuresOf: (item) => shared.failures.of(workId(item)),
      spoke: (characters, ms) => live.spoke(characters, ms),
    };
    const house = { profile: engine.profile.id, live, fleet, plans, left: shared.left, now: () => clock.now() };
    return {
      name: `speech-${index + 1}`,
      workClass: speechClass(engine.profile.id),
      performer: (item, { signal, slotFree }) =>
        live.whileSpeaking(() => speakSegment(item, { ...slot, engine: limited(item) }, context, signal, slotFree)),
      deadlineMs: () => SPEAK_DEADLINE_MS,
      mayTake: () => live.state === 'ready',
      ...speechChooser(house),
      policy: SPEECH_POLICY,
      failures: shared.failures,
      failureMessage: workFailed(node),
    };
  });
}

/** What a book host does beside its actors: one slot reads new books, the others need files and ffmpeg. */
export function mediaSlots(context: MediaContext, live: LiveNode): readonly SlotSpec[] {
  const failures = new FailureCounts();
  const media = Array.from({ length: Math.min(MOST_MEDIA_SLOTS, availableParallelism()) }, (_, index) => ({
    name: `media-${index + 1}`,
    workClass: 'media' as const,
  }));
  return [{ name: 'read-1', workClass: 'read' as const }, ...media].map((slot) => ({
    ...slot,
    performer: (item, { signal }) => live.whileMaking(() => performMedia(item, context, signal)),
    deadlineMs: mediaDeadlineMs,
    mayTake: () => live.state === 'ready',
    // A media worker that holds a second item keeps it from an idle one: joins are long.
    mayLookAhead: () => false,
    policy: MEDIA_POLICY,
    failures,
    failureMessage: workFailed(context.node),
  }));
}

/** One per recogniser: what it heard is nobody's clip, so a failure is told and asked for again by a person. */
export function verifySlots(
  recognisers: readonly Recogniser[],
  context: MediaContext,
  live: LiveNode,
): readonly SlotSpec[] {
  const failures = new FailureCounts();
  return recognisers.map((recogniser, index) => ({
    name: `verify-${index + 1}`,
    workClass: 'verify' as const,
    performer: (item, { signal }) => live.whileMaking(() => verifyChapter(item, recogniser, context, signal)),
    deadlineMs: () => VERIFY_DEADLINE_MS,
    mayTake: () => live.state === 'ready',
    // Chapters are long: what one slot held in advance, another could begin.
    mayLookAhead: () => false,
    policy: SPEECH_POLICY,
    failures,
    failureMessage: workFailed(context.node),
  }));
}

const workFailed =
  (node: string) =>
  (item: WorkItem, failure: Failure): Message => ({
    type: 'WorkFailed',
    item: item.item,
    attempt: item.attempt,
    node,
    failure: { ...failure },
  });
