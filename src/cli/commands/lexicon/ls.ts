import { Command } from 'commander';
import { EXIT, type ExitCode } from '../../../core/index.js';
import { listAt, seriesKnown, seriesListPath, type WordList } from '../../../ordering/index.js';
import { action, withJson } from '../../command.js';
import { type ListFlags, listPathOf, withList } from './list-choice.js';
import { type Drawing, drawingOn } from '../../render/drawing.js';
import { ndjson } from '../../render/ndjson.js';
import { table } from '../../render/table.js';
import type { CommandContext } from '../../surroundings.js';
import { loadLexicon } from '../../wiring.js';

interface LsFlags extends ListFlags {
  readonly json?: boolean;
}

export function lsCommand(context: CommandContext): Command {
  const command = new Command('ls').description('the words of a list; default: your own, and the lists there are');
  return withJson(withList(command)).action(action(context, (flags: LsFlags) => list(flags, context)));
}

async function list(flags: LsFlags, context: CommandContext): Promise<ExitCode> {
  const { out, words } = context;
  const path = listPathOf(flags, context);
  const found = await listAt(path);
  const series = flags.for === undefined && flags.series === undefined ? await seriesKnown(context) : [];
  if (flags.json === true) {
    out.write(ndjson({ list: path, words: found?.entries ?? [], series }));
    return EXIT.done;
  }
  out.write(await wordTable(found, drawingOn(out)));
  words.write(
    found === null ? `There is no list ${path} yet: e2a lexicon add WORD 'SAID AS'\n` : `They stand in ${path}\n`,
  );
  for (const name of series) words.write(`For --lexicon ${name}: ${seriesListPath(name, context)}\n`);
  return EXIT.done;
}

async function wordTable(found: WordList | null, { paintHeading, columns }: Drawing): Promise<string> {
  const { saidText } = await loadLexicon();
  return table(
    [
      { title: 'word', cell: (entry) => entry.word },
      { title: 'said as', cell: (entry) => saidText(entry) },
      { title: 'language', cell: (entry) => entry.language ?? 'all' },
    ],
    found?.entries ?? [],
    paintHeading,
    columns,
  );
}
