import { Command, Option } from 'commander';
import { EXIT, type ExitCode } from '../../core/index.js';
import type { PlannedBook } from '../../planning/index.js';
import { readBookFile } from '../book-file.js';
import { action, withJson } from '../command.js';
import { planLocally } from '../local-plan.js';
import { ndjson } from '../render/ndjson.js';
import { planDocument, planTables, spokenText } from '../render/plan.js';
import type { CommandContext } from '../surroundings.js';

interface PlanFlags {
  readonly chapters?: string;
  readonly text?: boolean;
  readonly json?: boolean;
}

export function planCommand(context: CommandContext): Command {
  const command = new Command('plan')
    .description('show what would be spoken, how long it takes, what is left out; writes nothing')
    .argument('<book>', 'an .epub file')
    .option('--chapters <list>', 'only these: 1-3,7')
    .addOption(new Option('--text', 'print every word that would be spoken').conflicts('json'));
  return withJson(command).action(action(context, (book: string, flags: PlanFlags) => plan(book, flags, context)));
}

async function plan(name: string, flags: PlanFlags, context: CommandContext): Promise<ExitCode> {
  const planned = await planLocally(await readBookFile(name, context.cwd), flags.chapters ?? null);
  context.out.write(asAsked(planned, flags, context));
  return EXIT.done;
}

function asAsked(planned: PlannedBook, flags: PlanFlags, { out }: CommandContext): string {
  if (flags.json === true) return ndjson(planDocument(planned));
  return flags.text === true ? spokenText(planned) : planTables(planned, (text) => out.paint('bold', text));
}
