import { EXIT, type ExitCode } from '../../../core/index.js';
import { readSpeeds } from '../../../ordering/index.js';
import { settingsFor } from '../../command.js';
import { ndjson } from '../../render/ndjson.js';
import { voiceDocument, voiceText } from '../../render/voice-facts.js';
import type { CommandContext } from '../../surroundings.js';
import { loadSpeech } from '../../wiring.js';

export interface ShowFlags {
  readonly json?: boolean;
}

export async function showOne(name: string, flags: ShowFlags, context: CommandContext): Promise<ExitCode> {
  const { out } = context;
  const { voicesFolder, dataFolder } = settingsFor(context, {});
  const { voiceFacts } = await loadSpeech();
  const facts = await voiceFacts(name, voicesFolder);
  const speed = (await readSpeeds(dataFolder))[name] ?? null;
  if (flags.json === true) out.write(ndjson(voiceDocument(facts, speed)));
  else out.write(voiceText(facts, speed, (text) => out.paint('bold', text)));
  return EXIT.done;
}
