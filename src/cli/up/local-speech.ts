import type { Client, ConnectedCluster } from '../../client/index.js';
import type { Settings } from '../../config/index.js';
import type { CastLook, CastVoice, RunningCast } from '../../host/cast/index.js';
import type { RightOfWay } from '../../host/interactive/index.js';
import type { Host } from '../../host/index.js';
import { isSent } from '../../ordering/index.js';
import type { Telemetry } from '../../telemetry/index.js';
import { type HostDevice, slotsOf } from '../devices/decide-devices.js';
import { deviceName, deviceOptions } from '../devices/host-device.js';
import { deviceBeside, spokenOn } from '../devices/placed-voice.js';
import type { CommandContext } from '../surroundings.js';
import { noteHostSpeed } from '../voices/host-speed.js';
import { loadCast, loadHost, loadSpeech } from '../wiring.js';
import { type OpenJobs, openJobs } from './open-jobs.js';
import { poolsOf, type SpeechPool } from './speech-pools.js';
import { usualVoice } from './usual-voice.js';

const SECOND_MS = 1_000;

/** Where this machine's hosts live. */
export interface LocalPlace {
  readonly cluster: ConnectedCluster;
  readonly client: Client;
  readonly telemetry: Telemetry;
  /** Of the machine; a voice's host adds the voice. */
  readonly node: string;
  /** For temporary files; exists. */
  readonly workFolder: string;
  /** Of whoever waits for a sentence. */
  readonly rightOfWay: RightOfWay;
  /** What its voices speak on. */
  readonly devices: readonly HostDevice[];
}

/** What speaks on this machine now. */
export interface LocalSpeech extends Pick<RunningCast, 'troubles' | 'stop'> {
  hosts(): readonly Host[];
}

/** Voices on demand, as the jobs of this cluster ask for them. @param signal ends the looking at jobs */
export async function startLocalSpeech(
  place: LocalPlace,
  settings: Settings,
  context: CommandContext,
  signal: AbortSignal,
): Promise<LocalSpeech> {
  const { client, telemetry, devices } = place;
  const { clock, cores } = context;
  const { needsOf } = await loadCast();
  const on = spokenOn(devices);
  const runsOnGpu = on === 'gpu' ? (await loadSpeech()).runsOnGpu : () => false;
  const jobs = openJobs(client, clock, telemetry, signal);
  const usual = usualVoice(settings, on, clock);
  const look = async (): Promise<CastLook> => {
    const [open, depths, warm] = await Promise.all([jobs.statuses(), client.queue(), usual()]);
    return { needs: needsOf(open, depths), usual: warm };
  };
  const pools = poolsOf(place.node, devices, (device) => slotsOf(device, settings, cores), runsOnGpu);
  const hosts = new Set<Host>();
  const casts = await Promise.all(
    pools.map((pool) => startPool(pool, { look, jobs, hosts }, place, settings, context)),
  );
  return {
    troubles: () => notSpoken(casts, hosts),
    stop: async (graceMs) => {
      await Promise.all(casts.map((cast) => cast.stop(graceMs)));
    },
    hosts: () => [...hosts],
  };
}

/** What one device cannot speak another may. */
function notSpoken(casts: readonly RunningCast[], hosts: ReadonlySet<Host>): ReturnType<RunningCast['troubles']> {
  const spoken = new Set([...hosts].map(({ profile }) => profile?.id));
  const troubles = new Map(casts.flatMap((cast) => cast.troubles()).map((trouble) => [trouble.profile, trouble]));
  return [...troubles.values()].filter(({ profile }) => !spoken.has(profile));
}

/** What the pools of a machine share. */
interface Shared {
  readonly look: () => Promise<CastLook>;
  readonly jobs: OpenJobs;
  /** All that speak now. */
  readonly hosts: Set<Host>;
}

async function startPool(
  pool: SpeechPool,
  { look, jobs, hosts }: Shared,
  place: LocalPlace,
  settings: Settings,
  context: CommandContext,
): Promise<RunningCast> {
  const { startCast } = await loadCast();
  const { cluster, telemetry } = place;
  return startCast({
    slots: pool.slots,
    graceMs: settings.graceSeconds * SECOND_MS,
    clock: context.clock,
    telemetry,
    look: async () => {
      const { needs, usual } = await look();
      const own = needs.filter(({ engine }) => pool.takes(engine));
      return { needs: own, usual: usual !== null && pool.takes(usual.engine) ? usual : null };
    },
    // Told to leave by people; a cordoned one takes nothing by itself.
    mayStart: (voice) => cluster.control.nodeOrder(nodeOf(voice, pool)) !== 'drain',
    start: async (voice, slots) => {
      const host = await startVoice(voice, slots, pool, place, settings, context);
      hosts.add(host);
      void host.done.then(() => hosts.delete(host));
      return host;
    },
    bell: (over) => jobs.changed(over),
  });
}

const nodeOf = ({ voice }: CastVoice, { node }: SpeechPool): string => `${node}-${voice}`;

async function startVoice(
  voice: CastVoice,
  slots: number,
  pool: SpeechPool,
  place: LocalPlace,
  settings: Settings,
  context: CommandContext,
): Promise<Host> {
  const { startHost } = await loadHost();
  const { cluster, telemetry, workFolder, rightOfWay } = place;
  const { voicesFolder } = settings;
  const { clock, version } = context;
  const device = await deviceBeside(voice.engine, [pool.device]);
  const { openEngine, ...shown } = await deviceOptions(device, settings, context);
  // What a GPU or a server computes is in nobody's way.
  const isInTheWay = device.type === 'cpu' && !isSent(voice);
  const host = await startHost({
    ...{ cluster, telemetry, workFolder, clock, version, voicesFolder, slots, ...shown },
    roles: ['synth'],
    engine: voice.engine,
    voice: voice.voice,
    node: nodeOf(voice, pool),
    openEngine: async (request) => {
      const engine = await openEngine(request);
      return isInTheWay ? rightOfWay.standingBack(engine) : engine;
    },
  });
  void host.done.then(() => noteHostSpeed(host, deviceName(device), settings, clock));
  return host;
}
