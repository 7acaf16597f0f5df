import { Command, Option } from 'commander';
import type { Settings } from '../../config/index.js';
import { EXIT, type ExitCode } from '../../core/index.js';
import { action, settingsFor, withJson } from '../command.js';
import { byteCount } from '../render/durations.js';
import { liveBlock } from '../render/live-block.js';
import { ndjson } from '../render/ndjson.js';
import { table } from '../render/table.js';
import type { CommandContext } from '../surroundings.js';
import { chooseVoice } from '../voice-choice.js';
import { loadSpeech } from '../wiring.js';

interface VoicesFlags {
  readonly json?: boolean;
}

interface PullFlags extends VoicesFlags {
  readonly from?: string;
  readonly hub?: string;
}

/** Which voice `pull` without a name fetches: that of the language e2a began with. */
const FIRST_LANGUAGE = 'en';

export function voicesCommand(context: CommandContext): Command {
  const list = withJson(new Command('list').description('which voices there are, and which are installed'));
  const pull = withJson(new Command('pull').description('fetch a voice, checked by its digest'))
    .argument('[name]', 'a voice of the list; default: the English one')
    .option('--from <place>', 'a folder or an address laid out like a voices folder, for machines without a network')
    .addOption(new Option('--hub <url>', 'a mirror of the model hub; default: HF_ENDPOINT'));
  return new Command('voices')
    .description('list voices and fetch them')
    .addCommand(list.action(action(context, (flags: VoicesFlags) => listAll(flags, context))), { isDefault: true })
    .addCommand(
      pull.action(action(context, (name: string | undefined, flags: PullFlags) => pullOne(name, flags, context))),
    );
}

async function listAll(flags: VoicesFlags, context: CommandContext): Promise<ExitCode> {
  const { out, words } = context;
  const { voicesFolder } = settingsFor(context, {});
  const { listVoices } = await loadSpeech();
  const voices = await listVoices(voicesFolder);
  if (flags.json === true) {
    out.write(ndjson({ voices }));
    return EXIT.done;
  }
  const columns = [
    { title: 'voice', cell: (voice: (typeof voices)[number]) => voice.name },
    { title: 'engine', cell: (voice: (typeof voices)[number]) => voice.engine },
    { title: 'language', cell: (voice: (typeof voices)[number]) => voice.language },
    { title: 'quality', cell: (voice: (typeof voices)[number]) => voice.quality },
    { title: 'default for', cell: (voice: (typeof voices)[number]) => voice.defaultFor.join(', ') },
    { title: 'installed', cell: (voice: (typeof voices)[number]) => (voice.installed ? 'yes' : 'no') },
  ];
  out.write(table(columns, voices, (text) => out.paint('bold', text)));
  words.write(`They lie in ${voicesFolder}. Fetch one with: e2a voices pull NAME\n`);
  return EXIT.done;
}

async function pullOne(name: string | undefined, flags: PullFlags, context: CommandContext): Promise<ExitCode> {
  const { out, words } = context;
  const settings = settingsFor(context, {});
  const { pullVoice, licenceNotice } = await loadSpeech();
  const say = (text: string): void => words.write(`${text}\n`);
  const progress = liveBlock(words);
  const voice = await pullVoice(name ?? (await usualVoice(settings)), settings.voicesFolder, {
    signal: context.interruption.signal,
    say: (sentence) => {
      progress.clear();
      say(sentence);
    },
    onProgress: ({ file, received, total }) => {
      if (words.isTerminal)
        progress.draw([`  ${file}  ${byteCount(received)}${total === null ? '' : ` of ${byteCount(total)}`}`]);
    },
    from: flags.from,
    hubEndpoint: flags.hub ?? context.env['HF_ENDPOINT'],
    hubToken: context.env['HF_TOKEN'],
  });
  progress.clear();
  say(licenceNotice(voice));
  if (flags.json === true) out.write(ndjson({ voice: voice.name, installed: true }));
  else out.write(`${voice.name}\n`);
  return EXIT.done;
}

async function usualVoice(settings: Settings): Promise<string> {
  const { listVoices } = await loadSpeech();
  return chooseVoice(settings, FIRST_LANGUAGE, await listVoices(settings.voicesFolder)).voice;
}
