import { availableParallelism, hostname } from 'node:os';
import { bookBehavior, chapterBehavior } from '../actors/index.js';
import type { Cluster, NodeRecord, Telemetry } from '../cluster/ports/index.js';
import { type Runtime, type SlotSpec, type StopReason, startRuntime } from '../cluster/runtime/index.js';
import {
  AssertionError,
  type Clock,
  CODES,
  type Failure,
  type Message,
  TerminalError,
  UserError,
  type WorkItem,
} from '../core/index.js';
import { type EngineRequest, openSpeechEngine, type Profile, type SpeechEngine, speechClass } from '../speech/index.js';
import { hostActions } from './actions.js';
import { reportNode } from './node-report.js';
import type { MediaContext } from './performers/context.js';
import { mediaDeadlineMs, performMedia } from './performers/media.js';
import { SPEAK_DEADLINE_MS, speakSegment } from './performers/speak.js';
import { openPlanShelf } from './plan-shelf.js';
import { reconcilerOf } from './reconciling.js';
import { clearAbandonedScratch } from './scratch.js';
import { selfPortrait } from './self-portrait.js';
import { tallyWork } from './work-tallies.js';

export type HostRole = 'book' | 'synth';

export interface HostOptions {
  readonly cluster: Cluster;
  readonly roles: readonly HostRole[];
  /** Inference children, when `synth` is among the roles. */
  readonly slots: number;
  readonly engine: string;
  readonly voice: string;
  readonly voicesFolder: string;
  /** For temporary files; must exist. */
  readonly workFolder: string;
  /** Name of this host, unique in the cluster. */
  readonly node: string;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** What the slots run on, in words; default: `cpu`. */
  readonly device?: string | undefined;
  /** Of this program, for operators. */
  readonly version?: string | undefined;
  /** Opens the engine of a slot, from 0 on; default: the engines of this product. */
  readonly openEngine?: ((request: EngineRequest, slot: number) => Promise<SpeechEngine>) | undefined;
}

export interface Host {
  /** What its slots speak; null without the role `synth`. */
  readonly profile: Profile | null;
  /** Why it ended, after it has. */
  readonly done: Promise<StopReason>;
  /** Drains: nothing new is begun, what runs may finish within `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

/** Joins, encodings and readings at once on a book host; ffmpeg uses one core each. */
const MOST_MEDIA_SLOTS = 4;
const BACKOFF = { firstMs: 1_000, maxMs: 60_000 };
/** The Chapter owns a segment's attempts: it is told of each failure that a second try at once did not mend. */
const SPEECH_POLICY = { maxAttempts: 2, backoff: BACKOFF, failureCode: CODES.speechRejected };
const MEDIA_POLICY = { maxAttempts: 5, backoff: BACKOFF, failureCode: CODES.programFailed };

/** Opens the engines, then runs the roles on the cluster until stopped. Throws a UserError (exit 7) before anything runs when a voice or engine is missing. */
export async function startHost(given: HostOptions): Promise<Host> {
  const work = tallyWork(given.telemetry, () => given.clock.now());
  const options = { ...given, telemetry: work.telemetry };
  await clearAbandonedScratch(options.workFolder);
  const engines = options.roles.includes('synth') ? await openEngines(options) : [];
  const ending = new AbortController();
  const runtime = startRoles(options, engines, ending.signal);
  const record = recordOf(options, engines);
  const reporting = reportNode(options.cluster, record, options.clock, options.telemetry, ending.signal);
  const hangUp = options.cluster.rollCall.answer(() => selfPortrait(record, work.tallies()));
  const done = runtime.done.then(async (reason) => {
    hangUp();
    ending.abort();
    await Promise.all([reporting, ...engines.map((engine) => engine.close())]);
    return reason;
  });
  return {
    profile: engines[0]?.profile ?? null,
    done,
    stop: async (graceMs) => {
      await runtime.stop(graceMs);
      await done;
    },
  };
}

async function openEngines(options: HostOptions): Promise<readonly SpeechEngine[]> {
  const { engine, voice, voicesFolder } = options;
  const open = options.openEngine ?? openSpeechEngine;
  const opening = Array.from({ length: options.slots }, (_, slot) => open({ engine, voice, voicesFolder }, slot));
  const opened = await Promise.allSettled(opening);
  const engines = opened.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failed = opened.find((outcome) => outcome.status === 'rejected');
  if (failed === undefined) return engines;
  await Promise.all(engines.map((opened) => opened.close()));
  throw failed.reason;
}

function startRoles(options: HostOptions, engines: readonly SpeechEngine[], ending: AbortSignal): Runtime {
  const { cluster, clock, node, telemetry, workFolder } = options;
  const context: MediaContext = { cluster, plans: openPlanShelf(cluster.books), workFolder, clock, node };
  const isBookHost = options.roles.includes('book');
  const behaviors = [bookBehavior, chapterBehavior];
  return startRuntime({
    cluster,
    node,
    clock,
    telemetry,
    classify: classifyPortError,
    behaviors,
    mailKinds: isBookHost ? ['book', 'chapter'] : [],
    actions: hostActions(cluster, clock),
    slots: [...speechSlots(engines, context), ...(isBookHost ? mediaSlots(context) : [])],
    ...(isBookHost ? { reconciler: reconcilerOf(cluster, behaviors, clock, telemetry, ending) } : {}),
  });
}

function speechSlots(engines: readonly SpeechEngine[], context: MediaContext): readonly SlotSpec[] {
  return engines.map((engine, index) => {
    const slot = { engine, resamplers: new Map() };
    return {
      name: `speech-${index + 1}`,
      workClass: speechClass(engine.profile.id),
      performer: (item, { signal, slotFree }) => speakSegment(item, slot, context, signal, slotFree),
      deadlineMs: () => SPEAK_DEADLINE_MS,
      policy: SPEECH_POLICY,
      failureMessage: workFailed(context.node),
    };
  });
}

function mediaSlots(context: MediaContext): readonly SlotSpec[] {
  return Array.from({ length: Math.min(MOST_MEDIA_SLOTS, availableParallelism()) }, (_, index) => ({
    name: `media-${index + 1}`,
    workClass: 'media',
    performer: (item, { signal }) => performMedia(item, context, signal),
    deadlineMs: mediaDeadlineMs,
    // A media worker that holds a second item keeps it from an idle one: joins are long.
    mayLookAhead: () => false,
    policy: MEDIA_POLICY,
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

/** The adapters put the server's errors into words: what they call a user's matter, and a bug, do not mend themselves. */
const classifyPortError = (error: unknown): 'transient' | 'fatal' =>
  error instanceof UserError || error instanceof TerminalError || error instanceof AssertionError
    ? 'fatal'
    : 'transient';

function recordOf(options: HostOptions, engines: readonly SpeechEngine[]): Omit<NodeRecord, 'seenAt'> {
  const [first] = engines;
  return {
    node: options.node,
    host: hostname(),
    version: options.version ?? '',
    roles: options.roles,
    slots: engines.length,
    busy: 0,
    device: options.device ?? 'cpu',
    profiles: first === undefined ? [] : [{ ...first.profile }],
    charactersPerSecond: null,
    state: 'ready',
    startedAt: options.clock.now(),
  };
}
