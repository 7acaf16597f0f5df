import type { Settings } from '../../../config/index.js';
import { EXIT, type ExitCode } from '../../../core/index.js';
import { byteCount, chooseVoice } from '../../../ordering/index.js';
import { settingsFor } from '../../command.js';
import { liveBlock } from '../../render/live-block.js';
import { ndjson } from '../../render/ndjson.js';
import type { CommandContext } from '../../surroundings.js';
import { loadSpeech } from '../../wiring.js';

export interface PullFlags {
  readonly json?: boolean;
  readonly from?: string;
  readonly hub?: string;
}

/** Which voice `pull` without a name fetches: that of the language e2a began with. */
const FIRST_LANGUAGE = 'en';

export async function pullOne(name: string | undefined, flags: PullFlags, context: CommandContext): Promise<ExitCode> {
  const { out, words, env } = context;
  const settings = settingsFor(context, {});
  const { pullVoice, licenceNotice, voiceFacts } = await loadSpeech();
  const say = (text: string): void => words.write(`${text}\n`);
  const progress = liveBlock(words);
  const wanted = name ?? (await usualVoice(settings));
  say(licenceNotice((await voiceFacts(wanted, settings.voicesFolder)).voice));
  const voice = await pullVoice(wanted, settings.voicesFolder, {
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
    hubEndpoint: flags.hub ?? env['HF_ENDPOINT'],
    hubToken: env['HF_TOKEN'],
  });
  progress.clear();
  if (flags.json === true) out.write(ndjson({ voice: voice.name, engine: voice.engine, installed: true }));
  else out.write(`${voice.name}\n`);
  return EXIT.done;
}

async function usualVoice(settings: Settings): Promise<string> {
  const { listVoices } = await loadSpeech();
  // The best, whatever is here: what is here needs no fetching.
  const voices = (await listVoices(settings.voicesFolder)).map((voice) => ({ ...voice, installed: false }));
  return chooseVoice(settings, FIRST_LANGUAGE, voices).voice;
}
