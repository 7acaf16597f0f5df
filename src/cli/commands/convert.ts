import { Command } from 'commander';
import { EXIT, type ExitCode } from '../../core/index.js';
import { count, renditionSettings, sentFacts, sentLine, shelfOf } from '../../ordering/index.js';
import { fanOut, ndjsonTelemetry, silentTelemetry } from '../../telemetry/index.js';
import { action, gpuOption, isGiven, settingsFor, withJson } from '../command.js';
import { shellCommand } from '../command-line.js';
import { type ConversionEnd, runConversion } from '../convert/conversion.js';
import { openLocalCluster } from '../convert/local-cluster.js';
import { openBeside } from '../convert/open-beside.js';
import { demandFolder } from '../convert/output-path.js';
import { type ConvertFlags, prepareConversion } from '../convert/prepare.js';
import { secondOpinion } from '../convert/second-opinion.js';
import { type DeviceDesk, deviceDesk } from '../devices/device-desk.js';
import { missingText } from '../follow.js';
import { Interrupted, throwIfInterrupted } from '../interruption.js';
import { withLanguageVoices } from '../language-voices/flags.js';
import { loggerFor } from '../log.js';
import { planCommandLine, withReading } from '../reading/flags.js';
import { drawingOn } from '../render/drawing.js';
import { heardDocument, heardText } from '../render/heard.js';
import { jobView } from '../render/job-view.js';
import { ndjson } from '../render/ndjson.js';
import { notSpokenLines, notSpokenOf } from '../render/report.js';
import { libraryFlags, withLibrary, withRendition } from '../rendition/flags.js';
import { formatOf } from '../rendition/format-of.js';
import { demandOneForPlan, eachBook, worstOf } from '../shelf/each-book.js';
import type { CommandContext } from '../surroundings.js';
import { loadHost } from '../wiring.js';
import type { VerifyEnd } from '../../client/index.js';

export function convertCommand(context: CommandContext): Command {
  const command = new Command('convert')
    .description('make audiobooks on this machine; needs no cluster')
    .argument('<book...>', 'e-books, or folders of them')
    .option(
      '-o, --output <path>',
      'the file to write, or a folder; default: <title>.m4b beside the book; its name says the format',
    )
    .option('--voice <name>', 'see e2a voices')
    .option('--engine <name>', 'auto, hibari, piper, kokoro, espeak, openai: a server; or tone for tests');
  withLibrary(withRendition(withLanguageVoices(withReading(command))))
    .option('--slots <n>', 'voices speaking at the same time; default: one per CPU core, or one per GPU')
    .addOption(gpuOption())
    .option('--data <folder>', 'where jobs are kept')
    .option('--log-level <level>', 'silent, error, warn, info, debug or trace')
    .option('--verify <chapters>', 'have a recogniser hear all, or 1,3-5, and show what it heard otherwise')
    .option('--force', 'start anew and write over an existing file');
  return withJson(command).action(
    action(context, (names: readonly string[], flags: ConvertFlags) => convert(names, flags, context)),
  );
}

async function convert(names: readonly string[], flags: ConvertFlags, context: CommandContext): Promise<ExitCode> {
  const { words, out, cwd } = context;
  const json = flags.json === true;
  const shelf = await shelfOf(names, cwd);
  demandOneForPlan(shelf, flags.plan);
  const desk = deviceDesk(isGiven('gpu', { gpu: flags.gpu }, context));
  try {
    const [only] = shelf.books;
    if (shelf.isOneBook && only !== undefined) return await convertOne(only, flags, context, desk);
    await demandFolder(flags.output, cwd);
    const { length } = shelf.books;
    const codes = await eachBook(shelf.books, json, context, (book, place) => {
      if (json) out.write(ndjson({ type: 'book', book, place, books: length }));
      else words.write(`${words.paint('bold', book)} (${place} of ${length})\n`);
      return convertOne(book, { ...flags, isOneOfMany: true }, context, desk);
    });
    const done = codes.filter((code) => code === EXIT.done || code === EXIT.partial).length;
    if (!json) words.write(`${done} of ${count(length, 'book')} ${done === 1 ? 'is' : 'are'} done.\n`);
    return worstOf(codes);
  } catch (error) {
    if (error instanceof Interrupted && error.reason !== 'closed-pipe')
      words.write(`Everything spoken is kept. This goes on:\n  ${shellCommand(['e2a', ...context.argv])}\n`);
    throw error;
  }
}

async function convertOne(
  book: string,
  flags: ConvertFlags,
  context: CommandContext,
  desk: DeviceDesk,
): Promise<ExitCode> {
  const settings = settingsFor(context, {
    voice: flags.voice,
    engine: flags.engine,
    slots: flags.slots,
    gpu: flags.gpu,
    dataFolder: flags.data,
    logLevel: flags.logLevel,
    ...renditionSettings({ ...flags, format: formatOf(flags.format, flags.output) }),
    ...libraryFlags(flags),
  });
  const { clock, out, words, progress } = context;
  const json = flags.json === true;
  const toScript = json ? ndjsonTelemetry((event) => out.write(ndjson(event))) : silentTelemetry;
  const telemetry = fanOut(loggerFor(settings, words, 'silent'), toScript);
  const saidOfServer: string[] = [];
  const { prepared, opened } = await openBeside(
    async () => {
      const conversion = await prepareConversion(book, flags, settings, context, desk);
      return { conversion, hearAgain: await secondOpinion(flags.verify, conversion, settings, context) };
    },
    async () => {
      const cluster = await openLocalCluster(context, settings, telemetry, (sentence) => saidOfServer.push(sentence));
      // The reader's process has long been started by now; what cannot be loaded is told when it is asked for.
      await loadHost().catch(() => undefined);
      return cluster;
    },
  );
  const { conversion, hearAgain } = prepared;
  try {
    throwIfInterrupted(context.interruption);
    const { charactersPerSecond } = conversion;
    const view = jobView({ json, out, words, clock, progress, charactersPerSecond });
    for (const sentence of saidOfServer) view.say(sentence);
    const end = await runConversion(opened, conversion, settings, context, view, telemetry);
    const code = tell(end, planCommandLine(book, flags), json, context);
    if (hearAgain === null) return code;
    if (!json) words.write('A recogniser hears it now …\n');
    const heard = await hearAgain(opened, end.status.job, telemetry);
    if (json) out.write(ndjson({ type: 'heard', ...heardDocument(heard) }));
    else words.write(heardText(heard, drawingOn(words)));
    return isWholly(heard) ? code : EXIT.partial;
  } finally {
    await opened.close();
  }
}

const isWholly = ({ refused, pending, failed }: VerifyEnd): boolean =>
  refused === null && pending.length + failed.length === 0;

/** @param planCommand shows what is not spoken: the job's own cluster is gone when the command ends */
function tell(
  { status, place, paths, already, report }: ConversionEnd,
  planCommand: string,
  json: boolean,
  { out, words }: CommandContext,
): ExitCode {
  const { job, state, missing } = status;
  const notSpoken = report === null ? {} : { notSpoken: notSpokenOf(report) };
  const several = place.isFolder ? { folder: place.path, files: paths } : {};
  if (json)
    out.write(
      ndjson({
        type: 'done',
        job,
        state,
        file: paths[0],
        ...several,
        already,
        missing,
        ...notSpoken,
        ...sentFacts(status),
      }),
    );
  else {
    words.write(`${already ? 'Already done.' : words.paint('green', 'Done.')}\n`);
    if (missing.length > 0) words.write(missingText(missing));
    words.write(notSpokenLines(report, planCommand) + sentLine(status));
    out.write(`${place.path}\n`);
  }
  return state === 'partial' ? EXIT.partial : EXIT.done;
}
