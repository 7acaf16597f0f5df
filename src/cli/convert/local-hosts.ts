import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../../config/index.js';
import type { Host, HostRole, PlanInHand } from '../../host/index.js';
import type { VoiceChoice } from '../../ordering/index.js';
import type { Telemetry } from '../../telemetry/index.js';
import { type HostDevice, slotsOf } from '../devices/decide-devices.js';
import { deviceName, deviceOptions } from '../devices/host-device.js';
import { deviceBeside, type PlacedVoice } from '../devices/placed-voice.js';
import type { CommandContext } from '../surroundings.js';
import { noteHostSpeed } from '../voices/host-speed.js';
import { loadHost } from '../wiring.js';
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

/** One host of a conversion. */
interface PlannedHost {
  readonly roles: readonly HostRole[];
  readonly voice: VoiceChoice;
  readonly device: HostDevice;
  readonly slots: number;
}

/**
 * A host with all roles for the book's voice, one more for each further GPU, and beside them one for each other voice: a
 * host speaks one. Those have slots by their share of the book, over those of the book's own voice, which has little to do
 * while they are at work.
 */
export async function planHosts(
  choice: PlacedVoice,
  others: readonly LanguageShare[],
  settings: Settings,
  cores: number,
): Promise<readonly PlannedHost[]> {
  const slotsOn = (device: HostDevice): number => slotsOf(device, { ...settings, engine: choice.engine }, cores);
  const ofBook = choice.devices.map((device, place) => {
    const roles: readonly HostRole[] = place === 0 ? ['book', 'synth'] : ['synth'];
    return { roles, voice: choice, device, slots: slotsOn(device) };
  });
  const beside = others.map(async (other): Promise<PlannedHost> => {
    const device = await deviceBeside(other.engine, choice.devices);
    return { roles: ['synth'], voice: other, device, slots: Math.max(1, Math.round(slotsOn(device) * other.share)) };
  });
  return [...ofBook, ...(await Promise.all(beside))];
}

/** Starts them all, or none. @param planInHand of the book that is ordered then */
export async function startLocalHosts(
  context: CommandContext,
  settings: Settings,
  choice: PlacedVoice,
  others: readonly LanguageShare[],
  cluster: Cluster,
  telemetry: Telemetry,
  planInHand: PlanInHand,
): Promise<LocalHosts> {
  const { startHost } = await loadHost();
  const { clock, version, cores } = context;
  const workFolder = join(settings.dataFolder, 'work');
  await mkdir(workFolder, { recursive: true });
  const node = `${settings.nodeName ?? context.hostName}-${context.runName}`;
  const start = async ({ roles, voice: { engine, voice }, device, slots }: PlannedHost, place: number) => {
    const host = await startHost({
      ...{ cluster, telemetry, roles, slots, engine, voice, workFolder, version, clock, planInHand },
      ...(await deviceOptions(device, settings, context)),
      voicesFolder: settings.voicesFolder,
      node: place === 0 ? node : `${node}-${place + 1}`,
    });
    return { host, device };
  };
  const starting = (await planHosts(choice, others, settings, cores)).map(start);
  const started = await Promise.allSettled(starting);
  const running = started.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const stop = async (graceMs: number): Promise<void> => {
    await Promise.all(running.map(({ host }) => host.stop(graceMs)));
    for (const { host, device } of running) await noteHostSpeed(host, deviceName(device), settings, clock);
  };
  const failed = started.find((outcome) => outcome.status === 'rejected');
  if (failed === undefined) return { done: Promise.race(running.map(({ host }) => host.done)), stop };
  await stop(0);
  throw failed.reason;
}
