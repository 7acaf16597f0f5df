import { Command, Option } from 'commander';
import { CLEANABLE, type Cleanable, type CleanRequest, createClient } from '../../client/index.js';
import { CODES, EXIT, type ExitCode, type Instant, UserError } from '../../core/index.js';
import { age, size } from '../amounts.js';
import { type AnswerFlags, answerOptions, withAnswer } from '../book-verb.js';
import { action, clusterFlags, settingsFor } from '../command.js';
import { withOpenCluster } from '../open-cluster.js';
import { cleanDocument, cleanText } from '../render/cleaned.js';
import { drawingOn } from '../render/drawing.js';
import { ndjson } from '../render/ndjson.js';
import type { CommandContext } from '../surroundings.js';

interface CleanFlags extends AnswerFlags {
  /** Milliseconds. */
  readonly olderThan?: number;
  /** Bytes. */
  readonly keep?: number;
  readonly clips?: boolean;
  readonly renditions?: boolean;
  readonly jobs?: boolean;
  readonly dryRun?: boolean;
}

export function cleanCommand(context: CommandContext): Command {
  const command = new Command('clean')
    .description('throw old sound and old jobs away; nothing that a running job needs')
    .addOption(new Option('--older-than <age>', 'what has not changed since: 30d, 12h').argParser(age))
    .addOption(
      new Option(
        '--keep <size>',
        'the oldest clips go, and the oldest finished files, until no more is left of each',
      ).argParser(size),
    )
    .option('--clips', 'only the sound of segments; it is spoken again when it is needed')
    .option('--renditions', 'only finished files; their jobs stay')
    .option('--jobs', 'only whole jobs that are over (by age)')
    .option('--dry-run', 'only say what would go');
  return withAnswer(command).action(action(context, (flags: CleanFlags) => clean(flags, context)));
}

async function clean(flags: CleanFlags, context: CommandContext): Promise<ExitCode> {
  const { out, clock } = context;
  const requestAt = requestOf(flags);
  const settings = settingsFor(context, clusterFlags(flags));
  const reports = await withOpenCluster(context, settings, async (cluster) => {
    // Ages are told by the clock that dated the things: this machine's may be wrong by more than an age.
    const request = requestAt(await cluster.serverTime());
    return createClient(cluster, clock).clean(request, answerOptions(flags, context));
  });
  const dryRun = flags.dryRun === true;
  if (flags.json === true) out.write(ndjson(cleanDocument(reports, dryRun)));
  else out.write(cleanText(reports, dryRun, drawingOn(out)));
  return reports.some(({ unanswered }) => unanswered.length > 0) ? EXIT.stillRunning : EXIT.done;
}

/** @throws UserError (exit 2) when nothing says what is old or too much */
function requestOf(flags: CleanFlags): (now: Instant) => CleanRequest {
  const { olderThan, keep } = flags;
  const named = CLEANABLE.filter((what) => flags[what] === true);
  const what: readonly Cleanable[] = named.length > 0 ? named : CLEANABLE;
  if (olderThan === undefined && (keep === undefined || what.every((one) => one === 'jobs'))) throw nothingSaid();
  return (now) => ({
    what,
    dryRun: flags.dryRun === true,
    ...(olderThan === undefined ? {} : { olderThan: now - olderThan }),
    ...(keep === undefined ? {} : { keepBytes: keep }),
  });
}

const nothingSaid = (): UserError =>
  new UserError(
    {
      code: CODES.usage,
      what: 'What is to go has to be said.',
      why: 'Jobs go by age; clips and finished files by age or by size.',
      fix: 'e2a clean --older-than 30d --dry-run, or e2a clean --clips --keep 20GB --dry-run',
    },
    EXIT.usage,
  );
