import { Command } from 'commander';
import { EXIT, type ExitCode } from '../../core/index.js';
import { fanOut, ndjsonTelemetry, silentTelemetry } from '../../telemetry/index.js';
import { action, settingsFor, withJson } from '../command.js';
import { shellCommand } from '../command-line.js';
import { type ConversionEnd, runConversion } from '../convert/conversion.js';
import { withLocalCluster } from '../convert/local-cluster.js';
import { type ConvertFlags, prepareConversion } from '../convert/prepare.js';
import { missingText } from '../follow.js';
import { Interrupted } from '../interruption.js';
import { loggerFor } from '../log.js';
import { jobView } from '../render/job-view.js';
import { ndjson } from '../render/ndjson.js';
import type { CommandContext } from '../surroundings.js';

export function convertCommand(context: CommandContext): Command {
  const command = new Command('convert')
    .description('make an audiobook on this machine; needs no cluster')
    .argument('<book>', 'an .epub file')
    .option('-o, --output <path>', 'the file to write; default: <title>.m4b beside the book')
    .option('--voice <name>', 'see e2a voices')
    .option('--engine <name>', 'piper, or tone for tests')
    .option('--chapters <list>', 'only these, as e2a plan numbers them: 1-3,7')
    .option('--slots <n>', 'voices speaking at the same time; default: one per CPU core')
    .option('--data <folder>', 'where jobs are kept')
    .option('--log-level <level>', 'silent, error, warn, info, debug or trace')
    .option('--force', 'start anew and write over an existing file');
  return withJson(command).action(
    action(context, (book: string, flags: ConvertFlags) => convert(book, flags, context)),
  );
}

async function convert(book: string, flags: ConvertFlags, context: CommandContext): Promise<ExitCode> {
  const settings = settingsFor(context, {
    voice: flags.voice,
    engine: flags.engine,
    slots: flags.slots,
    dataFolder: flags.data,
    logLevel: flags.logLevel,
  });
  const { clock, out, words } = context;
  const json = flags.json === true;
  const prepared = await prepareConversion(book, flags, settings, context);
  const view = jobView({ json, out, words, clock, charactersPerSecond: prepared.charactersPerSecond });
  const toScript = json ? ndjsonTelemetry((event) => out.write(ndjson(event))) : silentTelemetry;
  const telemetry = fanOut(loggerFor(settings, words, 'silent'), toScript);
  try {
    const end = await withLocalCluster(context, settings, telemetry, view.say, (local) =>
      runConversion(local, prepared, settings, context, view, telemetry),
    );
    return tell(end, json, context);
  } catch (error) {
    if (error instanceof Interrupted && error.reason !== 'closed-pipe')
      words.write(`Everything spoken is kept. This goes on:\n  ${shellCommand(['e2a', ...context.argv])}\n`);
    throw error;
  }
}

function tell({ status, path, already }: ConversionEnd, json: boolean, { out, words }: CommandContext): ExitCode {
  const { job, state, missing } = status;
  if (json) out.write(ndjson({ type: 'done', job, state, file: path, already, missing }));
  else {
    words.write(`${already ? 'Already done.' : words.paint('green', 'Done.')}\n`);
    if (missing.length > 0) words.write(missingText(missing));
    out.write(`${path}\n`);
  }
  return state === 'partial' ? EXIT.partial : EXIT.done;
}
