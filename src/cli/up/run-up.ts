import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from '../../client/index.js';
import type { Settings } from '../../config/index.js';
import { EXIT, type ExitCode, type UserError } from '../../core/index.js';
import type { HostRole } from '../../host/index.js';
import { demandDataFolder } from '../convert/data-folder.js';
import { type LocalCluster, serverLost, withLocalCluster } from '../convert/local-cluster.js';
import type { HostDevice } from '../devices/decide-devices.js';
import { deviceName } from '../devices/host-device.js';
import { spokenOn } from '../devices/placed-voice.js';
import { watchDisk } from '../convert/watch-disk.js';
import { exitCodeOf, throwIfInterrupted } from '../interruption.js';
import { loggerFor } from '../log.js';
import type { NodeLife } from '../status/index.js';
import type { CommandContext } from '../surroundings.js';
import { withPage } from '../web/with-page.js';
import { loadEmbedded, loadInteractive, loadStatus } from '../wiring.js';
import { demandPort } from './demand-port.js';
import { openBrowser } from './open-browser.js';
import { tellsProgress } from './progress.js';
import { speakersHere } from './speakers.js';
import { readyWords, runningWords, startingAlready, stoppingWords } from './words.js';
import { type LocalPlace, type Workers, withWorkers } from './workers.js';

/** What one `e2a up` is to be. */
export interface UpPlan {
  readonly settings: Settings;
  /** Show it in the browser. */
  readonly open: boolean;
  /** Somebody has said what is to speak. */
  readonly isGpuGiven: boolean;
}

/** A plan whose devices have proven that they speak. */
interface SpeakingPlan extends UpPlan {
  readonly devices: readonly HostDevice[];
}

const ROLES: readonly HostRole[] = ['book', 'synth', 'web'];

/** The whole system of one machine with its page, until it is told to stop. Errors as of what it starts. */
export async function runUp(plan: UpPlan, context: CommandContext): Promise<ExitCode> {
  const { settings } = plan;
  const { claimPage } = await loadEmbedded();
  await demandDataFolder(settings.dataFolder);
  const claim = claimPage(settings.dataFolder);
  if (claim.type === 'taken') return runsAlready(claim.url, plan, context);
  const over = new AbortController();
  try {
    await demandPort(settings);
    const say = (sentence: string): void => context.words.write(`${sentence}\n`);
    const { devices, note } = await speakersHere(settings, plan.isGpuGiven, context);
    if (note !== null) say(`${context.words.paint('yellow', 'note:')} ${note}`);
    throwIfInterrupted(context.interruption);
    const life = await newLife(devices, settings, context);
    void watchDisk({ folder: settings.dataFolder, clock: context.clock, say }, over.signal);
    const work = (local: LocalCluster) => serve(local, life, { ...plan, devices }, context, claim.tell);
    return await withLocalCluster(context, settings, life.telemetry, say, work, 'up');
  } finally {
    over.abort();
    claim.release();
  }
}

async function newLife(
  devices: readonly HostDevice[],
  settings: Settings,
  { words, clock, version, nodeVersion }: CommandContext,
): Promise<NodeLife> {
  const { NodeLife } = await loadStatus();
  const facts = {
    ...{ roles: ROLES, engine: '', voice: '', version, nodeVersion },
    device: devices.map(deviceName).join(', '),
    gpuUuid: devices.flatMap((device) => (device.type === 'gpu' ? [device.gpu.uuid] : [])).join(','),
    mismatch: devices.some((device) => device.type === 'cpu' && device.mismatch),
    groups: ['node', 'cluster', 'page'] as const,
  };
  return new NodeLife(facts, loggerFor(settings, words, 'warn'), () => clock.now());
}

/** Who asks for what is there already gets it. */
async function runsAlready(url: string | null, { open }: UpPlan, context: CommandContext): Promise<ExitCode> {
  if (url === null) throw startingAlready();
  context.words.write(runningWords(url));
  context.out.write(`${url}\n`);
  if (open) await openBrowser(url, context);
  return EXIT.done;
}

/** The page comes first and goes last but for the server, so that people see how the rest starts and stops. */
async function serve(
  local: LocalCluster,
  life: NodeLife,
  plan: SpeakingPlan,
  context: CommandContext,
  tell: (url: string) => void,
): Promise<ExitCode> {
  const { settings } = plan;
  const { clock, interruption } = context;
  const place = await placeFor(local, life, plan, context);
  const begunAt = clock.now();
  interruption.signal.addEventListener('abort', () => life.leaves(), { once: true });
  return withPage({ ...place, life, speaksOn: spokenOn(plan.devices) }, settings, context, (url) =>
    withWorkers(place, settings, context, async (workers) => {
      throwIfInterrupted(interruption);
      life.stands(workers, place.node, clock.now() - begunAt);
      tell(url);
      tellsProgress(place.client, url, context);
      await sayReady(url, plan, context);
      return untilToldToStop(local, workers, settings, context);
    }),
  );
}

async function placeFor(
  { cluster }: LocalCluster,
  { telemetry }: NodeLife,
  { settings, devices }: SpeakingPlan,
  context: CommandContext,
): Promise<LocalPlace> {
  const workFolder = join(settings.dataFolder, 'work');
  await mkdir(workFolder, { recursive: true });
  const { clock, cores, hostName } = context;
  const client = createClient(cluster, clock);
  const { createRightOfWay } = await loadInteractive();
  const rightOfWay = createRightOfWay(cores, clock);
  return { cluster, client, telemetry, node: settings.nodeName ?? hostName, workFolder, rightOfWay, devices };
}

async function sayReady(
  url: string,
  { settings, open, devices }: SpeakingPlan,
  context: CommandContext,
): Promise<void> {
  context.words.write(await readyWords(url, settings, spokenOn(devices)));
  context.out.write(`${url}\n`);
  if (open) void openBrowser(url, context);
}

/** Leaving when asked is what it is for, so it ends with 0; asked twice, it ends at once, with the signal's own code. */
async function untilToldToStop(
  { lost }: LocalCluster,
  workers: Workers,
  { graceSeconds }: Settings,
  { interruption, words }: CommandContext,
): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  interruption.atSecond(async (reason) => {
    code = exitCodeOf(reason);
    words.write('Stopping at once; what is in hand is begun again next time.\n');
    await workers.stop(0);
  });
  const failure: UserError | null = await Promise.race([
    workers.failed,
    lost.then(serverLost),
    whenAborted(interruption.signal),
  ]);
  if (failure !== null) throw failure;
  words.write(stoppingWords(graceSeconds));
  await workers.stop(graceSeconds * 1_000);
  return code;
}

function whenAborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}
