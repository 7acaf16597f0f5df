import { type Command, CommanderError } from 'commander';
import { CODES, EXIT, type ExitCode, UserError } from '../core/index.js';
import { writeCrashReport } from './crash-report.js';
import { exitCodeOf, Interrupted } from './interruption.js';
import { createProgram } from './program.js';
import { failureLine, failureText } from './render/failure.js';
import type { Surroundings } from './surroundings.js';

/** Runs one command line to its end; whatever happens becomes an exit code and, if it failed, four lines of words. */
export async function runCli(surroundings: Surroundings): Promise<ExitCode> {
  const { argv, words } = surroundings;
  let code: ExitCode = EXIT.done;
  try {
    const program = createProgram({
      ...surroundings,
      signal: surroundings.interruption.signal,
      finish: (ended) => (code = ended),
    });
    if (argv.length === 0) program.outputHelp();
    else if (argv[0] === 'complete' && argv[1] === '--') return await completeWords(program, surroundings);
    else await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    const ended = endOf(error, surroundings);
    if (ended.failure === null) return ended.code;
    const asJson = argv.includes('--json');
    words.write(asJson ? failureLine(ended.failure) : failureText(ended.failure, words));
    if (argv.includes('--debug') && !asJson) words.write(`${stackOf(error)}\n`);
    return ended.code;
  }
}

/** Asked by the script that a shell has loaded (`e2a completion`), with the words typed so far. */
async function completeWords(program: Command, surroundings: Surroundings): Promise<ExitCode> {
  const { completionsFor } = await import('./completion/index.js');
  surroundings.out.write(await completionsFor(program, surroundings.argv.slice(2), surroundings));
  return EXIT.done;
}

type End = { readonly code: ExitCode; readonly failure: UserError['failure'] | null };

function endOf(error: unknown, surroundings: Surroundings): End {
  if (error instanceof Interrupted) return { code: exitCodeOf(error.reason), failure: null };
  if (error instanceof UserError) return { code: error.exitCode, failure: error.failure };
  if (error instanceof CommanderError) return usageEnd(error, surroundings.argv);
  return { code: EXIT.failed, failure: internalFailure(error, surroundings) };
}

/** Help and version are thrown too, with exit code 0; anything else is wrong usage. */
function usageEnd(error: CommanderError, argv: readonly string[]): End {
  if (error.exitCode === 0) return { code: EXIT.done, failure: null };
  const [what = '', ...hints] = usageWords(error, argv).split('\n');
  const why = hints.join(' ').replace(/^\((.*)\)$/, '$1');
  return {
    code: EXIT.usage,
    failure: {
      code: CODES.usage,
      what: `${what[0]?.toUpperCase() ?? ''}${what.slice(1)}${/[.?]$/.test(what) ? '' : '.'}`,
      why: why === '' ? undefined : why,
      fix: usageFix(error, argv),
    },
  };
}

/** A word that a group of commands does not know goes to the group's default command, which takes none. */
function usageWords({ code, message }: CommanderError, [group, word]: readonly string[]): string {
  const taker = code === 'commander.excessArguments' ? /'(\w+)'/.exec(message)?.[1] : undefined;
  const isUnknownWord = taker !== undefined && taker !== group && taker !== word;
  return isUnknownWord ? `unknown command '${group} ${word}'` : message.replace(/^error: /, '');
}

const usageFix = ({ code }: CommanderError, [command = '-']: readonly string[]): string =>
  code === 'commander.unknownCommand' || command.startsWith('-')
    ? 'e2a --help, or e2a COMMAND --help'
    : `e2a ${command} --help`;

function internalFailure(error: unknown, surroundings: Surroundings): UserError['failure'] {
  const path = writeCrashReport(stackOf(error), surroundings);
  return {
    code: CODES.internal,
    what: `e2a met something it did not expect: ${error instanceof Error ? error.message : String(error)}`,
    why: 'This is a mistake in e2a, not one of yours.',
    fix: path === null ? 'run the command again with --debug' : `read ${path} and please report it`,
  };
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
