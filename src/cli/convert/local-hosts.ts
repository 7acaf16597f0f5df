import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../../config/index.js';
import type { Host, HostRole, PlanInHand } from '../../host/index.js';
import { enginePlace, type VoiceChoice } from '../../ordering/index.js';
import type { Telemetry } from '../../telemetry/index.js';
import { slotsOfCpu } from '../slots.js';
import type { CommandContext } from '../surroundings.js';
import { noteHostSpeed } from '../voices/host-speed.js';
import { loadHost, loadSpeech } from '../wiring.js';
import type { Cluster } from '../../client/index.js';

/** A voice for another language, and how much of the book it speaks: 0 … 1. */
export interface LanguageShare extends VoiceChoice {
  readonly profile: string;
  readonly share: number;
}

/** The hosts of a conversion, in this process. */
export interface LocalHosts {
  /** Why the first that ended did so. */
  readonly done: Host['done'];
  /** Drains them all. */
  stop(graceMs: number): Promise<void>;
}

/**
 * A host with all roles for the book's voice, and beside it one for each other voice: a host speaks one. They have slots
 * by their share of the book, over those of the book's own voice, which has little to do while they are at work.
 * @param planInHand of the book that is ordered then
 */
export async function startLocalHosts(
  context: CommandContext,
  settings: Settings,
  choice: VoiceChoice,
  others: readonly LanguageShare[],
  cluster: Cluster,
  telemetry: Telemetry,
  planInHand: PlanInHand,
): Promise<LocalHosts> {
  const { startHost } = await loadHost();
  const workFolder = join(settings.dataFolder, 'work');
  await mkdir(workFolder, { recursive: true });
  const node = `${settings.nodeName ?? context.hostName}-${context.runName}`;
  const slots = slotsOfCpu({ ...settings, engine: choice.engine }, context.cores);
  const place = enginePlace(settings);
  const { openSpeechEngine } = await loadSpeech();
  const start = (name: string, roles: readonly HostRole[], { engine, voice }: VoiceChoice, count: number) =>
    startHost({
      cluster,
      roles,
      slots: count,
      engine,
      voice,
      voicesFolder: settings.voicesFolder,
      workFolder,
      node: name,
      version: context.version,
      clock: context.clock,
      telemetry,
      planInHand,
      openEngine: (request) => openSpeechEngine({ ...request, ...place }),
    });
  const starting = [
    start(node, ['book', 'synth'], choice, slots),
    ...others.map((other, index) =>
      start(`${node}-${index + 2}`, ['synth'], other, Math.max(1, Math.round(slots * other.share))),
    ),
  ];
  const started = await Promise.allSettled(starting);
  const hosts = started.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const stop = async (graceMs: number): Promise<void> => {
    await Promise.all(hosts.map((host) => host.stop(graceMs)));
    for (const host of hosts) await noteHostSpeed(host, 'cpu', settings, context.clock);
  };
  const failed = started.find((outcome) => outcome.status === 'rejected');
  if (failed === undefined) return { done: Promise.race(hosts.map(({ done }) => done)), stop };
  await stop(0);
  throw failed.reason;
}
