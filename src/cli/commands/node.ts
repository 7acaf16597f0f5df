import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import type { ConnectedCluster } from '../../client/index.js';
import type { Settings } from '../../config/index.js';
import { EXIT, type ExitCode } from '../../core/index.js';
import type { Host, HostRole } from '../../host/index.js';
import { action, type ClusterFlags, clusterFlags, settingsFor, withCluster } from '../command.js';
import { hostEndedError } from '../host-ended.js';
import { loggerFor } from '../log.js';
import { openCluster } from '../open-cluster.js';
import type { Telemetry } from '../../telemetry/index.js';
import type { CommandContext } from '../surroundings.js';
import { chooseVoice } from '../voice-choice.js';
import { loadHost, loadSpeech } from '../wiring.js';

interface NodeFlags extends ClusterFlags {
  readonly role: 'synth' | 'book' | 'all';
  readonly slots?: string;
  readonly voice?: string;
  readonly engine?: string;
  readonly grace?: string;
  readonly logLevel?: string;
}

const ROLES: Readonly<Record<NodeFlags['role'], readonly HostRole[]>> = {
  synth: ['synth'],
  book: ['book'],
  all: ['book', 'synth'],
};

/** A node without a language to go by speaks English, like the first default voice. */
const USUAL_LANGUAGE = 'en';

export function nodeCommand(context: CommandContext): Command {
  const command = new Command('node')
    .description('let this machine work for a cluster, until it is told to stop')
    .addOption(new Option('--role <role>', 'what it does').choices(Object.keys(ROLES)).default('all'))
    .option('--slots <n>', 'voices speaking at the same time; default: one per CPU core')
    .option('--voice <name>', 'what it speaks; see e2a voices')
    .option('--engine <name>', 'piper, or tone for tests')
    .option('--grace <seconds>', 'time to finish what is being spoken when told to stop; default: 30')
    .option('--log-level <level>', 'silent, error, warn, info, debug or trace; default: info');
  return withCluster(command).action(action(context, (flags: NodeFlags) => node(flags, context)));
}

async function node(flags: NodeFlags, context: CommandContext): Promise<ExitCode> {
  const settings = settingsFor(context, {
    ...clusterFlags(flags),
    slots: flags.slots,
    voice: flags.voice,
    engine: flags.engine,
    graceSeconds: flags.grace,
    logLevel: flags.logLevel,
  });
  const telemetry = loggerFor(settings, context.words, 'info');
  const cluster = await openCluster(context, settings, `node-${flags.role}`, telemetry, { waitsForRoom: true });
  try {
    const host = await startNode(cluster, ROLES[flags.role], settings, context, telemetry);
    return await untilToldToStop(host, settings, context);
  } finally {
    await cluster.close();
  }
}

async function startNode(
  cluster: ConnectedCluster,
  roles: readonly HostRole[],
  settings: Settings,
  context: CommandContext,
  telemetry: Telemetry,
): Promise<Host> {
  const [{ startHost }, { listVoices }] = await Promise.all([loadHost(), loadSpeech()]);
  const { voicesFolder } = settings;
  const choice = chooseVoice(settings, USUAL_LANGUAGE, await listVoices(voicesFolder));
  const slots = settings.slots === 0 ? context.cores : settings.slots;
  const workFolder = join(settings.cacheFolder, 'work');
  await mkdir(workFolder, { recursive: true });
  const name = settings.nodeName ?? `${context.hostName}-${context.runName}`;
  const { clock } = context;
  const host = await startHost({
    cluster,
    roles,
    slots,
    ...choice,
    voicesFolder,
    workFolder,
    node: name,
    clock,
    telemetry,
  });
  const speaks =
    host.profile === null ? '' : `, ${slots} slots speaking ${host.profile.voice} (${host.profile.engine})`;
  context.words.write(
    `e2a node ${name}: ${roles.join(' and ')}${speaks}, at ${cluster.server.url}. Ctrl+C to leave.\n`,
  );
  return host;
}

/** Leaving when asked is what a node is for, so it ends with 0; a second signal ends it at once. */
async function untilToldToStop(
  host: Host,
  { graceSeconds }: Settings,
  { interruption, words }: CommandContext,
): Promise<ExitCode> {
  const told = new Promise<null>((resolve) => {
    if (interruption.signal.aborted) resolve(null);
    else interruption.signal.addEventListener('abort', () => resolve(null), { once: true });
  });
  const ended = await Promise.race([host.done, told]);
  if (ended !== null) throw hostEndedError(ended);
  words.write(`Leaving after what is being spoken now, in ${graceSeconds} s at most. Once more leaves at once.\n`);
  await host.stop(graceSeconds * 1000);
  return EXIT.done;
}
