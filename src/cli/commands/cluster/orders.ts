import { Command } from 'commander';
import { createClient, type NodeOrder, type NodeOrderEnd } from '../../../client/index.js';
import { EXIT, type ExitCode } from '../../../core/index.js';
import { type AnswerFlags, answerOptions, withAnswer } from '../../book-verb.js';
import { action, clusterFlags, settingsFor } from '../../command.js';
import { withOpenCluster } from '../../open-cluster.js';
import { ndjson } from '../../render/ndjson.js';
import type { CommandContext } from '../../surroundings.js';

interface OrderVerb {
  readonly name: string;
  readonly order: NodeOrder;
  readonly description: string;
  readonly done: (node: string) => string;
  /** Where nobody is called like it now, and the order is for whoever comes back. */
  readonly doneAbsent?: (node: string) => string;
  /** What it is waited for, by default. */
  readonly seconds: number;
}

/** A node reads its orders at once and reports every few seconds. */
const FOLLOWED_SECONDS = 15;
/** A segment takes seconds, a join or an encoding of a long chapter a minute. */
const LEFT_SECONDS = 120;

const CORDON: OrderVerb = {
  name: 'cordon',
  order: 'cordon',
  description: 'let a node finish what it has and take nothing new',
  done: (node) => `${node} takes nothing new; it works again after: e2a cluster uncordon ${node}`,
  seconds: FOLLOWED_SECONDS,
};
const UNCORDON: OrderVerb = {
  name: 'uncordon',
  order: 'work',
  description: 'let a node work again; takes a drain back, too',
  done: (node) => `${node} works.`,
  doneAbsent: (node) => `${node} is not up; it works as soon as it is started: e2a node`,
  seconds: FOLLOWED_SECONDS,
};
const DRAIN: OrderVerb = {
  name: 'drain',
  order: 'drain',
  description: 'let a node finish what it has and leave',
  done: (node) => `${node} has left. Whoever comes back by this name works after: e2a cluster uncordon ${node}`,
  seconds: LEFT_SECONDS,
};

export const cordonCommand = (context: CommandContext): Command => orderCommand(CORDON, context);
export const uncordonCommand = (context: CommandContext): Command => orderCommand(UNCORDON, context);
export const drainCommand = (context: CommandContext): Command => orderCommand(DRAIN, context);

function orderCommand(verb: OrderVerb, context: CommandContext): Command {
  const command = new Command(verb.name).description(verb.description).argument('<node>', 'its name, from e2a cluster');
  return withAnswer(command, verb.seconds).action(
    action(context, (node: string, flags: AnswerFlags) => giveOrder(verb, node, flags, context)),
  );
}

async function giveOrder(
  verb: OrderVerb,
  name: string,
  flags: AnswerFlags,
  context: CommandContext,
): Promise<ExitCode> {
  const settings = settingsFor(context, clusterFlags(flags));
  const end = await withOpenCluster(context, settings, (cluster) =>
    createClient(cluster, context.clock).orderNode(name, verb.order, answerOptions(flags, context, verb.seconds)),
  );
  const { node, outcome, record } = end;
  if (flags.json === true) context.out.write(ndjson({ node, outcome, state: record?.state ?? 'gone' }));
  else context.words.write(`${outcome === 'done' ? doneText(verb, end) : unfollowed(end)}\n`);
  return outcome === 'done' ? EXIT.done : EXIT.stillRunning;
}

const doneText = ({ done, doneAbsent = done }: OrderVerb, { node, record }: NodeOrderEnd): string =>
  (record === null ? doneAbsent : done)(node);

const unfollowed = ({ node, record }: NodeOrderEnd): string =>
  `${node} was told and is ${record?.state ?? 'gone'} still${busyWords(record?.busy ?? 0)}. The order stands.`;

const busyWords = (busy: number): string =>
  busy === 0 ? '' : `, with ${busy} ${busy === 1 ? 'slot' : 'slots'} at work`;
