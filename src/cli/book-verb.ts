import { Command, InvalidArgumentError } from 'commander';
import { type BookCommand, type Client, type CommandEnd, type CommandOptions, createClient } from '../client/index.js';
import { CODES, EXIT, type ExitCode, type JobId, UserError } from '../core/index.js';
import {
  action,
  type ClusterFlags,
  clusterFlags,
  JOB_ARGUMENT,
  settingsFor,
  withCluster,
  withJson,
} from './command.js';
import { withOpenCluster } from './open-cluster.js';
import { ndjson } from './render/ndjson.js';
import type { CommandContext } from './surroundings.js';

/** A Book that is up answers within a second; without one the message waits in its mailbox. */
const USUAL_ANSWER_SECONDS = 10;
const SECOND_MS = 1000;

export interface AnswerFlags extends ClusterFlags {
  readonly timeout?: number;
  readonly json?: boolean;
}

/** `--timeout`, `--json` and where the cluster is: for everything that asks somebody and waits for the answer. */
export const withAnswer = (command: Command, usualSeconds = USUAL_ANSWER_SECONDS): Command =>
  withJson(withCluster(command)).option(
    '--timeout <seconds>',
    `wait no longer for the answer; exit 8 when none came; default: ${usualSeconds}`,
    seconds,
  );

export const answerOptions = (
  { timeout }: AnswerFlags,
  { interruption }: CommandContext,
  usualSeconds = USUAL_ANSWER_SECONDS,
): CommandOptions => ({ limitMs: (timeout ?? usualSeconds) * SECOND_MS, signal: interruption.signal });

function seconds(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0 && text.trim() !== '') return value;
  throw new InvalidArgumentError('It has to be a number of seconds above 0.');
}

/** One word to a Book, and what is said of its answer. */
export interface BookVerb<Flags extends AnswerFlags> {
  readonly name: string;
  readonly description: string;
  /** Past participle, for refusals: `paused`. */
  readonly participle: string;
  readonly command: (flags: Flags, client: Client, job: JobId) => Promise<BookCommand> | BookCommand;
  readonly done: (end: CommandEnd) => string;
  readonly already: (end: CommandEnd) => string;
  /** A sentence instead of an error, where the state has brought what was wanted. */
  readonly moot?: (end: CommandEnd) => string;
  /** What to do instead. */
  readonly fix: (job: JobId) => string;
}

/** A command of one verb on one job. */
export function bookVerbCommand<Flags extends AnswerFlags>(
  verb: BookVerb<Flags>,
  context: CommandContext,
  dress: (command: Command) => Command = (command) => command,
): Command {
  const command = new Command(verb.name).description(verb.description).argument('<job>', JOB_ARGUMENT);
  return dress(withAnswer(command)).action(
    action(context, (job: string, flags: Flags) => runVerb(verb, job, flags, context)),
  );
}

async function runVerb<Flags extends AnswerFlags>(
  verb: BookVerb<Flags>,
  name: string,
  flags: Flags,
  context: CommandContext,
): Promise<ExitCode> {
  const settings = settingsFor(context, clusterFlags(flags));
  return withOpenCluster(context, settings, async (cluster) => {
    const client = createClient(cluster, context.clock);
    const job = await client.find(name);
    const command = await verb.command(flags, client, job);
    const end = await client.command(job, command, answerOptions(flags, context));
    const sentence = sentenceOf(verb, end);
    if (flags.json === true) context.out.write(ndjson(endDocument(end)));
    else context.words.write(`${sentence}\n`);
    return end.outcome === 'unanswered' ? EXIT.stillRunning : EXIT.done;
  });
}

export const endDocument = ({ outcome, status: { job, state, paused, priority } }: CommandEnd): object => ({
  job,
  outcome,
  state,
  paused,
  priority,
});

/** @throws UserError (exit 1) when the job's state does not allow it */
function sentenceOf<Flags extends AnswerFlags>(verb: BookVerb<Flags>, end: CommandEnd): string {
  switch (end.outcome) {
    case 'done':
      return verb.done(end);
    case 'already':
      return verb.already(end);
    case 'unanswered':
      return unansweredText(end);
    case 'refused':
      if (verb.moot !== undefined) return verb.moot(end);
      throw refusedError(`${end.status.job} cannot be ${verb.participle} now.`, end.why, verb.fix(end.status.job));
  }
}

export const unansweredText = ({ status: { job, state } }: Pick<CommandEnd, 'status'>): string =>
  `${job} was told; no node with the role book has answered yet (it is ${state}). The order waits for one.`;

export const refusedError = (what: string, why: string, fix: string): UserError =>
  new UserError({ code: CODES.notNow, what, why, fix }, EXIT.failed);
