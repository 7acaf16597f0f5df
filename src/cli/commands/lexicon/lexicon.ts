import { Command } from 'commander';
import type { CommandContext } from '../../surroundings.js';
import { addCommand } from './add.js';
import { checkCommand } from './check.js';
import { lsCommand } from './ls.js';
import { removeWordCommand } from './remove.js';
import { sayCommand } from './say.js';

const NOTE = `
A list is a text file that you may edit: one word a line, WORD = SAID AS, or WORD = /IPA/; # begins a comment.
Used for a book, the strongest first: BOOK.lexicon.txt beside it, the lists of --lexicon, your own list.`;

export function lexiconCommand(context: CommandContext): Command {
  const command = new Command('lexicon')
    .description('how names and words are said: your word lists')
    .addHelpText('after', NOTE)
    .addCommand(lsCommand(context), { isDefault: true });
  for (const make of [addCommand, removeWordCommand, checkCommand, sayCommand]) command.addCommand(make(context));
  return command;
}
