import { type Command, Option } from 'commander';
import { bookListPath, globalListPath, seriesListPath } from '../../../ordering/index.js';
import type { CommandContext } from '../../surroundings.js';

/** Which list is meant. */
export interface ListFlags {
  readonly for?: string;
  readonly series?: string;
}

export const withList = (command: Command): Command =>
  command
    .option('--for <book>', 'the list beside this book')
    .addOption(new Option('--series <name>', 'a list with a name, or a path').conflicts('for'));

/** Default: the user's own list for all books. */
export function listPathOf({ for: book, series }: ListFlags, context: CommandContext): string {
  if (book !== undefined) return bookListPath(book, context);
  return series === undefined ? globalListPath(context) : seriesListPath(series, context);
}
