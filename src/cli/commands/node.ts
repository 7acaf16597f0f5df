import { Command, Option } from 'commander';
import { SETTINGS, type Settings } from '../../config/index.js';
import { CODES, EXIT, type ExitCode, UserError } from '../../core/index.js';
import type { Gpu } from '../../host/devices/index.js';
import type { HostRole } from '../../host/index.js';
import { chooseVoice, knownVoices, sendingSpeaker, type SpokenOn, type VoiceChoice } from '../../ordering/index.js';
import { action, type ClusterFlags, clusterFlags, gpuOption, settingsFor, withCluster } from '../command.js';
import { CPU, decideDevices } from '../devices/decide-devices.js';
import { bringVoice } from '../node/bring-voice.js';
import { childNodes, crewLine, planChildren, statusPorts } from '../node/child-nodes.js';
import { runNode } from '../node/run-node.js';
import { runWebNode } from '../node/run-web-node.js';
import { supervise } from '../node/supervise.js';
import type { CommandContext } from '../surroundings.js';

interface NodeFlags extends ClusterFlags {
  readonly role: 'synth' | 'book' | 'verify' | 'web' | 'all';
  readonly slots?: string;
  readonly gpu?: string;
  readonly voice?: string;
  readonly engine?: string;
  readonly hours?: string;
  readonly grace?: string;
  readonly logLevel?: string;
  readonly statusPort?: string;
  readonly port?: string;
  readonly host?: string;
  readonly watch?: string;
}

const ROLES: Readonly<Record<NodeFlags['role'], readonly HostRole[]>> = {
  synth: ['synth'],
  book: ['book'],
  verify: ['verify'],
  web: ['web'],
  /** Not `verify`: a second opinion is asked for; not `web`: a page is for one machine to have. */
  all: ['book', 'synth'],
};

/** A node without a language to go by speaks English, like the first default voice. */
const USUAL_LANGUAGE = 'en';

const EXAMPLES = `
Examples:
  e2a node --server nats://10.0.0.5:4222     everything, on the CPU
  e2a node --role synth --gpu 1              one voice on GPU 1, or exit 7 with what is wrong
  e2a node --role synth --gpu all            a node for each GPU, kept running
  e2a node --role verify                     hears what was spoken, for e2a verify
  e2a node --role web                        the page of the cluster, at http://127.0.0.1:7860/
  e2a doctor --gpu                           what the GPUs of this machine can do

Ctrl+C or SIGTERM: nothing new is begun, and what is in hand is finished within --grace. A second one leaves at once.`;

export function nodeCommand(context: CommandContext): Command {
  const command = new Command('node')
    .description('let this machine work for a cluster, until it is told to stop')
    .addOption(new Option('--role <role>', 'what it does').choices(Object.keys(ROLES)).default('all'))
    .option('--slots <n>', 'voices speaking at the same time; default: one per CPU core, or one per GPU')
    .addOption(gpuOption())
    .option('--voice <name>', 'what it speaks; see e2a voices')
    .option('--engine <name>', 'auto, hibari, piper, kokoro, espeak, openai: a server; or tone for tests')
    .option('--hours <from-to>', 'when it works, by its own clock: 22:00-07:00; default: always')
    .option('--grace <seconds>', 'time to finish what is being spoken when told to stop; default: 30')
    .option(
      '--status-port <port>',
      'where it serves /status and /metrics, or off; default: 7861, or the next that is free',
    )
    .option('--port <n>', 'with --role web: where the page is; default: 7860')
    .option('--host <address>', 'with --role web: who reaches the page; default: 127.0.0.1, this machine alone')
    .option('--watch <folder>', 'with --role web: take the books that come into this folder, each once')
    .option('--log-level <level>', 'silent, error, warn, info, debug or trace; default: info')
    .addHelpText('after', EXAMPLES);
  return withCluster(command).action(action(context, (flags: NodeFlags) => node(flags, context)));
}

async function node(flags: NodeFlags, context: CommandContext): Promise<ExitCode> {
  const roles = ROLES[flags.role];
  const settings = settingsFor(context, {
    ...clusterFlags(flags),
    slots: flags.slots,
    gpu: flags.gpu,
    voice: flags.voice,
    engine: flags.engine,
    nodeHours: flags.hours,
    graceSeconds: flags.grace,
    logLevel: flags.logLevel,
    statusPort: flags.statusPort,
    webPort: flags.port,
    webHost: flags.host,
    watchFolder: flags.watch,
  });
  const known = await knownVoices(settings);
  const voiceOn = (device: SpokenOn): VoiceChoice => chooseVoice(settings, USUAL_LANGUAGE, known, device);
  if (!roles.includes('synth')) {
    if (flags.gpu !== undefined && flags.gpu !== 'none') throw noVoices(flags.role);
    if (flags.role === 'web') return runWebNode(settings, context);
    return runNode({ roles, voice: voiceOn('cpu'), device: CPU, settings }, context);
  }
  for (const { licence } of await sendingSpeaker(settings)) context.words.write(`${licence}\n`);
  const hoped = voiceOn(settings.gpu === 'none' ? 'cpu' : 'gpu');
  await bringVoice(hoped, settings, context);
  const device = await decideDevices(settings, hoped, context);
  if (device.type === 'several') return runCrew(device.gpus, roles, flags, settings, context);
  // `--gpu auto` may have found none: what a GPU would have spoken is not what a CPU speaks best.
  const voice = device.type === 'cpu' ? voiceOn('cpu') : hoped;
  if (voice.voice !== hoped.voice) await bringVoice(voice, settings, context);
  return runNode({ roles, voice, device, settings }, context);
}

/** A process for each GPU; this one loads no engine and only looks after them. */
async function runCrew(
  gpus: readonly Gpu[],
  roles: readonly HostRole[],
  flags: NodeFlags,
  settings: Settings,
  context: CommandContext,
): Promise<ExitCode> {
  const machine = settings.nodeName ?? context.hostName;
  context.words.write(`e2a node ${machine}: ${await crewLine(machine, gpus, settings)}`);
  const ports = statusPorts(settings.statusPort, SETTINGS.statusPort.fallback);
  const children = await childNodes(planChildren(machine, roles, gpus, passedOn(flags), ports), context);
  return supervise(children, { ...context, graceMs: settings.graceSeconds * 1_000 });
}

/** What the nodes of a crew are told as their parent was; the environment and the files they read themselves. */
function passedOn({ server, context, slots, voice, engine, hours, grace, logLevel }: NodeFlags): readonly string[] {
  const given = Object.entries({ server, context, slots, voice, engine, hours, grace, 'log-level': logLevel });
  return given.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));
}

const noVoices = (role: string): UserError =>
  new UserError(
    {
      code: CODES.usage,
      what: `A node of the role ${role} speaks nothing, so --gpu is of no use to it.`,
      fix: 'e2a node --role synth --gpu …',
    },
    EXIT.usage,
  );
