import { Command } from 'commander';
import { batchCommand } from './commands/batch.js';
import { cancelCommand } from './commands/cancel.js';
import { cleanCommand } from './commands/clean.js';
import { clusterCommand } from './commands/cluster/cluster.js';
import { completionCommand } from './commands/completion.js';
import { configCommand } from './commands/config.js';
import { convertCommand } from './commands/convert.js';
import { dlqCommand } from './commands/dlq.js';
import { doctorCommand } from './commands/doctor.js';
import { explainCommand } from './commands/explain.js';
import { getCommand } from './commands/get.js';
import { healthCommand } from './commands/health.js';
import { jobsCommand } from './commands/jobs.js';
import { lexiconCommand } from './commands/lexicon/lexicon.js';
import { moveCommand } from './commands/move.js';
import { nodeCommand } from './commands/node.js';
import { pauseCommand } from './commands/pause.js';
import { planCommand } from './commands/plan.js';
import { queueCommand } from './commands/queue.js';
import { removeCommand } from './commands/remove.js';
import { resumeCommand } from './commands/resume.js';
import { retryCommand } from './commands/retry.js';
import { showCommand } from './commands/show.js';
import { submitCommand } from './commands/submit.js';
import { upCommand } from './commands/up.js';
import { verifyCommand } from './commands/verify.js';
import { voicesCommand } from './commands/voices/voices.js';
import { watchCommand } from './commands/watch.js';
import { withDebug } from './command.js';
import type { CommandContext } from './surroundings.js';

const EXAMPLES = `
Examples:
  e2a convert book.epub                 one machine, no cluster: an .m4b beside the book
  e2a up --open                         the same for many books, with a page in the browser
  e2a plan book.epub                    what would be spoken, how long, what is left out
  e2a node --server nats://HOST:4222    this machine works for a cluster
  e2a submit book.epub --wait           give a book to a cluster and watch

Exit codes: 0 done · 1 failed or cancelled · 2 usage · 3 parts missing · 4 no cluster · 5 no such thing ·
6 book unusable · 7 voice, engine or program missing · 8 still running when --timeout ended · 130/143 interrupted`;

const GROUPS = [
  {
    heading: 'Start here:',
    commands: [convertCommand, upCommand, planCommand, voicesCommand, lexiconCommand, doctorCommand, explainCommand],
  },
  {
    heading: 'Jobs of a cluster:',
    commands: [submitCommand, jobsCommand, showCommand, watchCommand, getCommand, verifyCommand, batchCommand],
  },
  {
    heading: 'Changing a job:',
    commands: [pauseCommand, resumeCommand, cancelCommand, retryCommand, moveCommand, removeCommand],
  },
  {
    heading: 'Machines:',
    commands: [
      nodeCommand,
      healthCommand,
      clusterCommand,
      queueCommand,
      dlqCommand,
      cleanCommand,
      configCommand,
      completionCommand,
    ],
  },
] as const;

/** The whole command line. Wrong usage is thrown as a CommanderError instead of ending the process. */
export function createProgram(context: CommandContext): Command {
  const program = new Command('e2a')
    .description('Turns e-books into audiobooks, on one machine or on many.')
    .version(context.version, '-V, --version', 'print the version')
    .helpCommand('help [command]', 'help for a command')
    .addHelpText('after', EXAMPLES);
  for (const { heading, commands } of GROUPS) {
    for (const make of commands) program.addCommand(make(context).helpGroup(heading));
  }
  for (const command of withSubcommands(program)) quieten(withDebug(command), context);
  return program;
}

const withSubcommands = (command: Command): readonly Command[] => [
  command,
  ...command.commands.flatMap((child) => withSubcommands(child)),
];

/** Words go where the context says; errors are told once, by `run.ts`. */
function quieten(command: Command, { out, words }: CommandContext): void {
  command
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => out.write(text),
      writeErr: (text) => words.write(text),
      outputError: () => undefined,
      getOutHelpWidth: () => out.columns(),
      getErrHelpWidth: () => words.columns(),
      getOutHasColors: () => out.isTerminal,
      getErrHasColors: () => words.isTerminal,
    });
}
