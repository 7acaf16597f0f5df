import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../../config/index.js';
import { EXIT, type ExitCode } from '../../core/index.js';
import type { Host, HostRole } from '../../host/index.js';
import type { VoiceChoice } from '../../ordering/index.js';
import { type HostDevice, slotsOf } from '../devices/decide-devices.js';
import { deviceName, deviceOptions } from '../devices/host-device.js';
import { hostEndedError } from '../host-ended.js';
import { exitCodeOf, type InterruptionReason } from '../interruption.js';
import { loggerFor } from '../log.js';
import { claimNodeName } from './node-name.js';
import { startLine } from './start-line.js';
import { watchWork, type WorkInHand } from './work-in-hand.js';
import { openCluster } from '../open-cluster.js';
import { recogniserHere } from '../recogniser.js';
import type { LifeFacts, NodeLife } from '../status/index.js';
import type { CommandContext } from '../surroundings.js';
import { noteHostSpeed } from '../voices/host-speed.js';
import { loadHost, loadStatus } from '../wiring.js';
import { type ConnectedCluster, createClient } from '../../client/index.js';

/** What one node is to be. */
export interface NodePlan {
  readonly roles: readonly HostRole[];
  readonly voice: VoiceChoice;
  readonly device: HostDevice;
  readonly settings: Settings;
}

/** Runs a node in this process until it is told to leave, by a signal or by an order of the cluster. */
export async function runNode(plan: NodePlan, context: CommandContext): Promise<ExitCode> {
  const { settings, roles } = plan;
  const { NodeLife } = await loadStatus();
  const role = roles.length === 1 ? roles[0] : 'all';
  const joined: { name?: string } = {};
  const logged = loggerFor(settings, context.words, 'info', { role, node: () => joined.name });
  const life = new NodeLife(lifeFacts(plan, context), logged, () => context.clock.now());
  const work = watchWork(life.telemetry);
  const cluster = await openCluster(context, settings, `node-${role}`, work.telemetry, { waitsForRoom: true });
  try {
    const { name, release } = await claimNodeName(cluster, settings, context);
    joined.name = name;
    try {
      return await runNamed({ plan, cluster, name, life, work }, context);
    } finally {
      await release();
    }
  } finally {
    await cluster.close();
  }
}

interface NamedNode {
  readonly plan: NodePlan;
  readonly cluster: ConnectedCluster;
  readonly name: string;
  readonly life: NodeLife;
  readonly work: WorkInHand;
}

async function runNamed(node: NamedNode, context: CommandContext): Promise<ExitCode> {
  const { plan, cluster, name, life, work } = node;
  const { settings, device } = plan;
  const { interruption, clock } = context;
  const workFolder = join(settings.cacheFolder, 'work');
  await mkdir(workFolder, { recursive: true });
  const { serveStatus, statusSource } = await loadStatus();
  const client = createClient(cluster, clock);
  const source = statusSource(life, { node: name, cluster, client, workFolder }, context);
  const status = await serveStatus(source, settings);
  interruption.signal.addEventListener('abort', () => life.leaves(), { once: true });
  try {
    const host = await startNode({ ...node, workFolder, status: status?.url ?? null }, context);
    const ended = await untilItLeaves({ host, name, work, graceSeconds: settings.graceSeconds }, context);
    await noteHostSpeed(host, deviceName(device), settings, clock);
    return ended;
  } finally {
    await status?.close();
  }
}

/** What its status and metrics know from the beginning. */
function lifeFacts({ roles, voice, device }: NodePlan, { version, nodeVersion }: CommandContext): LifeFacts {
  const speaks = roles.includes('synth');
  return {
    ...{ roles, version, nodeVersion },
    engine: speaks ? voice.engine : '',
    voice: speaks ? voice.voice : '',
    device: deviceName(device),
    gpuUuid: device.type === 'cpu' ? '' : device.gpu.uuid,
    mismatch: device.type === 'cpu' && device.mismatch,
    groups: ['node'],
  };
}

async function startNode(
  starting: NamedNode & { readonly workFolder: string; readonly status: string | null },
  context: CommandContext,
): Promise<Host> {
  const { plan, cluster, name: node, life, work, workFolder, status } = starting;
  const { startHost } = await loadHost();
  const { settings, roles, voice, device } = plan;
  const begunAt = context.clock.now();
  const slots = slotsOf(device, settings, context.cores);
  const on = await deviceOptions(device, settings, context);
  const { voicesFolder } = settings;
  const { clock, version } = context;
  const { telemetry } = work;
  const { engine, voice: name } = voice;
  const openRecogniser = roles.includes('verify') ? await recogniserHere(settings) : undefined;
  const host = await startHost({
    ...{ cluster, roles, slots, engine, voice: name, voicesFolder, workFolder, node, clock, telemetry, version },
    ...on,
    hours: settings.nodeHours,
    openRecogniser,
  });
  life.stands(host, node, clock.now() - begunAt);
  const speed = device.type === 'gpu' ? device.speed : null;
  const { url: server } = cluster.server;
  context.words.write(
    startLine({ node, roles, slots, device: on.device, profile: host.profile, speed, server, status }),
  );
  return host;
}

interface RunningNode {
  readonly host: Host;
  readonly name: string;
  readonly work: WorkInHand;
  readonly graceSeconds: number;
}

/** Leaving when asked is what a node is for, so it ends with 0; a second signal ends it at once, with its own code. */
async function untilItLeaves(running: RunningNode, context: CommandContext): Promise<ExitCode> {
  const { interruption, words, progress } = context;
  const { host, name, work, graceSeconds } = running;
  progress.register(() => words.write(`${name}: ${work.progress()}\n`));
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
