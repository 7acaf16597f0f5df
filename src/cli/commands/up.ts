import { Command } from 'commander';
import type { ExitCode } from '../../core/index.js';
import { action, gpuOption, isGiven, settingsFor } from '../command.js';
import type { CommandContext } from '../surroundings.js';
import { runUp } from '../up/run-up.js';
import { demandPageAddress } from '../web/web-settings.js';

interface UpFlags {
  readonly port?: string;
  readonly host?: string;
  readonly open?: boolean;
  readonly voice?: string;
  readonly engine?: string;
  readonly slots?: string;
  readonly gpu?: string;
  readonly data?: string;
  readonly watch?: string;
  readonly grace?: string;
  readonly logLevel?: string;
}

const EXAMPLES = `
Examples:
  e2a up --open                                        the page, in your browser
  export E2A_WEB_TOKEN=$(e2a config token); echo "$E2A_WEB_TOKEN"
  e2a up --host 0.0.0.0                                for all of your network; the page asks for that token

Ctrl+C: what is being spoken is finished within --grace, and everything is stopped; jobs go on next time.`;

export function upCommand(context: CommandContext): Command {
  return new Command('up')
    .description('all of e2a on this machine, with its page in the browser, until it is told to stop')
    .option('--port <n>', 'where the page is; 0 = any port that is free; default: 7860')
    .option('--host <address>', 'who reaches the page; default: 127.0.0.1, this machine alone')
    .option('--open', 'show the page in the browser')
    .option('--voice <name>', 'what speaks when nobody chooses a voice; see e2a voices')
    .option('--engine <name>', 'auto, hibari, piper, kokoro, espeak, openai: a server; or tone for tests')
    .option('--slots <n>', 'voices speaking at the same time; default: one per CPU core, or one per GPU')
    .addOption(gpuOption())
    .option('--data <folder>', 'where jobs are kept')
    .option('--watch <folder>', 'take the books that come into this folder, each once')
    .option('--grace <seconds>', 'time to finish what is being spoken when told to stop; default: 30')
    .option('--log-level <level>', 'silent, error, warn, info, debug or trace; default: warn')
    .addHelpText('after', EXAMPLES)
    .action(action(context, (flags: UpFlags) => up(flags, context)));
}

async function up(flags: UpFlags, context: CommandContext): Promise<ExitCode> {
  const settings = settingsFor(context, {
    webPort: flags.port,
    webHost: flags.host,
    voice: flags.voice,
    engine: flags.engine,
    slots: flags.slots,
    gpu: flags.gpu,
    dataFolder: flags.data,
    watchFolder: flags.watch,
    graceSeconds: flags.grace,
    logLevel: flags.logLevel,
  });
  await demandPageAddress(settings);
  const isGpuGiven = isGiven('gpu', { gpu: flags.gpu }, context);
  return runUp({ settings, open: flags.open === true, isGpuGiven }, context);
}
