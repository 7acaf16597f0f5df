import type { Settings } from '../../config/index.js';
import { CODES, toError, UserError } from '../../core/index.js';
import { byteCount, type VoiceChoice } from '../../ordering/index.js';
import { withOpenCluster } from '../open-cluster.js';
import { liveBlock } from '../render/live-block.js';
import type { CommandContext } from '../surroundings.js';
import { loadSpeech } from '../wiring.js';
import type { ObjectStore } from '../../client/index.js';

/** Engines whose voices are files; the others find theirs themselves. */
const OF_FILES = ['piper', 'kokoro', 'hibari'];
const MENDED_BY_FETCHING: readonly string[] = [CODES.voiceMissing, CODES.voiceDamaged, CODES.voiceUnknown];

/**
 * A voice that is not here is taken from the cluster's own store, when somebody pushed it; nothing is fetched from the
 * internet. Where it is not in the store, either, nothing happens: whoever opens the voice says what is missing.
 */
export async function bringVoice(choice: VoiceChoice, settings: Settings, context: CommandContext): Promise<void> {
  if (!OF_FILES.includes(choice.engine)) return;
  const { installedVoice } = await loadSpeech();
  const missing = await installedVoice(choice.voice, settings.voicesFolder).then(
    () => null,
    (error: unknown) => error,
  );
  if (missing === null) return;
  if (!(missing instanceof UserError) || !MENDED_BY_FETCHING.includes(missing.failure.code)) throw missing;
  await withOpenCluster(context, settings, ({ voices }) => fetchFrom(voices, choice.voice, settings, context));
}

async function fetchFrom(
  store: ObjectStore,
  name: string,
  { voicesFolder }: Settings,
  context: CommandContext,
): Promise<void> {
  const { words } = context;
  const objects = await store.list('').catch((error: unknown) => {
    words.write(`The cluster's store of voices cannot be looked at: ${toError(error).message}\n`);
    return [];
  });
  if (objects.length === 0) return;
  const { installedVoice, licenceNotice, pullVoice, streamSource, voiceCatalogue } = await loadSpeech();
  const own = objects.flatMap(({ name: object, bytes, digest }) =>
    object.startsWith(`${name}/`) ? [{ name: object.slice(name.length + 1), bytes, digest }] : [],
  );
  const catalogue = await voiceCatalogue(name, own);
  const needed = catalogue.voices.find((voice) => voice.name === name);
  const there = new Set(objects.map((object) => object.name));
  if (!needed?.parts.every(({ folder, files }) => files.some((file) => there.has(`${folder}/${file.name}`)))) return;
  const progress = liveBlock(words);
  await pullVoice(name, voicesFolder, {
    catalogue,
    signal: context.interruption.signal,
    sourcesOf: ({ folder }) => [streamSource('the store of the cluster', folder, (path) => store.get(path))],
    say: (sentence) => {
      progress.clear();
      words.write(`${sentence}\n`);
    },
    onProgress: ({ file, received }) => {
      if (words.isTerminal) progress.draw([`  ${file}  ${byteCount(received)}`]);
    },
  });
  progress.clear();
  words.write(`${licenceNotice(await installedVoice(name, voicesFolder))}\n`);
}
