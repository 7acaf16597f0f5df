import { createClient } from '../../../client/index.js';
import type { Settings } from '../../../config/index.js';
import { EXIT, type ExitCode } from '../../../core/index.js';
import {
  count,
  inOrder,
  knownVoices,
  shortList,
  type ShownVoice,
  voiceList,
  type VoicesInCluster,
  voicesInCluster,
} from '../../../ordering/index.js';
import { type ClusterFlags, clusterFlags, settingsFor } from '../../command.js';
import { withOpenCluster } from '../../open-cluster.js';
import { drawingOn } from '../../render/drawing.js';
import { ndjson } from '../../render/ndjson.js';
import { USUAL_MARK, voiceTable } from '../../render/voices.js';
import type { CommandContext } from '../../surroundings.js';
import { usualVoices } from '../../voices/usual.js';

export interface ListFlags extends ClusterFlags {
  readonly json?: boolean;
  readonly language?: string;
  readonly engine?: string;
  readonly installed?: boolean;
  readonly all?: boolean;
  readonly cluster?: boolean;
}

export async function listAll(flags: ListFlags, context: CommandContext): Promise<ExitCode> {
  const { out, words } = context;
  const settings = settingsFor(context, clusterFlags(flags));
  const { voices, known } = await voiceList(
    flags,
    settings,
    flags.cluster === true ? whoHasThem(settings, context) : null,
  );
  const usual = usualVoices(await knownVoices({ ...settings, engine: 'auto', voice: null }));
  if (flags.json === true) {
    out.write(ndjson({ voices: voices.map((voice) => ({ ...voice, usual: usual.has(voice.name) })) }));
    return EXIT.done;
  }
  const isShort =
    ![flags.all, flags.installed, flags.cluster].includes(true) && (flags.language ?? flags.engine) === undefined;
  const shown = inOrder(isShort ? shortList(voices) : voices);
  out.write(voiceTable(shown, usual, drawingOn(out)));
  words.write(lastWords(shown, known, isShort, settings.voicesFolder, usual));
  return EXIT.done;
}

function lastWords(
  shown: readonly ShownVoice[],
  all: number,
  isShort: boolean,
  folder: string,
  usual: ReadonlySet<string>,
): string {
  if (shown.length === 0) return 'No voice is like that. All there are: e2a voices --all\n';
  const more = isShort ? `${count(all - shown.length, 'more voice')}: e2a voices --all, or --language TAG. ` : '';
  const mark = shown.some(({ name }) => usual.has(name)) ? `${USUAL_MARK} is what a book in that language gets. ` : '';
  return `${more}${mark}They lie in ${folder}. Fetch one with: e2a voices pull NAME\n`;
}

const whoHasThem = (settings: Settings, context: CommandContext) => (): Promise<VoicesInCluster['byVoice']> =>
  withOpenCluster(context, settings, async (cluster) => {
    const nodes = await createClient(cluster, context.clock).nodes();
    const { byVoice, problem } = await voicesInCluster(nodes, cluster.voices);
    if (problem !== null) context.words.write(`${problem}\n`);
    return byVoice;
  });
