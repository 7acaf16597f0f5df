import { Command } from 'commander';
import { type Client, createClient, type LetterEnd } from '../../client/index.js';
import { EXIT, type ExitCode } from '../../core/index.js';
import {
  type AnswerFlags,
  answerOptions,
  endDocument,
  refusedError,
  unansweredText,
  withAnswer,
} from '../book-verb.js';
import { action, type ClusterFlags, clusterFlags, settingsFor, withCluster, withJson } from '../command.js';
import { withOpenCluster } from '../open-cluster.js';
import { drawingOn } from '../render/drawing.js';
import { letterDocument, lettersTable, letterText } from '../render/letters.js';
import { ndjson } from '../render/ndjson.js';
import type { CommandContext } from '../surroundings.js';

interface Flags extends ClusterFlags {
  readonly json?: boolean;
}

const LETTER = 'the id of a dead letter, from e2a dlq ls';

/** What nobody could do: looked at, tried again, or laid aside. */
export function dlqCommand(context: CommandContext): Command {
  const ls = withJson(withCluster(new Command('ls').description('the dead letters, oldest first')));
  const show = withJson(withCluster(new Command('show').description('one of them whole').argument('<id>', LETTER)));
  const retry = withAnswer(
    new Command('retry').description('have its chapter done again; the job has to be over').argument('<id>', LETTER),
  );
  const skip = withJson(
    withCluster(
      new Command('skip').description('take it away; what it tells of stays undone').argument('<id>', LETTER),
    ),
  );
  return new Command('dlq')
    .description('dead letters: what nobody could do, with the reason')
    .addCommand(ls.action(action(context, (flags: Flags) => list(flags, context))), { isDefault: true })
    .addCommand(show.action(action(context, (id: string, flags: Flags) => showOne(id, flags, context))))
    .addCommand(retry.action(action(context, (id: string, flags: AnswerFlags) => retryOne(id, flags, context))))
    .addCommand(skip.action(action(context, (id: string, flags: Flags) => skipOne(id, flags, context))));
}

const withClient = <T>(
  flags: ClusterFlags,
  context: CommandContext,
  work: (client: Client) => Promise<T>,
): Promise<T> =>
  withOpenCluster(context, settingsFor(context, clusterFlags(flags)), (cluster) =>
    work(createClient(cluster, context.clock)),
  );

async function list(flags: Flags, context: CommandContext): Promise<ExitCode> {
  const { out, words, clock } = context;
  const letters = await withClient(flags, context, (client) => client.deadLetters());
  if (flags.json === true) out.write(ndjson({ letters: letters.map(letterDocument) }));
  else if (letters.length === 0) words.write('There is no dead letter.\n');
  else out.write(lettersTable(letters, clock.now(), drawingOn(out)));
  return EXIT.done;
}

async function showOne(id: string, flags: Flags, context: CommandContext): Promise<ExitCode> {
  const letter = await withClient(flags, context, (client) => client.deadLetter(id));
  context.out.write(flags.json === true ? ndjson(letterDocument(letter)) : letterText(letter));
  return EXIT.done;
}

async function retryOne(id: string, flags: AnswerFlags, context: CommandContext): Promise<ExitCode> {
  const { out, words } = context;
  const ended = await withClient(flags, context, (client) => client.retryLetter(id, answerOptions(flags, context)));
  const { end, ...rest } = asked(id, ended);
  if (flags.json === true) out.write(ndjson({ id, ...endDocument(end), removed: rest.removed }));
  else words.write(`${retrySentence(id, { end, ...rest })}\n`);
  return end.outcome === 'unanswered' ? EXIT.stillRunning : EXIT.done;
}

type Asked = Extract<LetterEnd, { type: 'asked' }>;

/** @throws UserError (exit 1) when it cannot be tried again now */
function asked(id: string, ended: LetterEnd): Omit<Asked, 'type'> {
  const what = `Dead letter ${id} cannot be retried now.`;
  if (ended.type === 'refused') throw refusedError(what, ended.why, `e2a dlq skip ${id}`);
  const { end } = ended;
  if (end.outcome === 'refused') throw refusedError(what, end.why, `e2a watch ${end.status.job}; then once more`);
  return ended;
}

function retrySentence(id: string, { end, removed, left }: Omit<Asked, 'type'>): string {
  const { job } = end.status;
  if (end.outcome === 'unanswered') return unansweredText(end);
  const letters = left === null ? `Letters taken away: ${removed.join(', ')}.` : `Letter ${id} stays: ${left}`;
  return `${job} goes on. ${letters} Look: e2a watch ${job}`;
}

async function skipOne(id: string, flags: Flags, context: CommandContext): Promise<ExitCode> {
  const letter = await withClient(flags, context, (client) => client.skipLetter(id));
  if (flags.json === true) context.out.write(ndjson({ id, skipped: true }));
  else context.words.write(`Letter ${id} is taken away: ${letter.reason}\n`);
  return EXIT.done;
}
