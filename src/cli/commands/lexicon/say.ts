import { Command } from 'commander';
import { EXIT, type ExitCode } from '../../../core/index.js';
import { entriesOf, wordListsFor } from '../../../ordering/index.js';
import { action, settingsFor, withJson } from '../../command.js';
import { voiceWords } from './add.js';
import { saidHere, shownWith } from '../../lexicon/said.js';
import { ndjson } from '../../render/ndjson.js';
import type { CommandContext } from '../../surroundings.js';

interface SayFlags {
  readonly for?: string;
  readonly lexicon?: string;
  readonly lang: string;
  readonly voice?: string;
  readonly json?: boolean;
}

export function sayCommand(context: CommandContext): Command {
  const command = new Command('say')
    .description('what a voice is given for a word or a sentence, and which sounds it makes of it')
    .argument('<text...>', 'in words of the book')
    .option('--for <book>', 'with the lists that this book is read with')
    .option('--lexicon <names>', 'with these lists too')
    .option('--lang <tag>', 'the language it stands in', 'en')
    .option('--voice <name>', 'see e2a voices');
  return withJson(command).action(
    action(context, (text: readonly string[], flags: SayFlags) => say(text.join(' '), flags, context)),
  );
}

async function say(text: string, flags: SayFlags, context: CommandContext): Promise<ExitCode> {
  const { out, words } = context;
  const settings = settingsFor(context, { lexicon: flags.lexicon, voice: flags.voice });
  const lists = await wordListsFor(flags.for ?? null, settings, context);
  const entries = entriesOf(lists);
  const shown = await shownWith(entries, text, flags.lang);
  const here = await saidHere(entries, text, flags.lang, settings);
  if (flags.json === true) out.write(ndjson({ text, spoken: shown, voice: here }));
  else {
    out.write(`${shown}\n`);
    for (const line of voiceWords(here)) words.write(`${line}\n`);
  }
  return EXIT.done;
}
