import { Command } from 'commander';
import { CODES, EXIT, type ExitCode, UserError } from '../../../core/index.js';
import { readListText, writeListText } from '../../../ordering/index.js';
import { action, withJson } from '../../command.js';
import { type ListFlags, listPathOf, withList } from './list-choice.js';
import { ndjson } from '../../render/ndjson.js';
import type { CommandContext } from '../../surroundings.js';
import { loadLexicon } from '../../wiring.js';

interface RemoveFlags extends ListFlags {
  readonly lang?: string;
  readonly json?: boolean;
}

export function removeWordCommand(context: CommandContext): Command {
  const command = new Command('remove')
    .description('take a word out of a list')
    .argument('<word>', 'as the list has it')
    .option('--lang <tag>', 'only what is said in this language');
  return withJson(withList(command)).action(
    action(context, (word: string, flags: RemoveFlags) => remove(word, flags, context)),
  );
}

async function remove(word: string, flags: RemoveFlags, context: CommandContext): Promise<ExitCode> {
  const { parseList, saidText, withoutWord } = await loadLexicon();
  const path = listPathOf(flags, context);
  const before = (await readListText(path)) ?? '';
  parseList(before, path);
  const { text, removed } = withoutWord(before, word, flags.lang?.toLowerCase());
  if (removed.length === 0) throw notListed(word, path);
  await writeListText(path, text);
  if (flags.json === true) context.out.write(ndjson({ list: path, removed }));
  else for (const entry of removed) context.words.write(`Removed from ${path}: ${entry.word} = ${saidText(entry)}\n`);
  return EXIT.done;
}

const notListed = (word: string, path: string): UserError =>
  new UserError(
    {
      code: CODES.noSuchThing,
      what: `"${word}" is not in ${path}.`,
      fix: 'e2a lexicon ls, with the same --for or --series',
    },
    EXIT.notFound,
  );
