import { EXIT, type ExitCode } from '../../../core/index.js';
import { byteCount, count } from '../../../ordering/index.js';
import { settingsFor } from '../../command.js';
import { ndjson } from '../../render/ndjson.js';
import type { CommandContext } from '../../surroundings.js';
import { loadSpeech } from '../../wiring.js';

export interface RemoveFlags {
  readonly json?: boolean;
}

export async function removeOne(name: string, flags: RemoveFlags, context: CommandContext): Promise<ExitCode> {
  const { out, words } = context;
  const { voicesFolder } = settingsFor(context, {});
  const { removeVoice } = await loadSpeech();
  const { removed, bytes, keptFor } = await removeVoice(name, voicesFolder);
  if (flags.json === true) {
    out.write(ndjson({ voice: name, files: removed, bytes, keptFor }));
    return EXIT.done;
  }
  const kept =
    keptFor.length === 0 ? '' : ` What ${keptFor.join(', ')} ${keptFor.length === 1 ? 'needs' : 'need'} stays.`;
  words.write(`Removed ${name}: ${count(removed.length, 'file')}, ${byteCount(bytes)}.${kept}\n`);
  return EXIT.done;
}
