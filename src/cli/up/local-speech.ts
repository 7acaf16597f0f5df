import type { Client, ConnectedCluster } from '../../client/index.js';
import type { Settings } from '../../config/index.js';
import type { CastVoice, RunningCast } from '../../host/cast/index.js';
import type { RightOfWay } from '../../host/interactive/index.js';
import type { Host } from '../../host/index.js';
import { enginePlace, isSent } from '../../ordering/index.js';
import type { Telemetry } from '../../telemetry/index.js';
import { slotsOfCpu } from '../slots.js';
import type { CommandContext } from '../surroundings.js';
import { noteHostSpeed } from '../voices/host-speed.js';
import { loadCast, loadHost, loadSpeech } from '../wiring.js';
import { openJobs } from './open-jobs.js';
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
}

/** What speaks on this machine now. */
export interface LocalSpeech extends RunningCast {
  hosts(): readonly Host[];
}

/** Voices on demand, as the jobs of this cluster ask for them. @param signal ends the looking at jobs */
export async function startLocalSpeech(
  place: LocalPlace,
  settings: Settings,
  context: CommandContext,
  signal: AbortSignal,
): Promise<LocalSpeech> {
  const { cluster, client, telemetry } = place;
  const { clock, cores } = context;
  const { needsOf, startCast } = await loadCast();
  const jobs = openJobs(client, clock, telemetry, signal);
  const usual = usualVoice(settings, clock);
  const hosts = new Set<Host>();
  const cast = startCast({
    slots: slotsOfCpu(settings, cores),
    graceMs: settings.graceSeconds * SECOND_MS,
    clock,
    telemetry,
    look: async () => {
      const [open, depths, warm] = await Promise.all([jobs.statuses(), client.queue(), usual()]);
      return { needs: needsOf(open, depths), usual: warm };
    },
    // Told to leave by people; a cordoned one takes nothing by itself.
    mayStart: (voice) => cluster.control.nodeOrder(nodeOf(voice, place)) !== 'drain',
    start: async (voice, slots) => {
      const host = await startVoice(voice, slots, place, settings, context);
      hosts.add(host);
      void host.done.then(() => hosts.delete(host));
      return host;
    },
    bell: (over) => jobs.changed(over),
  });
  return { ...cast, hosts: () => [...hosts] };
}

const nodeOf = ({ voice }: CastVoice, { node }: LocalPlace): string => `${node}-${voice}`;

async function startVoice(
  voice: CastVoice,
  slots: number,
  place: LocalPlace,
  settings: Settings,
  { clock, version }: CommandContext,
): Promise<Host> {
  const [{ startHost }, { openSpeechEngine }] = await Promise.all([loadHost(), loadSpeech()]);
  const { cluster, telemetry, workFolder, rightOfWay } = place;
  const { voicesFolder } = settings;
  const host = await startHost({
    ...{ cluster, telemetry, workFolder, clock, version, voicesFolder, slots },
    roles: ['synth'],
    engine: voice.engine,
    voice: voice.voice,
    node: nodeOf(voice, place),
    openEngine: async (request) => {
      const engine = await openSpeechEngine({ ...request, ...enginePlace(settings) });
      // A server's voice computes elsewhere: it is in nobody's way.
      return isSent(voice) ? engine : rightOfWay.standingBack(engine);
    },
  });
  void host.done.then(() => noteHostSpeed(host, 'cpu', settings, clock));
  return host;
}
