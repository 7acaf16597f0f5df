import { Command } from 'commander';
import { EXIT, type ExitCode } from '../../core/index.js';
import { count } from '../../ordering/index.js';
import { type AnswerFlags, answerOptions, refusedError, unansweredText, withAnswer } from '../book-verb.js';
import { action, clusterFlags, JOB_ARGUMENT, settingsFor } from '../command.js';
import { exitCodeOf } from '../interruption.js';
import { withOpenCluster } from '../open-cluster.js';
import { drawingOn } from '../render/drawing.js';
import { heardDocument, heardText } from '../render/heard.js';
import { ndjson } from '../render/ndjson.js';
import type { CommandContext } from '../surroundings.js';
import { createClient, type VerifyEnd } from '../../client/index.js';
import { loadPlanning } from '../wiring.js';

interface VerifyFlags extends AnswerFlags {
  readonly chapters?: string;
}

/** A chapter of half an hour takes some three minutes of one core. */
const USUAL_WAIT_SECONDS = 3_600;

const MORE = `
A node that can hear has to be there: e2a node --role verify
Exit codes: 0 all was heard · 3 some could not be heard · 1 none could · 8 still being heard`;

export function verifyCommand(context: CommandContext): Command {
  const command = new Command('verify')
    .description('have a recogniser hear what was spoken, and show what it heard otherwise')
    .argument('<job>', JOB_ARGUMENT)
    .option('--chapters <numbers>', 'only these, as e2a show has them: 1,3-5; default: all that have their sound')
    .addHelpText('after', MORE);
  return withAnswer(command, USUAL_WAIT_SECONDS).action(
    action(context, (job: string, flags: VerifyFlags) => verify(job, flags, context)),
  );
}

async function verify(name: string, flags: VerifyFlags, context: CommandContext): Promise<ExitCode> {
  const { clock, words, out, interruption, progress } = context;
  const settings = settingsFor(context, clusterFlags(flags));
  const end = await withOpenCluster(context, settings, async (cluster) => {
    const client = createClient(cluster, clock);
    const job = await client.find(name);
    const chapters = await chaptersIn(flags, (await client.current(job)).chapters);
    const options = answerOptions(flags, context, USUAL_WAIT_SECONDS);
    let told = '';
    progress.register(() => words.write(told === '' ? 'Nobody has answered yet.\n' : told));
    return client.verify(job, {
      ...options,
      chapters,
      onWait: (pending, listeners) => {
        const text = waitingText(pending, listeners);
        if (text !== told) words.write(text);
        told = text;
      },
    });
  });
  if (end.refused !== null)
    throw refusedError(`${end.status.job} cannot be verified now.`, end.refused, `e2a show ${end.status.job}`);
  out.write(flags.json === true ? ndjson(heardDocument(end)) : heardText(end, drawingOn(out)));
  const reason = interruption.reason();
  if (flags.json !== true) words.write(lastWords(end, reason !== null && reason !== 'closed-pipe'));
  return reason === null ? exitOf(end) : exitCodeOf(reason);
}

const waitingText = (pending: number, listeners: number): string =>
  listeners === 0
    ? 'Waiting for a node that can hear: e2a node --role verify\n'
    : `Being heard: ${count(pending, 'chapter')} …\n`;

/** Where it ended before everything was heard. */
function lastWords({ status, pending, failed, unanswered }: VerifyEnd, isInterrupted: boolean): string {
  if (unanswered && !isInterrupted) return `${unansweredText({ status })}\n`;
  const again = `e2a verify ${status.job}`;
  if (pending.length > 0) return `The hearing goes on. Look again: ${again}\n`;
  return failed.length > 0 ? `Have them heard again: ${again}\n` : '';
}

function exitOf({ heard, pending, failed }: VerifyEnd): ExitCode {
  if (pending.length > 0) return EXIT.stillRunning;
  if (failed.length === 0) return EXIT.done;
  return heard.length === 0 ? EXIT.failed : EXIT.partial;
}

/** @throws UserError (exit 2) for numbers that the job does not have */
async function chaptersIn(
  { chapters }: VerifyFlags,
  known: readonly { readonly n: number }[],
): Promise<readonly number[] | undefined> {
  if (chapters === undefined) return undefined;
  const { selectChapters } = await loadPlanning();
  return selectChapters(chapters, Math.max(1, ...known.map(({ n }) => n)));
}
