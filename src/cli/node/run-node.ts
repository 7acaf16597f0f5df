import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../../config/index.js';
import { EXIT, type ExitCode } from '../../core/index.js';
import type { Host, HostOptions, HostRole } from '../../host/index.js';
import { enginePlace, type VoiceChoice } from '../../ordering/index.js';
import { hostEndedError } from '../host-ended.js';
import { exitCodeOf, type InterruptionReason } from '../interruption.js';
import { loggerFor } from '../log.js';
import { type NodeDevices, slotsOf } from './devices.js';
import { claimNodeName } from './node-name.js';
import { startLine } from './start-line.js';
import { watchWork, type WorkInHand } from './work-in-hand.js';
import { openCluster } from '../open-cluster.js';
import { recogniserHere } from '../recogniser.js';
import type { CommandContext } from '../surroundings.js';
import { noteHostSpeed } from '../voices/host-speed.js';
import { loadDevices, loadHost, loadSpeech } from '../wiring.js';
import type { ConnectedCluster } from '../../client/index.js';

/** What one node is to be. */
export interface NodePlan {
  readonly roles: readonly HostRole[];
  readonly voice: VoiceChoice;
  readonly devices: Exclude<NodeDevices, { type: 'several' }>;
  readonly settings: Settings;
}

/** Runs a node in this process until it is told to leave, by a signal or by an order of the cluster. */
export async function runNode(plan: NodePlan, context: CommandContext): Promise<ExitCode> {
  const { settings, roles } = plan;
  const work = watchWork(loggerFor(settings, context.words, 'info'));
  const role = roles.length === 1 ? roles[0] : 'all';
  const cluster = await openCluster(context, settings, `node-${role}`, work.telemetry, { waitsForRoom: true });
  try {
    const { name, release } = await claimNodeName(cluster, settings, context);
    try {
      const host = await startNode(plan, cluster, name, work, context);
      const ended = await untilItLeaves({ host, name, work, graceSeconds: settings.graceSeconds }, context);
      const device = plan.devices.type === 'cpu' ? 'cpu' : plan.devices.gpu.name;
      await noteHostSpeed(host, device, settings, context.clock);
      return ended;
    } finally {
      await release();
    }
  } finally {
    await cluster.close();
  }
}

async function startNode(
  plan: NodePlan,
  cluster: ConnectedCluster,
  node: string,
  work: WorkInHand,
  context: CommandContext,
): Promise<Host> {
  const { startHost } = await loadHost();
  const { settings, roles, voice, devices } = plan;
  const workFolder = join(settings.cacheFolder, 'work');
  await mkdir(workFolder, { recursive: true });
  const slots = slotsOf(devices, settings, context.cores);
  const on = await deviceOptions(devices, settings, context);
  const { voicesFolder } = settings;
  const { clock, version } = context;
  const { telemetry } = work;
  const { engine, voice: name } = voice;
  const openRecogniser = roles.includes('verify') ? await recogniserHere(settings) : undefined;
  const host = await startHost({
    ...{ cluster, roles, slots, engine, voice: name, voicesFolder, workFolder, node, clock, telemetry, version },
    ...on,
    openRecogniser,
  });
  const speed = devices.type === 'gpu' ? devices.speed : null;
  const facts = { node, roles, slots, device: on.device, profile: host.profile, speed, server: cluster.server.url };
  context.words.write(startLine(facts));
  return host;
}

type DeviceOptions = Pick<HostOptions, 'openEngine'> & { readonly device: string };

async function deviceOptions(
  devices: NodePlan['devices'],
  settings: Settings,
  { env }: CommandContext,
): Promise<DeviceOptions> {
  const { openSpeechEngine } = await loadSpeech();
  const place = enginePlace(settings);
  if (devices.type === 'cpu')
    return { device: 'cpu', openEngine: (request) => openSpeechEngine({ ...request, ...place }) };
  const { deviceWords } = await loadDevices();
  const device = { type: 'cuda', gpu: devices.gpu.uuid, environment: env } as const;
  return {
    device: deviceWords(devices.gpu),
    openEngine: (request) => openSpeechEngine({ ...request, ...place, device }),
  };
}

interface RunningNode {
  readonly host: Host;
  readonly name: string;
  readonly work: WorkInHand;
  readonly graceSeconds: number;
}

/** Leaving when asked is what a node is for, so it ends with 0; a second signal ends it at once, with its own code. */
async function untilItLeaves(running: RunningNode, { interruption, words }: CommandContext): Promise<ExitCode> {
  const { host, name, work, graceSeconds } = running;
  let second: InterruptionReason | null = null;
  interruption.atSecond(async (reason) => {
    second = reason;
    words.write('Leaving at once; what is in hand goes back.\n');
    await host.stop(0);
  });
  const ended = await Promise.race([host.done, whenAborted(interruption.signal)]);
  if (ended !== null && ended.type !== 'stopped') throw hostEndedError(ended);
  if (ended !== null) {
    words.write(`${name} was drained: it has finished what it had begun. To let it work again: ${againAfter(name)}\n`);
    return EXIT.done;
  }
  work.startCounting();
  words.write(leavingText(work.waitingFor(), graceSeconds));
  await host.stop(second === null ? graceSeconds * 1_000 : 0);
  words.write(`Left: ${work.outcome()}.\n`);
  return second === null ? EXIT.done : exitCodeOf(second);
}

const againAfter = (name: string): string => `e2a cluster uncordon ${name}, then start it`;

const leavingText = (waitingFor: string | null, graceSeconds: number): string =>
  waitingFor === null
    ? 'Leaving; nothing is in hand.\n'
    : `Leaving: nothing new is begun; waiting ${graceSeconds} s at most for ${waitingFor}. Once more leaves at once.\n`;

function whenAborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}
