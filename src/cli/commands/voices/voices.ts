import { Command, Option } from 'commander';
import { action, withCluster, withJson } from '../../command.js';
import type { CommandContext } from '../../surroundings.js';
import { type ListFlags, listAll } from './list.js';
import { previewCommand } from './preview.js';
import { type PullFlags, pullOne } from './pull.js';
import { type PushFlags, pushOne } from './push.js';
import { type RemoveFlags, removeOne } from './remove.js';
import { type ShowFlags, showOne } from './show.js';

const EXAMPLES = `
Examples:
  e2a voices                                what is installed, and the usual voice of each language
  e2a voices --language fr                  every French voice
  e2a voices pull de_DE-thorsten-medium     fetch one, checked by its digest
  e2a voices preview hibari-heart --book book.epub
  e2a voices show en_US-joe-medium          licence, sizes, where it comes from`;

const NAME = 'a voice of e2a voices --all';
const INSTALLED = 'an installed voice';

export function voicesCommand(context: CommandContext): Command {
  return new Command('voices')
    .description('list voices, fetch them, hear them')
    .addHelpText('after', EXAMPLES)
    .addCommand(listCommand(context), { isDefault: true })
    .addCommand(showCommand(context))
    .addCommand(pullCommand(context))
    .addCommand(previewCommand(context))
    .addCommand(removeCommand(context))
    .addCommand(pushCommand(context));
}

function listCommand(context: CommandContext): Command {
  const command = withJson(new Command('list'))
    .description('which voices there are, and which are installed')
    .option('--language <tag>', 'only these: fr, pt-br, French')
    .option('--engine <name>', 'only these: piper, kokoro, hibari, …')
    .option('--installed', 'only what is on this machine')
    .option('--all', 'all there are, not only the usual one of each language')
    .option('--cluster', 'which nodes of the cluster have them, too');
  return withCluster(command).action(action(context, (flags: ListFlags) => listAll(flags, context)));
}

function showCommand(context: CommandContext): Command {
  return withJson(new Command('show'))
    .description('all that is known of a voice: licence, sizes, where it comes from')
    .argument('<name>', NAME)
    .action(action(context, (name: string, flags: ShowFlags) => showOne(name, flags, context)));
}

function pullCommand(context: CommandContext): Command {
  return withJson(new Command('pull'))
    .description('fetch a voice, checked by its digest; what was begun goes on')
    .argument('[name]', 'a voice of the list; default: the English one')
    .option('--from <place>', 'a folder or an address laid out like a voices folder, for machines without a network')
    .addOption(new Option('--hub <url>', 'a mirror of the model hub; default: HF_ENDPOINT'))
    .action(action(context, (name: string | undefined, flags: PullFlags) => pullOne(name, flags, context)));
}

function removeCommand(context: CommandContext): Command {
  return withJson(new Command('remove'))
    .description('take a voice from this machine; what another voice needs stays')
    .argument('<name>', INSTALLED)
    .action(action(context, (name: string, flags: RemoveFlags) => removeOne(name, flags, context)));
}

function pushCommand(context: CommandContext): Command {
  const command = withJson(new Command('push'))
    .description('give an installed voice to a cluster, for nodes without internet')
    .argument('<name>', INSTALLED);
  return withCluster(command).action(
    action(context, (name: string, flags: PushFlags) => pushOne(name, flags, context)),
  );
}
