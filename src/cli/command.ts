import { type Command, InvalidArgumentError, Option } from 'commander';
import { type FlagValues, loadSettings, type SettingName, type Settings } from '../config/index.js';
import type { ExitCode } from '../core/index.js';
import type { CommandContext } from './surroundings.js';

/** Wraps what a command does so that its exit code reaches `run.ts`. */
export function action<Args extends unknown[]>(
  context: CommandContext,
  run: (...args: Args) => Promise<ExitCode>,
): (...args: Args) => Promise<void> {
  return async (...args) => context.finish(await run(...args));
}

/** Flags over environment, files and defaults; words about unknown keys go to stderr. */
export function settingsFor(context: CommandContext, flags: FlagValues): Settings {
  const { settings, warnings } = loadSettings(flags, context);
  for (const warning of warnings) context.words.write(`${context.words.paint('yellow', 'note:')} ${warning}\n`);
  return settings;
}

/** Whether anybody has said what it is to be: a flag, the environment or a file. */
export const isGiven = (setting: SettingName, flags: FlagValues, context: CommandContext): boolean =>
  loadSettings(flags, context).origins[setting].from !== 'default';

export interface ClusterFlags {
  readonly server?: string;
  readonly context?: string;
}

/** `--server` and `--context`, for everything that talks to a cluster. */
export const withCluster = (command: Command): Command =>
  command
    .option('--server <url>', 'where the cluster is, e.g. nats://10.0.0.5:4222')
    .option('--context <name>', 'a context of the nats command line');

export const clusterFlags = ({ server, context }: ClusterFlags): FlagValues => ({
  serverUrl: server,
  serverContext: context,
});

export const withJson = (command: Command): Command => command.option('--json', 'data for programs on stdout');

/** What speaks. */
export const gpuOption = (): Option =>
  new Option('--gpu <which>', 'none, 1, 0,1 (numbers of nvidia-smi -L), all, or auto; default: none, the CPU');

/** How a job is named on the command line. */
export const JOB_ARGUMENT = 'a job id, the beginning of one, or @last: the one submitted last';

/** `--timeout`: look on no longer than this. */
export const withTimeout = (command: Command): Command =>
  command.option(
    '--timeout <seconds>',
    'look on no longer than this; exit 8 when it is still running',
    positiveSeconds,
  );

function positiveSeconds(text: string): number {
  const seconds = Number(text);
  if (!Number.isFinite(seconds) || seconds <= 0 || text.trim() === '')
    throw new InvalidArgumentError('It has to be a number of seconds above 0.');
  return seconds;
}

/** `--debug` is looked at by `run.ts`; every command knows it so that it may stand anywhere. */
export const withDebug = (command: Command): Command =>
  command.addOption(new Option('--debug', 'show the stack of unexpected errors').hideHelp());
