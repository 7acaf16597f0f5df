import { hostname } from 'node:os';
import { bookBehavior, chapterBehavior } from '../actors/index.js';
import type { CannotSpeak, Cluster, DeviceMemory, NodeOrder, Telemetry } from '../cluster/ports/index.js';
import { type Runtime, type StopReason, startRuntime } from '../cluster/runtime/index.js';
import { environment } from '../config/index.js';
import { AssertionError, type Clock, TerminalError, UserError } from '../core/index.js';
import { programsOnPath } from '../programs/index.js';
import {
  type EngineRequest,
  listVoices,
  openSpeechEngine,
  type Profile,
  type Recogniser,
  type SpeechEngine,
} from '../speech/index.js';
import { hostActions } from './actions.js';
import { ClusterClock } from './cluster-clock.js';
import { untilDrained } from './drain.js';
import { FleetView } from './fleet.js';
import { keepHours } from './keep-hours.js';
import { LiveNode, type NodeFacts, type NodeStanding } from './live-node.js';
import { reportNode } from './node-report.js';
import type { MediaContext } from './performers/context.js';
import { openPlanShelf } from './plan-shelf.js';
import { planApart } from './reading/plan-apart.js';
import { type PlanInHand, plannerWith } from './reading/plan-in-hand.js';
import { READING_PROGRAMS } from './reading/read-elsewhere.js';
import { reconcilerOf } from './reconciling.js';
import { clearAbandonedScratch } from './scratch.js';
import { selfPortrait } from './self-portrait.js';
import { mediaSlots, type Standing, speechSlots, verifySlots } from './slots.js';
import { telling } from './telling.js';
import { keepTidy } from './tidying.js';
import { tallyWork } from './work-tallies.js';

/** `web` does nothing by itself: a page stands beside it, and it says that the node is there. */
export type HostRole = 'book' | 'synth' | 'verify' | 'web';

export interface HostOptions {
  readonly cluster: Cluster;
  readonly roles: readonly HostRole[];
  /** Inference children, when `synth` is among the roles; recognisers for `verify`. */
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
  /** The slots were to run on a GPU, and none works; default: they run on what they were to. */
  readonly deviceMismatch?: true | undefined;
  /** Of the GPU they run on, as it was lately; null: not known. Told with each report. */
  readonly deviceMemory?: (() => DeviceMemory | null) | undefined;
  /** Of this program, for operators. */
  readonly version?: string | undefined;
  /** When it works, in this machine's time zone: `22:00-07:00`; default: always. */
  readonly hours?: string | null | undefined;
  /** What its machine was asked to speak and cannot; told with each report. */
  readonly cannotSpeak?: (() => readonly CannotSpeak[]) | undefined;
  /** Of a book that will be ordered at once: it is not read again for that. */
  readonly planInHand?: PlanInHand | undefined;
  /** Opens a recogniser, once for each slot; needed for the role `verify`. */
  readonly openRecogniser?: (() => Promise<Recogniser>) | undefined;
  /** Opens the engine of a slot, from 0 on; default: the engines of this product. */
  readonly openEngine?: ((request: EngineRequest, slot: number) => Promise<SpeechEngine>) | undefined;
}

export interface Host {
  /** What its slots speak; null without the role `synth`. */
  readonly profile: Profile | null;
  /** Of one slot, lately; null until something was spoken. */
  charactersPerSecond(): number | null;
  /** How it stands now. */
  standing(): NodeStanding;
  /** Why it ended, after it has. */
  readonly done: Promise<StopReason>;
  /** Drains: nothing new is begun, what runs may finish within `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

/** After a drain: outcomes on their way. */
const LAST_WORDS_MS = 30_000;

/** Opens the engines, then runs the roles on the cluster until stopped. Throws a UserError (exit 7) before anything runs when a voice or engine is missing. */
export async function startHost(given: HostOptions): Promise<Host> {
  const shared = new ClusterClock(given.cluster, given.clock, given.telemetry);
  await shared.set();
  const work = tallyWork(given.telemetry, () => shared.now());
  const options = { ...given, clock: shared, telemetry: work.telemetry };
  await clearAbandonedScratch(options.workFolder);
  const { engines, recognisers } = await openAll(options);
  const { clock, node, telemetry } = options;
  const ending = new AbortController();
  const { cluster, isResting } = keepHours(given.cluster, given.hours ?? null, given.clock, ending.signal);
  const order = (): NodeOrder => cluster.control.nodeOrder(node);
  const voices = await installedVoices(options);
  const live = new LiveNode({ ...factsOf(options, engines), voices }, order, {
    readsWith: readingPrograms,
    cannotSpeak: options.cannotSpeak,
    deviceMemory: options.deviceMemory,
    isResting,
  });
  const fleet = new FleetView(() => clock.now());
  const kept = { ...options, cluster };
  const runtime = startRoles(kept, { engines, recognisers }, { live, fleet }, ending.signal);
  const duties = [reportNode(live, fleet, kept, ending.signal), shared.keepRight(ending.signal)];
  if (options.roles.includes('book')) duties.push(keepTidy(cluster, node, clock, telemetry, ending.signal));
  const hangUp = cluster.rollCall.answer(() => selfPortrait(live.record(), work.tallies()));
  const done = runtime.done.then(async (reason) => {
    hangUp();
    ending.abort();
    await Promise.all([...duties, ...[...engines, ...recognisers].map((opened) => opened.close())]);
    return reason;
  });
  void untilDrained(live, cluster.control, ending.signal).then(() => runtime.stop(LAST_WORDS_MS));
  return {
    profile: engines[0]?.profile ?? null,
    charactersPerSecond: () => live.charactersPerSecond,
    standing: () => live.record(),
    done,
    stop: async (graceMs) => {
      await runtime.stop(graceMs);
      await done;
    },
  };
}

/** A node that cannot read its own voices has none to offer; what it speaks is open already. */
const installedVoices = async ({ roles, voicesFolder }: HostOptions): Promise<readonly string[]> => {
  if (!roles.includes('synth')) return [];
  const listed = await listVoices(voicesFolder).catch(() => []);
  return listed.filter(({ installed }) => installed).map(({ name }) => name);
};

interface Opened {
  readonly engines: readonly SpeechEngine[];
  readonly recognisers: readonly Recogniser[];
}

/** What the roles need, or nothing: no engine stays open without the recogniser. */
async function openAll(options: HostOptions): Promise<Opened> {
  const engines = options.roles.includes('synth') ? await openEngines(options) : [];
  try {
    return { engines, recognisers: options.roles.includes('verify') ? await openRecognisers(options) : [] };
  } catch (error) {
    await Promise.all(engines.map((engine) => engine.close()));
    throw error;
  }
}

function openEngines(options: HostOptions): Promise<readonly SpeechEngine[]> {
  const { engine, voice, voicesFolder, slots } = options;
  const open = options.openEngine ?? openSpeechEngine;
  return openForSlots(slots, (slot) => open({ engine, voice, voicesFolder }, slot));
}

const openRecognisers = ({ slots, openRecogniser }: HostOptions): Promise<readonly Recogniser[]> =>
  openRecogniser === undefined ? Promise.resolve([]) : openForSlots(slots, openRecogniser);

/** One for each slot, or none: what is open when another fails is closed. */
async function openForSlots<T extends { close(): Promise<void> }>(
  slots: number,
  open: (slot: number) => Promise<T>,
): Promise<readonly T[]> {
  const opening = Array.from({ length: slots }, (_, slot) => open(slot));
  const outcomes = await Promise.allSettled(opening);
  const opened = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed === undefined) return opened;
  await Promise.all(opened.map((one) => one.close()));
  throw failed.reason;
}

function startRoles(
  options: HostOptions,
  { engines, recognisers }: Opened,
  standing: Standing,
  ending: AbortSignal,
): Runtime {
  const { cluster, clock, node, telemetry, workFolder, version = '', planInHand } = options;
  const mayReadElsewhere = (program: string): boolean => standing.fleet.mayReadElsewhere(program, node);
  const plans = openPlanShelf(cluster.books);
  const planner = planInHand === undefined ? planApart : plannerWith(planInHand, planApart);
  const context: MediaContext = { cluster, plans, planner, workFolder, clock, node, version, mayReadElsewhere };
  const isBookHost = options.roles.includes('book');
  const behaviors = [bookBehavior, chapterBehavior];
  return startRuntime({
    cluster: telling(cluster, telemetry),
    node,
    clock,
    telemetry,
    classify: classifyPortError,
    behaviors,
    mailKinds: isBookHost ? ['book', 'chapter'] : [],
    actions: hostActions(cluster, clock),
    slots: [
      ...speechSlots(engines, context, standing),
      ...verifySlots(recognisers, context, standing.live),
      ...(isBookHost ? mediaSlots(context, standing.live) : []),
    ],
    ...(isBookHost ? { reconciler: reconcilerOf(cluster, behaviors, clock, telemetry, ending) } : {}),
  });
}

const readingPrograms = (): readonly string[] => programsOnPath(READING_PROGRAMS, environment()['PATH']);

/** The adapters put the server's errors into words: what they call a user's matter, and a bug, do not mend themselves. */
const classifyPortError = (error: unknown): 'transient' | 'fatal' =>
  error instanceof UserError || error instanceof TerminalError || error instanceof AssertionError
    ? 'fatal'
    : 'transient';

function factsOf(options: HostOptions, engines: readonly SpeechEngine[]): NodeFacts {
  const [first] = engines;
  return {
    node: options.node,
    host: hostname(),
    version: options.version ?? '',
    roles: options.roles,
    slots: engines.length,
    device: options.device ?? 'cpu',
    ...(options.deviceMismatch === true ? { deviceMismatch: true } : {}),
    profiles: first === undefined ? [] : [{ ...first.profile }],
    startedAt: options.clock.now(),
  };
}
