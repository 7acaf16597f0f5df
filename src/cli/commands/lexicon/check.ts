import { Command } from 'commander';
import { CODES, EXIT, type ExitCode, UserError } from '../../../core/index.js';
import { count, globalListPath, readListText, seriesKnown, seriesListPath } from '../../../ordering/index.js';
import { action, withJson } from '../../command.js';
import { ndjson } from '../../render/ndjson.js';
import type { CommandContext } from '../../surroundings.js';
import { loadLexicon } from '../../wiring.js';
import { resolve } from 'node:path';

interface CheckFlags {
  readonly json?: boolean;
}

export function checkCommand(context: CommandContext): Command {
  const command = new Command('check')
    .description('every line of a list that cannot be understood; exit 2 when there is one')
    .argument('[file]', 'default: your own list and those with a name');
  return withJson(command).action(
    action(context, (file: string | undefined, flags: CheckFlags) => check(file, flags, context)),
  );
}

async function check(file: string | undefined, flags: CheckFlags, context: CommandContext): Promise<ExitCode> {
  const { out, words } = context;
  const { readList } = await loadLexicon();
  let broken = 0;
  for (const path of await pathsOf(file, context)) {
    const text = await readListText(path);
    if (text === null && file !== undefined) throw missing(file);
    const { entries, problems } = readList(text ?? '');
    broken += problems.length;
    if (flags.json === true) out.write(ndjson({ list: path, words: entries.length, problems }));
    else {
      for (const { line, what } of problems) out.write(`${path}:${line}: ${what}\n`);
      if (text !== null) words.write(`${path}: ${sumOf(entries.length, problems.length)}\n`);
    }
  }
  return broken === 0 ? EXIT.done : EXIT.usage;
}

const sumOf = (entries: number, problems: number): string =>
  `${count(entries, 'word')}, ${problems === 0 ? 'every line understood' : `${count(problems, 'line')} not understood`}`;

async function pathsOf(file: string | undefined, context: CommandContext): Promise<readonly string[]> {
  if (file !== undefined) return [resolve(context.cwd, file)];
  const names = await seriesKnown(context);
  return [globalListPath(context), ...names.map((name) => seriesListPath(name, context))];
}

const missing = (file: string): UserError =>
  new UserError(
    { code: CODES.noSuchThing, what: `There is no word list ${file}.`, fix: 'check the path' },
    EXIT.notFound,
  );
